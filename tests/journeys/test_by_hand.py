"""From an aching back to a confirmed visit and away again: without JavaScript, and without a mouse."""

import pytest
from playwright.sync_api import Locator, expect

from tests.doors.pages import free, from_tomorrow, quiet_room
from tests.journeys.conftest import Visitor
from unknot.design.templatetags.words import machine_time
from unknot.design.words import wall_long_day, wall_time
from unknot.diary.models import Appointment

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = "Europe/Helsinki"
MOST_TABS = 60


def title_of(slot_start: object) -> str:
    return f"{wall_long_day(slot_start, ZONE)}, {wall_time(slot_start, ZONE)}"  # type: ignore[arg-type]


def tab_to(visitor: Visitor, text: str) -> Locator:
    """Press Tab until what has the focus says `text`, or is the field of that label."""
    focused = visitor.page.locator(":focus")
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if not focused.count():
            continue
        labels = visitor.page.locator(f"label[for='{focused.get_attribute('id')}']")
        said = focused.inner_text() + (labels.first.inner_text() if labels.count() else "")
        if said.strip().startswith(text):
            return focused
    raise AssertionError(f"the keyboard never reached {text}")


def enter(visitor: Visitor) -> None:
    """Press Enter and wait for the page it leads to."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_a_visit_is_found_held_booked_moved_and_cancelled_by_hand(visitor: Visitor) -> None:
    place = from_tomorrow(quiet_room())
    first, second = free(place)[:2]
    page = visitor.page
    visitor.open("/")
    page.get_by_role("button", name="Show free times").click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.locator("button.time").first.click()
    expect(page.get_by_text("Kept for you until")).to_be_visible()
    visitor.nothing_applies()
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_label("E-mail").fill("outi@example.org")
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(first.starts_at))
    expect(page.get_by_text("Confirmed")).to_be_visible()
    page.get_by_role("link", name="Move").click()
    page.locator(f"button.time[value='{machine_time(second.starts_at, ZONE)}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title_of(second.starts_at))
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("button", name="Cancel the visit").click()
    expect(page.get_by_text("Cancelled")).to_be_visible()
    assert [each.status for each in Appointment.objects.all()] == ["cancelled"]


def test_the_keyboard_alone_books_moves_and_cancels(visitor: Visitor) -> None:
    place = from_tomorrow(quiet_room())
    first = free(place)[0]
    visitor.open("/")
    tab_to(visitor, "Skip to the content")
    enter(visitor)
    tab_to(visitor, "Show free times")
    enter(visitor)
    tab_to(visitor, wall_time(first.starts_at, ZONE))
    enter(visitor)
    for answer in ("I agree", "None of these apply"):
        tab_to(visitor, answer)
        enter(visitor)
    tab_to(visitor, "Your name")
    visitor.page.keyboard.type("Outi Laine")
    tab_to(visitor, "E-mail")
    visitor.page.keyboard.type("outi@example.org")
    tab_to(visitor, "Confirm the visit")
    enter(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title_of(first.starts_at))
    tab_to(visitor, "Move")
    enter(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("When suits you better?")
    times = visitor.page.locator("button.time")
    other = times.nth(1).inner_text()
    tab_to(visitor, other)
    enter(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(other.split()[-1])
    tab_to(visitor, "Cancel")
    enter(visitor)
    tab_to(visitor, "Cancel the visit")
    enter(visitor)
    expect(visitor.page.get_by_text("Cancelled")).to_be_visible()
    assert [each.status for each in Appointment.objects.all()] == ["cancelled"]
