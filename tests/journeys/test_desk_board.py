"""The board in a real browser: seen narrow, turned and wide, kept true, and moved on by hand and by key."""

from time import monotonic

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests import cast
from tests.doors.boards import Desk, busy, desk
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import faults, hand_over
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)

SOON_S = 2.0
SIGHTS = [
    pytest.param(
        {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "java_script_enabled": True},
        id=f"{width}-{scheme}",
    )
    for width, height in ((390, 844), (844, 390), (1280, 800))
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_a_busy_day_has_no_fault_in_any_light(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    made = desk()
    visits = busy(made)
    hand_over(made.browser, visitor)
    found = []
    for name, path in (
        ("board", made.page),
        ("board-rooms", f"{made.page}?by=room"),
        ("board-list", f"{made.page}list"),
        ("board-week", made.page.replace("/days/", "/weeks/")),
        (
            "visit-time",
            reverse("desk_visit_time", args=[made.place.salon.public_id, visits["Outi"].public_id]),
        ),
    ):
        visitor.open(path)
        found += faults(visitor, name, request.node.callspec.id)
    assert not found, "\n".join(found)


WIDE = {"viewport": {"width": 1280, "height": 1100}, "java_script_enabled": True}
NARROW = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": True}


def at_the_board(visitor: Visitor) -> tuple[Desk, dict[str, Appointment]]:
    """A busy day on the screen."""
    made = desk()
    visits = busy(made)
    hand_over(made.browser, visitor)
    visitor.open(made.page)
    return made, visits


def entry(page: Page, visit: Appointment) -> Locator:
    return page.locator(f"#v-{visit.public_id}")


def column(page: Page, made: Desk, who: str) -> Locator:
    return page.locator(f"#c-{made.place.people[who].public_id}")


def stands(visit: Appointment) -> tuple[str, str, int]:
    """When, with whom, how long."""
    part = Part.objects.select_related("practitioner").get(appointment=visit)
    return (
        part.starts_at.astimezone(cast.HELSINKI).strftime("%H:%M"),
        part.practitioner.name,
        part.duration_min,
    )


def drag(page: Page, made: Desk, visit: Appointment, who: str, hour: float, *, drop: bool = True) -> None:
    """Take a visit at its upper edge and carry it to an hour in somebody's column."""
    box = entry(page, visit).bounding_box()
    cells = column(page, made, who).locator(".cells").bounding_box()
    assert box and cells
    tick_px = cells["height"] / (8 * 12)
    page.mouse.move(box["x"] + 40, box["y"] + 6)
    page.mouse.down()
    x, y = cells["x"] + cells["width"] / 2, cells["y"] + (hour - 9) * 12 * tick_px + 6
    with page.expect_response(lambda answer: "/fits" in answer.url):
        page.mouse.move(x, y - 30, steps=4)
    page.locator(".fit").first.wait_for(state="attached")
    page.mouse.move(x, y, steps=4)
    if drop:
        page.mouse.up()


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_a_drag_moves_a_visit_and_a_tap_puts_it_back(visitor: Visitor) -> None:
    made, visits = at_the_board(visitor)
    page = visitor.page
    drag(page, made, visits["Outi"], "Mikael", 12, drop=False)
    expect(page.locator(".ghost")).to_have_text("12:00–13:00 Outi Laine")
    visitor.picture("board-drag")
    page.mouse.up()
    expect(
        page.get_by_text("Outi Laine is now at 12:00 with Mikael. The client is told in a minute.")
    ).to_be_visible()
    expect(column(page, made, "Mikael").get_by_text("Outi Laine")).to_be_visible()
    assert stands(visits["Outi"]) == ("12:00", "Mikael", 60)
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("Outi Laine is back at 09:00 with Aino.")).to_be_visible()
    assert stands(visits["Outi"]) == ("09:00", "Aino", 60)


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_where_it_does_not_fit_the_hand_is_told_why_and_a_drop_changes_nothing(visitor: Visitor) -> None:
    made, visits = at_the_board(visitor)
    page = visitor.page
    drag(page, made, visits["Outi"], "Mikael", 13.5, drop=False)
    expect(page.locator(".ghost.no")).to_contain_text("Mikael has a visit, 14:00–15:00")
    visitor.picture("board-drag-no")
    page.mouse.up()
    expect(page.locator("[data-hand]")).to_have_text("It does not fit there. Outi Laine is where it was.")
    expect(page.locator(".ghost, .fit, [data-in-hand]")).to_have_count(0)
    assert stands(visits["Outi"]) == ("09:00", "Aino", 60)


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_pulling_the_lower_edge_makes_a_visit_longer(visitor: Visitor) -> None:
    _, visits = at_the_board(visitor)
    page, box = visitor.page, entry(visitor.page, visits["Outi"]).bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] - 3)
    page.mouse.down()
    with page.expect_response(lambda answer: "/fits" in answer.url):
        page.mouse.move(box["x"] + 60, box["y"] + box["height"] * 1.3, steps=4)
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] * 1.5, steps=4)
    expect(page.locator(".ghost")).to_contain_text("09:00–10:30")
    page.mouse.up()
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    assert stands(visits["Outi"]) == ("09:00", "Aino", 90)


@pytest.mark.parametrize("visitor", [WIDE, NARROW], indirect=True)
def test_keys_alone_walk_lift_move_lengthen_and_put_back(visitor: Visitor) -> None:
    _, visits = at_the_board(visitor)
    page, keys = visitor.page, visitor.page.keyboard
    entry(page, visits["Outi"]).focus()
    keys.press("ArrowDown")
    expect(entry(page, visits["Petri"])).to_be_focused()
    keys.press("ArrowRight")
    expect(entry(page, visits["Jussi"])).to_be_focused()
    keys.press("ArrowLeft")
    keys.press("ArrowUp")
    expect(entry(page, visits["Outi"])).to_be_focused()
    with page.expect_response(lambda answer: "/fits" in answer.url):
        keys.press("m")
    page.locator(".fit").first.wait_for(state="attached")
    keys.press("ArrowDown")
    expect(page.locator("[data-hand]")).to_have_text("09:15–10:15, Aino")
    keys.press("Escape")
    expect(page.locator(".ghost, .fit")).to_have_count(0)
    with page.expect_response(lambda answer: "/fits" in answer.url):
        keys.press("m")
    page.locator(".fit").first.wait_for(state="attached")
    keys.press("ArrowRight")
    expect(page.locator("[data-hand]")).to_contain_text("Mikael")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    expect(entry(page, visits["Outi"])).to_be_focused()
    assert stands(visits["Outi"])[1] == "Mikael"
    page.get_by_role("button", name="Put it back").focus()
    keys.press("Enter")
    expect(page.get_by_text("is back at 09:00 with Aino")).to_be_visible()
    entry(page, visits["Eeva"]).focus()
    with page.expect_response(lambda answer: "/fits" in answer.url):
        keys.press("m")
    page.locator(".fit").first.wait_for(state="attached")
    keys.press("Shift+ArrowUp")
    keys.press("Enter")
    expect(page.get_by_text("Eeva Rinne is now at 14:00")).to_be_visible()
    assert stands(visits["Eeva"]) == ("14:00", "Mikael", 55)


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_what_another_desk_does_is_there_within_two_seconds_and_focus_stays(visitor: Visitor) -> None:
    made, visits = at_the_board(visitor)
    page = visitor.page
    entry(page, visits["Petri"]).focus()
    actions.move(
        visits["Outi"],
        starts_at=made.at(15),
        practitioner=made.place.people["Aino"],
        by="desk:2",
        clock=clock.database_now,
    )
    began = monotonic()
    expect(entry(page, visits["Outi"])).to_contain_text("15:00–16:00")
    took = monotonic() - began
    expect(page.locator("[data-said]")).to_have_text("Changed: 15:00–16:00, Outi Laine, Aino")
    expect(entry(page, visits["Petri"])).to_be_focused()
    assert took < SOON_S


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_two_desks_on_one_visit_the_later_one_is_told_and_nothing_is_lost(visitor: Visitor) -> None:
    made, visits = at_the_board(visitor)
    page = visitor.page
    drag(page, made, visits["Outi"], "Mikael", 12, drop=False)
    actions.move(visits["Outi"], starts_at=made.at(15), by="desk:2", clock=clock.database_now)
    page.mouse.up()
    expect(page.get_by_text("Somebody has changed this visit meanwhile.")).to_be_visible()
    expect(entry(page, visits["Outi"])).to_contain_text("15:00–16:00")
    assert stands(visits["Outi"]) == ("15:00", "Aino", 60)


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_a_visit_that_its_client_cancels_in_the_middle_of_a_drag_is_gone_with_a_word(
    visitor: Visitor,
) -> None:
    made, visits = at_the_board(visitor)
    page = visitor.page
    drag(page, made, visits["Outi"], "Mikael", 12, drop=False)
    actions.cancel(visits["Outi"], by="client", clock=clock.database_now)
    page.mouse.up()
    expect(page.get_by_text("it was cancelled, or its client is here")).to_be_visible()
    expect(entry(page, visits["Outi"])).to_have_count(0)


@pytest.mark.parametrize("visitor", [WIDE], indirect=True)
def test_a_network_that_drops_in_the_middle_of_a_drag_puts_the_visit_back_and_says_so(
    visitor: Visitor,
) -> None:
    made, visits = at_the_board(visitor)
    visitor.watch.forgiven = ("Failed to load resource", "htmx:")
    page = visitor.page
    drag(page, made, visits["Outi"], "Mikael", 12, drop=False)
    page.context.set_offline(True)
    page.mouse.up()
    expect(page.locator("[data-hand]")).to_have_text("The network is away. Outi Laine is where it was.")
    expect(page.locator("[data-network=away]")).to_be_visible()
    expect(page.locator(".ghost, .fit, [data-in-hand]")).to_have_count(0)
    expect(entry(page, visits["Outi"])).to_contain_text("09:00–10:00")
    page.context.set_offline(False)
    expect(page.locator("[data-network=away]")).to_be_hidden()
    assert stands(visits["Outi"]) == ("09:00", "Aino", 60)


@pytest.mark.parametrize("visitor", [{**NARROW, "java_script_enabled": False}], indirect=True)
def test_without_scripts_buttons_move_and_put_back(visitor: Visitor) -> None:
    _, visits = at_the_board(visitor)
    page = visitor.page
    entry(page, visits["Petri"]).click()
    page.get_by_role("link", name="Other practitioner").click()
    page.get_by_role("button", name="Mikael").last.click()
    expect(page.get_by_text("Moved. The client is told in a minute.")).to_be_visible()
    assert stands(visits["Petri"]) == ("11:15", "Mikael", 60)
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("with Aino")).to_be_visible()
    page.get_by_role("link", name="Longer").click()
    page.locator("#longer button[value='65']").click()
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    assert stands(visits["Petri"]) == ("11:15", "Aino", 65)
