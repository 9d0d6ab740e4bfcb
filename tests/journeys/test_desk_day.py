"""A day at the desk from opening to closing in a browser, on a phone and on a wide screen."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.doors.boards import Desk, running_day
from tests.journeys.conftest import Visitor
from tests.journeys.test_desk_board import drag, entry, stands
from tests.journeys.test_every_page import faults, hand_over
from unknot.diary.models import Appointment, Block, Part
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [
    pytest.param({"viewport": {"width": width, "height": height}, "java_script_enabled": True}, id=str(width))
    for width, height in ((390, 844), (1280, 1100))
]


def ten_minutes_ago() -> datetime:
    """A start on the grid of five minutes, for which somebody is ten to fourteen minutes late."""
    now = clock.now().replace(second=0, microsecond=0)
    return now - timedelta(minutes=now.minute % 5 + 10)


@pytest.mark.parametrize("visitor", SIZES, indirect=True)
def test_a_day_from_opening_to_closing(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made, page = running_day(), visitor.page
    made.place.salon.step_min = 5
    made.place.salon.save()
    visits = {
        "early": made.book("Outi Laine", "Sanna", 9),
        "missed": made.book("Jussi Salo", "Mikael", 9),
        "late": made.book_at(ten_minutes_ago(), "Petri Vesa", "Aino"),
        "ill": made.book("Eeva Rinne", "Sanna", 13),
        "ill too": made.book("Olli Perälä", "Sanna", 15),
        "moved": made.book("Maria Torppa", "Mikael", 14),
    }
    hand_over(made.browser, visitor)
    visitor.open(made.page)
    walked_in = walk_in(page, made)
    attend(visitor, made, visits["early"], "Arrived", "Treatment begins", "Done")
    attend(visitor, made, visits["missed"], "Did not come")
    come_late(visitor, made, visits["late"])
    fall_ill(visitor, made, visits["ill"], visits["ill too"])
    move_and_put_back(visitor, made, visits["moved"])
    attend(visitor, made, visits["late"], "Arrived", "Treatment begins", "Done")
    attend(visitor, made, walked_in, "Arrived", "Treatment begins", "Done")
    visitor.open(f"{made.page}list")
    found = faults(visitor, "desk-day-closing", request.node.callspec.id)
    assert found == []
    assert {name: Appointment.objects.get(pk=each.pk).status for name, each in visits.items()} == {
        "early": "done",
        "missed": "no_show",
        "late": "done",
        "ill": "booked",
        "ill too": "booked",
        "moved": "booked",
    }
    expect(page.locator(".entry.done")).to_have_count(3)
    expect(page.locator(".entry.no_show")).to_have_count(1)


def walk_in(page: Page, made: Desk) -> Appointment:
    """Somebody stands at the door: free time, a name, a treatment."""
    page.get_by_role("link", name=re.compile("^Free with Mikael at 1[01]:")).first.click()
    page.get_by_label("Client", exact=True).fill("Päivi Mäkelä")
    with page.expect_navigation():
        page.get_by_role("button", name="Classic back massage").click()
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Päivi Mäkelä")
    return Appointment.objects.get(client__name="Päivi Mäkelä")


def attend(visitor: Visitor, made: Desk, visit: Appointment, *steps: str) -> None:
    """Open a visit from the board and say what happens, by keyboard."""
    page = visitor.page
    visitor.open(made.page)
    entry(page, visit).focus()
    page.keyboard.press("Enter")
    for step in steps:
        page.get_by_role("button", name=step, exact=True).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")


def come_late(visitor: Visitor, made: Desk, visit: Appointment) -> None:
    """Some twelve minutes late by the clock, more on a slow machine; the client accepts what is left."""
    page = visitor.page
    visitor.open(made.page)
    entry(page, visit).click()
    page.get_by_role("link", name="Late", exact=True).click()
    page.get_by_role("button", name=re.compile("by the clock")).click()
    expect(page.get_by_text("Came late: ")).to_be_visible()
    part = Part.objects.get(appointment=visit)
    assert 30 <= part.minutes <= 50
    assert part.ends_at - part.starts_at == timedelta(hours=1)


def fall_ill(visitor: Visitor, made: Desk, *visits: Appointment) -> None:
    """Sanna goes home: all her visits are moved as proposed, and the rest of her day is blocked."""
    page = visitor.page
    visitor.open(made.page)
    page.get_by_role("link", name="Somebody is away").click()
    page.get_by_label("Who is away?").select_option(label="Sanna")
    page.get_by_role("button", name="Show the visits").click()
    page.get_by_role("button", name="Move all 2 as proposed").click()
    page.get_by_role("button", name="Block the rest of the day").click()
    expect(page.get_by_text("Nothing is in the way, and the day is blocked.")).to_be_visible()
    assert "Sanna" not in {stands(each)[1] for each in visits}
    assert Block.objects.get().resource.name == "Sanna"


def move_and_put_back(visitor: Visitor, made: Desk, visit: Appointment) -> None:
    """Dragged on a wide screen, by keys on a narrow one; then put back."""
    page, before = visitor.page, stands(visit)
    visitor.open(made.page)
    size = page.viewport_size
    assert size is not None
    if size["width"] > 1000:
        drag(page, made, visit, "Mikael", 16)
    else:
        entry(page, visit).focus()
        with page.expect_response(lambda answer: "/fits" in answer.url):
            page.keyboard.press("m")
        page.locator(".fit").first.wait_for(state="attached")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    assert stands(visit) != before
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("Maria Torppa is back at 14:00 with Mikael.")).to_be_visible()
    assert stands(visit) == before
