"""The gap benefit on pages: a mark on the time, the reason with the price, nothing lost and nothing forged."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.doors.every_page import search
from tests.doors.gap_room import FIVE_OFF, PILLOW, TEN_PERCENT, GapRoom, booked, choose, close_gap, gap_room
from tests.doors.pages import DETAILS, book_well, hold_at, nothing_applies, tap
from tests.doors.treating import member
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import actions, audit, gaps
from unknot.diary.models import Appointment, Hold, Part
from unknot.notices.letters import letter
from unknot.notices.models import Notice
from unknot.plumbing import clock
from unknot.salons.models import Membership, Offer, Salon

pytestmark = pytest.mark.django_db

GONE = "the time doesn’t fill a gap in the day any more"


@pytest.fixture
def room() -> GapRoom:
    return gap_room()


def seen(answer: object) -> str:
    """What a page says, with blanks as one."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", unescape(words))


def offer_page(room: GapRoom) -> str:
    args = [room.place.salon.public_id, room.place.offers["back_massage"].public_id]
    return f"{reverse('offer', args=args)}?day={room.day}"


def buttons(page: str) -> list[tuple[str, str, str]]:
    """Of each time that can be tapped: where it is sent, what, and what stands on it."""
    found = re.findall(
        r'<button class="time[^"]*" name="starts_at" value="([^"]+)"(?: formaction="([^"]+)")?>(.*?)</button>',
        page,
    )
    return [
        (unescape(to), value, " ".join(re.sub(r"<[^>]+>", " ", unescape(said)).split()))
        for value, to, said in found
    ]


def marked(page: str) -> list[str]:
    return [said for to, _value, said in buttons(page) if to]


def tap_as_shown(client: Client, room: GapRoom, path: str) -> str:
    """Tap the first marked time of a page, as its button says; the address of the hold."""
    to, value, _said = next(each for each in buttons(client.get(path).content.decode()) if each[0])
    offer = room.place.offers["back_massage"].public_id
    address = str(client.post(to, {"offer": offer, "starts_at": value}).headers["Location"])
    nothing_applies(client, address)
    return address


@pytest.mark.parametrize(
    ("benefit", "mark"), [(FIVE_OFF, "−€5"), (TEN_PERCENT, "−€7.20"), (PILLOW, "with hot neck pillow")]
)
def test_the_month_marks_the_time_with_words_and_leaves_all_others_where_they_are(
    client: Client, room: GapRoom, benefit: Benefit, mark: str
) -> None:
    choose(room, NOTHING)
    before = client.get(offer_page(room)).content.decode()
    choose(room, benefit)
    after = client.get(offer_page(room)).content.decode()

    assert [value for _to, value, _said in buttons(before)] == [value for _to, value, _said in buttons(after)]
    assert marked(before) == []
    assert marked(after) == [f"10:00 {mark}"]
    assert f"“{mark}”: that time fills a gap in the day." in unescape(after)
    assert "fills a gap" not in before


def test_a_card_marks_it_too_and_says_why_in_one_sentence(client: Client, room: GapRoom) -> None:
    query = {"treatment": "back_massage", "when": "day", "on_date": room.day}
    page = client.get(search(**query)).content.decode()
    assert [said for said in marked(page) if said.startswith("10:00")] == marked(page)
    assert len(marked(page)) == 1
    assert marked(page)[0].endswith("−€5")
    assert page.count("A time with a mark fills a gap in the day.") == 1
    women = client.get(search(**query, gender="female"))
    assert women.status_code == 200


def test_for_two_at_once_there_is_no_mark(client: Client, room: GapRoom) -> None:
    page = client.get(f"{offer_page(room)}&two=1").content.decode()
    assert marked(page) == []


def test_what_was_shown_is_on_the_details_the_visit_the_desk_and_in_the_letter(
    client: Client, room: GapRoom
) -> None:
    address = tap_as_shown(client, room, offer_page(room))
    details = seen(client.get(address))
    assert "€67 , paid at the salon." in details
    assert "Instead of €72: the time fills a gap in the day." in details
    assert GONE not in details

    answer = client.post(reverse("appointments"), {"hold": hold_at(address), **DETAILS})
    visit = seen(client.get(answer.headers["Location"]))
    assert "€67 , paid at the salon. Instead of €72: the time fills a gap in the day." in visit
    made = Appointment.objects.get(starts_at=room.gap)
    desk = member(room.place, Membership.Role.RECEPTION)
    page = seen(desk.get(reverse("desk_visit", args=[room.place.salon.public_id, made.public_id])))
    assert "€67 Instead of €72: the time fills a gap in the day." in page
    told = letter(made, Notice.Kind.BOOKED, now=clock.now())
    assert "Your time fills a gap in the day: 5 EUR less to pay." in told.text
    assert "67" not in told.text
    assert "5 EUR less to pay" in told.html
    assert mail.outbox == []


def test_a_plain_time_says_nothing_of_it(client: Client, room: GapRoom) -> None:
    visit = book_well(client, room.place, room.plain)
    page = seen(client.get(reverse("visit", args=[visit.public_id])))
    assert "€72 , paid at the salon." in page
    assert "gap" not in page
    assert "gap" not in letter(visit, Notice.Kind.BOOKED, now=clock.now()).text


def test_a_gap_that_is_gone_by_the_tap_is_told_before_she_confirms(client: Client, room: GapRoom) -> None:
    to, value, _said = next(
        each for each in buttons(client.get(offer_page(room)).content.decode()) if each[0]
    )
    close_gap(room)
    offer = room.place.offers["back_massage"].public_id
    address = str(client.post(to, {"offer": offer, "starts_at": value}).headers["Location"])
    nothing_applies(client, address)

    details = seen(client.get(address))
    assert GONE in details
    assert "€72 , paid at the salon." in details


def test_it_is_not_lost_once_it_is_held_whatever_changes(client: Client, room: GapRoom) -> None:
    address = tap_as_shown(client, room, offer_page(room))
    close_gap(room)
    Salon.objects.update(gap_off_minor=0)
    assert "€67 , paid at the salon." in seen(client.get(address))

    client.post(reverse("appointments"), {"hold": hold_at(address), **DETAILS})
    assert Part.objects.get(starts_at=room.gap).price_minor == 6700
    assert [str(each) for each in audit.findings(clock.now())] == []


@pytest.mark.parametrize("query", ["", f"?gap={'0' * 16}", "?gap=gone"])
def test_nothing_that_is_sent_makes_a_time_cheaper(client: Client, room: GapRoom, query: str) -> None:
    """Neither what a page of ours would send for a marked time, nor anything else."""
    offer = room.place.offers["back_massage"].public_id
    forged = {"gap_off_minor": "7000", "gap_percent": "50", "off_minor": "7000", "price_minor": "1"}
    for sent in (query, f"?gap={gaps.shown(FIVE_OFF)}"):
        given = {"offer": offer, "starts_at": room.plain.isoformat(), **forged}
        assert client.post(f"{reverse('holds')}{sent}", given).status_code == 302
        kept = Hold.objects.latest("pk")
        assert (kept.gap_benefit, kept.price_minor) == (NOTHING, 7200)


def test_another_length_that_fills_nothing_is_told(client: Client, room: GapRoom) -> None:
    """The hour fills the gap, half of it leaves half an hour."""
    half = Offer.objects.create(
        salon=room.place.salon,
        treatment="back_massage",
        duration_min=30,
        price_minor=4500,
        room_feature="table",
    )
    room.place.offers["half"] = half
    room.place.open(clock.now())
    address = tap_as_shown(client, room, offer_page(room))
    page = client.get(address).content.decode()
    to = unescape(re.findall(r'<form method="post" action="([^"]+)" id="change-length"', page)[0])
    given = {"offer": half.public_id, "starts_at": room.gap.isoformat()}
    changed = seen(client.get(client.post(to, given).headers["Location"]))

    assert GONE in changed
    assert "€45 , paid at the salon." in changed


def test_a_move_says_what_counts_and_is_judged_anew(client: Client, room: GapRoom) -> None:
    visit = book_well(client, room.place, room.gap)
    move = reverse("visit_time", args=[visit.public_id])
    page = client.get(f"{move}?day={room.day}")
    assert "Instead of €72: the time fills a gap in the day. If you move, the new time counts" in seen(page)

    assert client.post(move, {"starts_at": room.plain.isoformat()}).status_code == 302
    assert visit.parts.get().price_minor == 7200
    page = client.get(f"{move}?day={room.day}")
    assert "If you move, the new time counts" not in seen(page)
    assert marked(page.content.decode()) == ["10:00 −€5"]


def test_a_move_to_a_mark_that_is_gone_is_told_before_anything_moves(client: Client, room: GapRoom) -> None:
    visit = book_well(client, room.place, room.plain)
    move = reverse("visit_time", args=[visit.public_id])
    page = client.get(f"{move}?day={room.day}").content.decode()
    to, value, _said = next(each for each in buttons(page) if each[0])
    close_gap(room)

    refused = client.post(to, {"starts_at": value})
    assert refused.status_code == 409
    assert "That time comes at its usual price by now" in seen(refused)
    assert visit.parts.get().starts_at == room.plain
    assert client.post(move, {"starts_at": value}).status_code == 302
    assert visit.parts.get().price_minor == 7200


def test_pages_ask_nothing_more_of_the_database_for_it(
    client: Client, room: GapRoom, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """As many statements where something is given as where nothing is."""
    query = search(treatment="back_massage", when="day", on_date=room.day)
    for benefit in (NOTHING, FIVE_OFF):
        choose(room, benefit)
        with django_assert_num_queries(5):
            client.get(offer_page(room))
        with django_assert_num_queries(4):
            client.get(query)


def test_what_has_run_out_still_shows_what_it_would_come_with(client: Client, room: GapRoom) -> None:
    address = tap(client, room.place, room.gap)
    actions.end(Hold.objects.select_related("offer__salon").get(), clock=clock.database_now)
    page = client.get(address).content.decode()
    assert [said.split()[0] for said in marked(page)] == ["10:00"]
    assert booked(room.place, room.gap).parts.get().price_minor == 6700
