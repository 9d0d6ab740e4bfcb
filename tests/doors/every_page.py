"""Every page that a GET shows, for tests that look at all of them."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors import treating
from tests.doors.answered_pages import answered_pages
from tests.doors.booking import start_of
from tests.doors.client_pages import client_pages
from tests.doors.gap_room import gap_room
from tests.doors.months import busy_month
from tests.doors.pages import book, book_well, company_starts, free, quiet_room, tap, wall_day
from tests.doors.regulars import regular
from tests.doors.salon_pages import salon_pages
from tests.doors.setup_pages import setup_pages
from unknot.design.words import on_wall
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import Slot
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.salons.models import Membership

WISHES = {"gender": "female", "step_free": "on", "price": "100", "part": "morning", "order": "soonest"}


class Shown(NamedTuple):
    """A page's name, its address, and the browser that may open it."""

    name: str
    path: str
    browser: Client


def every_page() -> Iterator[Shown]:
    """All pages of a small world. What a page shows may change once the next one was asked for."""
    place = quiet_room()
    desk = Client()
    user = User.objects.create_user("pia@example.org", "Pia", None)
    Membership.objects.create(user=user, salon=place.salon, role=Membership.Role.OWNER)
    desk.force_login(user)
    yield from open_pages(place)
    yield from hold_pages(place)
    yield from visit_pages(place, desk)
    yield from (Shown(*each) for each in answered_pages())
    yield from gap_pages()
    yield from (Shown(*each) for each in salon_pages())
    yield from (Shown(*each) for each in setup_pages(place, desk))


def gap_pages() -> Iterator[Shown]:
    """What comes with a time that fills a gap: on the month, the details, the visit, its move, and where it is set."""
    room, client = gap_room(), Client()
    salon, offer = room.place.salon.public_id, room.place.offers["back_massage"].public_id
    desk = treating.member(room.place, Membership.Role.OWNER, email="gaps@example.org")
    page = reverse("desk_gaps", args=[salon])
    choice = {"amount": "", "extra": "hot neck pillow", "percent": "60", "rest_min": "45"}
    yield Shown("desk-gaps", page, desk)
    yield Shown("desk-gaps-preview", f"{page}?{urlencode({'kind': 'extra', **choice, 'percent': ''})}", desk)
    nothing = urlencode({"kind": "nothing", **choice, "percent": ""})
    yield Shown("desk-gaps-nothing", f"{page}?{nothing}", desk)
    yield Shown("desk-gaps-wrong", f"{page}?{urlencode({'kind': 'percent', **choice})}", desk)
    yield Shown("offer-gap", f"{reverse('offer', args=[salon, offer])}?day={room.day}", client)
    yield Shown("results-gap", search(treatment="back_massage", when="day", on_date=room.day), client)
    kept = tap(client, room.place, room.gap)
    yield Shown("details-gap", kept, client)
    other = Client()
    yield Shown("details-gap-gone", f"{tap(other, room.place, room.plain)}?gap=gone", other)
    visit = [book_well(client, room.place, room.gap).public_id]
    yield Shown("visit-gap", reverse("visit", args=visit), client)
    yield Shown("visit-gap-move", reverse("visit_time", args=visit), client)
    yield Shown("desk-visit-gap", reverse("desk_visit", args=[salon, *visit]), desk)


def search(**question: str) -> str:
    return f"{reverse('search')}?{urlencode({'where': 'Helsinki', **question})}"


def open_pages(place: cast.Place) -> Iterator[Shown]:
    """What everybody may see."""
    stranger = Client()
    salon, offer = place.salon.public_id, place.offers["back_massage"].public_id
    yield Shown("home", reverse("home"), stranger)
    yield Shown("results", search(treatment="back_massage"), stranger)
    yield Shown("results-concern", search(what="shoulders"), stranger)
    yield Shown("results-wishes", search(treatment="back_massage", **WISHES), stranger)
    yield Shown("results-none", search(treatment="shiatsu"), stranger)
    yield Shown("results-wrong", search(treatment="back_massage", where="qqqq", when="day"), stranger)
    yield Shown("salon", reverse("salon", args=[salon]), stranger)
    yield Shown("offer", reverse("offer", args=[salon, offer]), stranger)
    aino = place.people["Aino"].public_id
    why = reverse("why", args=[salon, offer])
    yield Shown("why", why, stranger)
    yield Shown("wait", reverse("offer_waiting", args=[salon, offer]), stranger)
    yield Shown("why-not", f"{why}?on=2027-06-06&at=23:00", stranger)
    here = reverse("offer", args=[salon, offer])
    yield Shown("offer-two", f"{here}?two=1", stranger)
    yield Shown("offer-then", f"{here}?then={place.offers['facial'].public_id}", stranger)
    yield Shown("results-two", search(treatment="back_massage", two="on"), stranger)
    yield Shown("offer-aino", f"{reverse('offer', args=[salon, offer])}?practitioner={aino}", stranger)
    yield from guide_pages(stranger)
    yield from (Shown(name, reverse(name), stranger) for name in ("about", "rules", "design", "outbox"))
    yield Shown("nowhere", "/nowhere", stranger)
    yield Shown("desk-session", reverse("desk_session"), stranger)


def guide_pages(stranger: Client) -> Iterator[Shown]:
    """The guides: with free times, without any, and beside a place that nobody knows."""
    yield from (Shown(name.replace("_", "-"), reverse(name), stranger) for name in ("guides", "back_massage"))
    yield Shown("guide", reverse("guide", args=["back-pain-acute"]), stranger)
    yield Shown("guide-no-times", reverse("guide", args=["pregnancy-comfort"]), stranger)
    yield Shown("guide-wrong", f"{reverse('guide', args=['stress'])}?where=qqqq", stranger)
    yield Shown("which", reverse("which"), stranger)
    yield Shown(
        "which-liked", f"{reverse('which')}?concern=neck_shoulder&pressure=strong&clothed=yes", stranger
    )


def hold_pages(place: cast.Place) -> Iterator[Shown]:
    """The pages behind a hold, for a new client and for one who was here before."""
    stranger, slots = Client(), free(place)
    kept = tap(stranger, place, slots[-1])
    yield Shown("details", kept, stranger)
    marks = f"{kept}marks"
    yield Shown("marks", marks, stranger)
    stranger.post(
        marks, {"work": "neck_and_shoulders", "strength_neck_and_shoulders": "4", "avoid": "lower_back"}
    )
    yield Shown("details-marked", kept, stranger)
    known, _ = regular(place)
    yield Shown("home-again", reverse("home"), known)
    yield Shown("home-forgotten", f"{reverse('home')}?device=forgotten", stranger)
    kept_again = tap(known, place, slots[-2])
    yield Shown("details-again", kept_again, known)
    yield Shown("details-somebody-else", f"{kept_again}?as=other", known)
    yield from company_pages(place)
    held = Hold.objects.filter(appointment=None)
    for each in held:
        held.filter(pk=each.pk).update(expires_at=each.created_at)
    yield Shown("lapsed", kept, stranger)


def company_pages(place: cast.Place) -> Iterator[Shown]:
    """For two at once, and a facial after a massage: what is kept, and what was booked."""
    for name, company in (("two", {"two": "1"}), ("then", {"then": place.offers["facial"].public_id})):
        browser, start = Client(), company_starts(place, **company)[0]
        yield Shown(f"details-{name}", tap(browser, place, start, **company), browser)
        if name == "then":
            yield from after_it_pages(place, browser)
        booker = Client()
        start = company_starts(place, **company)[-1]
        lead = book_well(booker, place, start, **company)
        yield Shown(f"visit-{name}", reverse("visit", args=[lead.public_id]), booker)
        yield Shown(f"visit-{name}-cancel", reverse("visit_cancellation", args=[lead.public_id]), booker)


def after_it_pages(place: cast.Place, browser: Client) -> Iterator[Shown]:
    """What answers make of the second of two treatments: it changes, or it can't be had then."""
    (kept,) = {
        each.lead for each in Hold.objects.filter(appointment=None, offer__treatment="facial") if each.lead
    }
    hold_id = kept.public_id
    answers = reverse("answers", args=[hold_id])
    for name, view, item, said in (
        ("details-after-adapted", "hold", "isotretinoin", {"still_taking": "yes"}),
        (
            "without",
            "interview",
            "peel_laser_recent",
            {"kind": "peel", "on_on": on_wall(clock.now(), place.salon.zone).date().isoformat()},
        ),
    ):
        browser.post(answers, {"line": "face", "item": item})
        browser.post(answers, {"about": item, **said})
        yield Shown(name, reverse(view, args=[hold_id]), browser)


def visit_pages(place: cast.Place, desk: Client) -> Iterator[Shown]:
    """The pages behind a visit, for its client and for the salon."""
    client, salon, slot = Client(), place.salon.public_id, free(place)[0]
    visit = [book(client, place, slot).public_id]
    for name in ("visit", "visit_time", "visit_waiting", "visit_cancellation"):
        yield Shown(name, reverse(name, args=visit), client)
    day = wall_day(place, slot)
    yield Shown("desk-day", reverse("desk_day", args=[salon, day]), desk)
    yield Shown("desk-rooms", reverse("desk_day", args=[salon, day]) + "?by=room", desk)
    yield Shown("desk-list", reverse("desk_list", args=[salon, day]), desk)
    yield Shown("desk-sheet", reverse("desk_sheet", args=[salon, day]), desk)
    yield Shown("desk-sheet-phone", reverse("desk_sheet_phone", args=[salon]), desk)
    yield Shown("desk-week", reverse("desk_week", args=[salon, day]), desk)
    yield Shown("desk-visit", reverse("desk_visit", args=[salon, *visit]), desk)
    yield from (Shown(*each) for each in client_pages(place, desk, visit[0]))
    yield Shown("desk-late", reverse("desk_visit_late", args=[salon, *visit]), desk)
    yield Shown("desk-time", reverse("desk_visit_time", args=[salon, *visit]), desk)
    asked = urlencode({"offer": place.offers["back_massage"].public_id, "on": day, "at": "16:30"})
    yield Shown("desk-why", f"{reverse('desk_why', args=[salon])}?{asked}", desk)
    away = urlencode({"practitioner": slot.practitioner.public_id, "on": day})
    yield Shown("desk-away", f"{reverse('desk_away', args=[salon])}?{away}", desk)
    yield from hours_pages(place, desk, day)
    yield from booking_pages(place, desk, slot)
    yield Shown("desk-waiting", reverse("desk_waiting", args=[salon]), desk)
    yield from block_pages(place, desk)
    yield from number_pages(place, desk)
    yield Shown("desk-cancellation", reverse("desk_visit_cancellation", args=[salon, *visit]), desk)
    yield from preparation_pages(place)
    client.post(reverse("visit_cancellation", args=visit))
    yield Shown("visit-cancelled", reverse("visit", args=visit), client)


def number_pages(place: cast.Place, desk: Client) -> Iterator[Shown]:
    """The numbers before the first visit, of a month that was busy, of one practitioner, and of an empty month."""
    page = reverse("desk_numbers", args=[place.salon.public_id])
    yield Shown("desk-numbers-none", page, desk)
    last = busy_month(place)
    yield Shown("desk-numbers", f"{page}?{urlencode({'month': last})}", desk)
    aino = place.people["Aino"].public_id
    yield Shown("desk-numbers-aino", f"{page}?{urlencode({'month': last, 'who': aino})}", desk)
    yield Shown("desk-numbers-empty", f"{page}?{urlencode({'month': '2001-01'})}", desk)


def booking_pages(place: cast.Place, desk: Client, slot: Slot) -> Iterator[Shown]:
    """The form for a start that is free and for one that is taken, and who has time first."""
    salon, offer = place.salon.public_id, place.offers["back_massage"].public_id
    taken, last = start_of(place, slot), start_of(place, free(place)[-1])
    yield Shown("desk-booking", f"{reverse('desk_booking', args=[salon])}?{urlencode(last)}", desk)
    asked = urlencode({**taken, "offer": offer})
    yield Shown("desk-booking-unfit", f"{reverse('desk_booking', args=[salon])}?{asked}", desk)
    yield Shown("desk-soonest", reverse("desk_soonest", args=[salon]), desk)
    yield Shown("desk-soonest-offer", f"{reverse('desk_soonest', args=[salon])}?offer={offer}", desk)
    booked = {"booked": Appointment.objects.filter(salon=place.salon).latest("pk").public_id}
    day = reverse("desk_day", args=[salon, taken["on"]])
    yield Shown("desk-day-just-booked", f"{day}?{urlencode(booked)}", desk)


def block_pages(place: cast.Place, desk: Client) -> Iterator[Shown]:
    """A break, just blocked and by itself; then it is taken away."""
    salon, start = place.salon.public_id, start_of(place, free(place)[-1])
    day = desk.post(reverse("desk_blocks", args=[salon]), {**start, "block_min": "15"}).headers["Location"]
    block = reverse("desk_block", args=[salon, day.rpartition("=")[2]])
    yield from (Shown("desk-day-blocked", day, desk), Shown("desk-block", block, desk))
    desk.post(f"{block}removal")


def hours_pages(place: cast.Place, desk: Client, day: str) -> Iterator[Shown]:
    """The salon's hours, forms as they are asked and answered wrongly, what a closure touches, and what it left."""
    salon = place.salon.public_id
    week, days = reverse("desk_hours_week", args=[salon]), reverse("desk_hours_days", args=[salon])
    aino = urlencode({"who": place.people["Aino"].public_id})
    wrong = urlencode({"from_date": "2020-01-01", "day0": "17-9", "day1": "9-12, 11-18"})
    closed = urlencode({"who": "salon", "first": day, "what": "closed"})
    yield Shown("desk-hours-week", f"{week}?{aino}", desk)
    yield Shown("desk-hours-week-wrong", f"{week}?{wrong}", desk)
    yield Shown("desk-hours-days", days, desk)
    yield Shown("desk-hours-days-wrong", f"{days}?who=salon&first={day}&last=9999-12-31&what=hours", desk)
    seen = seen_on(desk, f"{days}?{closed}")
    yield Shown("desk-hours-preview", f"{days}?{closed}", desk)
    desk.post(f"{days}?{closed}", {"seen": seen})
    yield Shown("desk-hours", reverse("desk_hours", args=[salon]), desk)
    yield Shown("desk-outside", reverse("desk_outside", args=[salon]), desk)
    yield Shown("desk-day-outside", reverse("desk_day", args=[salon, day]), desk)
    desk.post(f"{days}?{closed}".replace("closed", "usual"), {"seen": ""})


def seen_on(desk: Client, path: str) -> str:
    """What the preview of a closure has shown."""
    page = desk.get(path).content.decode()
    return page.partition('name="seen" value="')[2].partition('"')[0]


def preparation_pages(place: cast.Place) -> Iterator[Shown]:
    """What who treats sees before a visit, as far as a GET shows it."""
    aino = treating.member(place, Membership.Role.PRACTITIONER, "Aino")
    answered, asked = treating.visit(place, treating.BRUISE), treating.visit(place, None)
    treating.let_in(answered, from_now=treating.HOUR, until=2 * treating.HOUR)
    yield Shown("desk-report-closed", treating.address("desk_report", answered), aino)
    yield Shown("desk-visit-early", treating.address("desk_visit", answered), aino)
    yield Shown("desk-brief-early", treating.address("desk_brief", answered), aino)
    yield Shown("desk-brief-asked", treating.address("desk_brief", asked), aino)
    treating.let_in(answered)
    treating.note(answered)
    yield Shown("desk-visit-open", treating.address("desk_visit", answered), aino)
