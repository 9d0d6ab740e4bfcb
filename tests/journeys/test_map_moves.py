"""How the map is moved: fingers, wheel and keys, and nothing that glides where motion is not welcome."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests import cast
from tests.journeys.conftest import Visitor
from tests.journeys.map_walk import DESK, ON_A_DESK, ON_A_PHONE, PAGES, five_salons, open_map, seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def salons(settings: Settings) -> list[cast.Place]:
    """Five salons on a page of their own."""
    settings.ROOT_URLCONF = PAGES
    return five_salons()


@ON_A_DESK
def test_on_a_wide_screen_the_map_stands_beside_the_list_and_stays(visitor: Visitor) -> None:
    page = open_map(visitor)
    frame, card = page.locator("[data-map-frame]"), page.get_by_role("article").first
    before, beside = frame.bounding_box(), card.bounding_box()
    assert before and beside and before["x"] >= beside["x"] + beside["width"]
    page.mouse.wheel(0, 200)
    scrolled(page, 50)
    after = frame.bounding_box()
    assert after and after["y"] >= 0


def scrolled(page: Page, least_px: int) -> None:
    """Wait until the page has moved so far. The policy forbids the browser's own way, which evaluates a string."""
    for _ in range(50):
        if page.evaluate("window.scrollY") >= least_px:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the page never scrolled by {least_px} px")


def moved(page: Page, before: list[list[int]]) -> None:
    """Wait until the map shows its salons elsewhere than before."""
    for _ in range(100):
        if seen(page) != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the map never moved")


def drag(page: Page, *steps: list[tuple[float, float]]) -> None:
    """Put down so many fingers and lead them from step to step."""
    browser, kind = page.context.new_cdp_session(page), "touchStart"
    for step in steps:
        points = [{"x": x, "y": y} for x, y in step]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        kind = "touchMove"
    browser.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@ON_A_PHONE
def test_one_finger_scrolls_the_page_and_two_move_the_map(visitor: Visitor) -> None:
    page = open_map(visitor)
    before = seen(page)
    frame = page.locator("[data-map-frame]").bounding_box()
    assert frame
    middle, height = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] * 0.8
    drag(page, *([(middle, height - 10 * step)] for step in range(15)))
    scrolled(page, 100)
    page.wait_for_timeout(600)
    assert seen(page) == before
    height = 300.0
    drag(page, *([(middle - 60 + 3 * step, height), (middle + 60 - 3 * step, height)] for step in range(12)))
    moved(page, before)
    expect(page.get_by_text("Two fingers move the map.")).to_be_visible()


@ON_A_DESK
def test_the_wheel_scrolls_the_page_and_the_keys_move_the_map(visitor: Visitor) -> None:
    page = open_map(visitor)
    before = seen(page)
    page.locator("[data-map-ground]").hover()
    top_px = page.evaluate("window.scrollY")
    page.mouse.wheel(0, 100)
    scrolled(page, top_px + 60)
    page.wait_for_timeout(600)
    assert seen(page) == before
    page.locator("[data-map-ground]").focus()
    page.keyboard.press("ArrowRight")
    moved(page, before)


@pytest.mark.parametrize(
    ("visitor", "moves"),
    [({**DESK, "reduced_motion": "reduce"}, 0), ({**DESK, "reduced_motion": "no-preference"}, 1)],
    indirect=["visitor"],
)
def test_the_map_glides_only_where_motion_is_welcome(visitor: Visitor, moves: int) -> None:
    page = open_map(visitor)
    expect(page.locator(".leaflet-fade-anim")).to_have_count(moves)
    expect(page.locator(".leaflet-proxy")).to_have_count(moves)
