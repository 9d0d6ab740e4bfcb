"""The interview from a tapped time to where each of the six verdicts leads: to a visit, or to a page that helps."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import DETAILS, quiet_room
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Finger, Keys
from tests.journeys.test_every_page import SIGHTS, faults
from unknot.design.words import on_wall
from unknot.diary.models import Appointment, Hold, Part
from unknot.plumbing import clock
from unknot.salons.models import Skill

pytestmark = pytest.mark.django_db(transaction=True)

Walk = Callable[[Finger], Iterator[str]]
TOUCHED = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
ways = pytest.mark.parametrize(
    ("visitor", "hand"),
    [
        pytest.param({**TOUCHED, "java_script_enabled": True}, Finger, id="360-js-on-finger"),
        pytest.param({**TOUCHED, "java_script_enabled": False}, Finger, id="360-js-off-finger"),
        pytest.param({**DESK, "java_script_enabled": True}, Keys, id="1280-js-on-keys"),
        pytest.param({**DESK, "java_script_enabled": False}, Keys, id="1280-js-off-keys"),
    ],
    indirect=["visitor"],
)


def press(walker: Finger, name: str) -> None:
    walker.follow(walker.page.get_by_role("button", name=name, exact=True))


def title(walker: Finger, text: str) -> None:
    expect(walker.page.get_by_role("heading", level=1)).to_contain_text(text)


def to_the_card(walker: Finger) -> None:
    """The nearest salon's first time, and consent."""
    walker.open("/")
    press(walker, "Show free times")
    walker.follow(walker.page.locator("article button.time").first)
    press(walker, "I agree")


def tick(walker: Finger, line: str, item: str) -> None:
    walker.mark(walker.page.locator(f"input[name=line][value={line}]"))
    walker.mark(walker.page.locator(f"input[name=item][value={item}]"))
    press(walker, "Go on")


def choose(walker: Finger, name: str, value: str) -> None:
    walker.mark(walker.page.locator(f"input[name={name}][value={value}]"))


def book(walker: Finger, button: str = "Confirm the visit") -> None:
    walker.fill(walker.page.get_by_label("Your name"), DETAILS["name"])
    walker.fill(walker.page.get_by_label("E-mail"), DETAILS["email"])
    press(walker, button)
    expect(walker.page.get_by_text("Confirmed", exact=True)).to_be_visible()


def booked() -> Part:
    """The one visit there is."""
    assert Appointment.objects.get().status == "booked"
    return Part.objects.get()


def allowed(walker: Finger) -> Iterator[str]:
    quiet_room()
    to_the_card(walker)
    press(walker, "None of these apply")
    yield "six-allowed"
    book(walker)
    assert (booked().verdict, booked().avoid, booked().pressure_max) == ("allowed", [], None)


def adapt(walker: Finger) -> Iterator[str]:
    quiet_room()
    to_the_card(walker)
    tick(walker, "heart", "anticoagulants")
    expect(walker.page.get_by_role("heading", name="Your treatment, adapted")).to_be_visible()
    yield "six-adapt"
    book(walker, "Accept and confirm")
    assert (booked().verdict, booked().pressure_max) == ("adapt", 3)
    expect(walker.page.get_by_text("Pressure: at most medium.")).to_be_visible()


def postpone(walker: Finger) -> Iterator[str]:
    zone = quiet_room().salon.zone
    to_the_card(walker)
    day = on_wall(Hold.objects.get().starts_at, zone).date()
    tick(walker, "ill", "vaccination")
    walker.fill_day(walker.page.get_by_label("Or the exact day"), day)
    choose(walker, "sore", "no")
    yield "six-postpone-asked"
    press(walker, "Go on")
    title(walker, "Better from")
    yield "six-postpone"
    walker.follow(walker.page.locator("button.time").first)
    book(walker)
    assert booked().verdict == "allowed"
    assert on_wall(booked().appointment.starts_at, zone).date() >= day + timedelta(days=3)


def clearance(walker: Finger) -> Iterator[str]:
    quiet_room()
    to_the_card(walker)
    tick(walker, "heart", "bleeding_disorder")
    expect(walker.page.get_by_role("heading", name="First a note, then the treatment")).to_be_visible()
    yield "six-clearance"
    book(walker, "Accept, bring the note, and confirm")
    assert booked().verdict == "clearance"
    press(walker, "Hand in a note")
    expect(walker.page.get_by_label("The note")).to_be_visible()


def not_suitable(walker: Finger) -> Iterator[str]:
    place = quiet_room()
    cast.offer(place, "prenatal", 60)
    for name in ("Aino", "Mikael"):
        Skill.objects.create(practitioner=place.people[name], treatment="prenatal")
    place.open(clock.now())
    to_the_card(walker)
    tapped = Hold.objects.get().starts_at
    tick(walker, "pregnancy", "pregnancy")
    title(walker, "Something that suits you better")
    yield "six-not-suitable"
    walker.follow(walker.page.locator("button.time").first)
    due = on_wall(tapped, place.salon.zone).date() + timedelta(days=100)
    walker.fill_day(walker.page.get_by_label("Your due date"), due)
    yield "six-due"
    press(walker, "Go on")
    choose(walker, "complications", "no")
    press(walker, "Go on")
    book(walker, "Accept and confirm")
    assert (booked().treatment, booked().appointment.starts_at) == ("prenatal", tapped)


def emergency(walker: Finger) -> Iterator[str]:
    quiet_room()
    to_the_card(walker)
    tick(walker, "warning_signs", "cauda_equina")
    title(walker, "Please get help now")
    yield "six-emergency"
    page = walker.page
    assert page.get_by_role("link", name="Call 112").get_attribute("href") == "tel:112"
    assert page.locator("main button, .time, a[href*=offers]").count() == 0
    assert Hold.objects.get().expires_at <= clock.now()
    assert Appointment.objects.count() == 0


WALKS = [allowed, adapt, postpone, clearance, not_suitable, emergency]


@ways
@pytest.mark.parametrize("walk", WALKS, ids=lambda each: each.__name__)
def test_each_verdict_leads_on(
    walk: Walk, visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    walker = hand(visitor)
    for _ in walk(walker):
        pass
    walker.arrive(walk.__name__.replace("_", " "), request)


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
@pytest.mark.parametrize("walk", WALKS, ids=lambda each: each.__name__)
def test_axe_finds_nothing_where_a_verdict_leads(
    walk: Walk, visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    sight = request.node.callspec.id.removesuffix(f"-{walk.__name__}").removeprefix(f"{walk.__name__}-")
    found = [fault for name in walk(Finger(visitor)) for fault in faults(visitor, name, sight)]
    assert not found, "\n".join(found)
