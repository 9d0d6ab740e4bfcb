"""What a visit costs a person: taps, typed fields and pages, with and without JavaScript, by finger and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.doors.pages import DETAILS, quiet_room
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger, Keys
from unknot.diary.models import Appointment

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
everywhere = pytest.mark.parametrize(
    "visitor",
    [
        pytest.param({**device, "java_script_enabled": scripts}, id=f"{name}-js-{'on' if scripts else 'off'}")
        for name, device in (("360", PHONE), ("1280", DESK))
        for scripts in (True, False)
    ],
    indirect=True,
)
by_any_hand = pytest.mark.parametrize("hand", [Finger, Keys], ids=["finger", "keys"])


def book_as_new(walker: Finger) -> None:
    """From the home page to a confirmed visit."""
    page = walker.page
    walker.open("/")
    walker.follow(page.get_by_role("button", name="Show free times"))
    go_on_as_new(walker)


def go_on_as_new(walker: Finger) -> None:
    """From the first time on a page to a confirmed visit: four taps and two fields."""
    page = walker.page
    walker.follow(page.locator("button.time").first)
    walker.follow(page.get_by_role("button", name="I agree", exact=True))
    walker.follow(page.get_by_role("button", name="None of these apply"))
    walker.fill(page.get_by_label("Your name"), DETAILS["name"])
    walker.fill(page.get_by_label("E-mail"), DETAILS["email"])
    walker.follow(page.get_by_role("button", name="Confirm the visit"))
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()


@everywhere
@by_any_hand
def test_a_new_client_needs_five_taps_two_fields_and_six_pages(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    quiet_room()
    walker = hand(visitor)
    book_as_new(walker)
    assert walker.arrive("new client", request) == Count(taps=5, fields=2, pages=6)
    assert [each.status for each in Appointment.objects.all()] == ["booked"]


@everywhere
@by_any_hand
def test_a_returning_client_needs_two_taps_and_types_nothing(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    quiet_room()
    book_as_new(Finger(visitor))
    walker, page = hand(visitor), visitor.page
    walker.open("/")
    walker.follow(page.locator("button.time").first)
    walker.follow(page.get_by_role("button", name="Nothing has changed: confirm"))
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    assert walker.arrive("returning client", request) == Count(taps=2, fields=0, pages=3)
    assert [each.status for each in Appointment.objects.all()] == ["booked"] * 2


@everywhere
@by_any_hand
def test_moving_a_visit_takes_two_taps(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    quiet_room()
    book_as_new(Finger(visitor))
    before = Appointment.objects.get().starts_at
    walker, page = hand(visitor), visitor.page
    walker.follow(page.get_by_role("link", name="Move"))
    walker.follow(page.locator("button.time").nth(1))
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    assert walker.arrive("moving a visit", request) == Count(taps=2, fields=0, pages=2)
    assert Appointment.objects.get().starts_at != before


@everywhere
@by_any_hand
def test_cancelling_a_visit_takes_two_taps(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    quiet_room()
    book_as_new(Finger(visitor))
    walker, page = hand(visitor), visitor.page
    walker.follow(page.get_by_role("link", name="Cancel"))
    walker.follow(page.get_by_role("button", name="Cancel the visit"))
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    assert walker.arrive("cancelling a visit", request) == Count(taps=2, fields=0, pages=2)
    assert [each.status for each in Appointment.objects.all()] == ["cancelled"]


@pytest.mark.parametrize("visitor", [{**DESK, "java_script_enabled": True}], indirect=True)
def test_what_a_walker_keeps_to_itself_is_seen_by_the_browser(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    quiet_room()
    walker, page = Finger(visitor), visitor.page
    walker.open("/")
    assert walker.arrive("looking at home", request) == Count(taps=0, fields=0, pages=1)
    page.locator("label:has(input[value=tomorrow])").click()
    with pytest.raises(AssertionError, match="tomorrow"):
        walker.arrive("a tap in secret", request)
    page.get_by_label("Where").fill("Espoo")
    with pytest.raises(AssertionError, match="where"):
        walker.arrive("a field in secret", request)
    walker = Finger(visitor)
    with page.expect_navigation():
        page.get_by_role("button", name="Show free times").click()
    with pytest.raises(AssertionError, match="a page came without a tap"):
        walker.arrive("a page in secret", request)
