"""The map beside the list: one tap away, without another host, for eyes and for keys."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.journeys.conftest import Visitor
from tests.journeys.map_walk import (
    BOTH,
    DESK,
    NEXT_DOOR,
    ON_A_DESK,
    ON_A_PHONE,
    PAGES,
    PHONE,
    five_salons,
    open_map,
    pin,
    pins,
    seen,
    switch,
    tray,
)
from tests.journeys.test_every_page import RULES, SIGHTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def salons(settings: Settings) -> list[cast.Place]:
    """Five salons on a page of their own."""
    settings.ROOT_URLCONF = PAGES
    return five_salons()


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_with_the_map_open(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    page, sight = open_map(visitor), request.node.callspec.id
    expect(page.locator(".map-name").first).to_be_attached()
    visitor.picture(f"map-{sight}")
    found = Axe().run(page, options=RULES).response["violations"]
    pin(page, "Saari Hieronta").click()
    visitor.picture(f"map-tray-{sight}")
    found += Axe().run(page, options=RULES).response["violations"]
    assert [f"{each['id']} {each['nodes'][0]['html']}" for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_without_scripts_the_list_stands_alone(visitor: Visitor) -> None:
    visitor.open("/cards")
    expect(visitor.page.get_by_role("article")).to_have_count(5)
    expect(visitor.page.locator("[data-map]")).to_be_hidden()


@BOTH
def test_the_map_comes_with_the_first_tap_and_not_before(visitor: Visitor) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url.removeprefix(visitor.site)))
    visitor.open("/cards")
    visitor.page.wait_for_load_state("networkidle")
    assert [url for url in asked if "map" in url or "leaflet" in url] == ["/static/web/map.js"]
    switch(visitor.page).click()
    expect(pins(visitor.page)).to_have_count(4)
    expect(visitor.page.locator(".map-name").first).to_be_attached()
    assert [url.partition("?")[0] for url in asked if "leaflet.js" in url or "around" in url] == [
        "/static/design/vendor/leaflet/leaflet.js",
        "/places/around",
    ]


@BOTH
def test_a_time_can_be_held_from_the_map(visitor: Visitor) -> None:
    page = open_map(visitor)
    said = pin(page, "Hiljainen Huone").get_attribute("aria-label") or ""
    first = page.locator("article .time").first.inner_text().split()
    assert said == f"Hiljainen Huone, €72, next {' '.join(first)}"
    pin(page, "Hiljainen Huone").click()
    expect(tray(page).get_by_role("link")).to_have_text(["Hiljainen Huone"])
    expect(tray(page).locator(".time")).to_have_count(3)
    tray(page).locator(".time").first.click()
    expect(page.get_by_text("Kept for you until")).to_be_visible()


@ON_A_DESK
def test_the_keyboard_opens_the_map_chooses_a_pin_and_comes_back(visitor: Visitor) -> None:
    visitor.open("/cards")
    page = visitor.page
    switch(page).press("Enter")
    expect(pins(page)).to_have_count(4)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(".map-pin:focus").count():
            break
    name = page.locator(":focus").get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text(str(name).partition(",")[0])
    page.keyboard.press("Escape")
    expect(tray(page)).to_be_hidden()
    assert page.locator(":focus").get_attribute("aria-label") == name


@pytest.mark.parametrize(
    "visitor", [{**PHONE, "reduced_motion": "reduce"}, {**DESK, "reduced_motion": "reduce"}], indirect=True
)
def test_salons_next_door_share_a_pin_and_then_a_tray(visitor: Visitor) -> None:
    page = open_map(visitor)
    pin(page, NEXT_DOOR).click()
    expect(pin(page, NEXT_DOOR)).to_be_focused()
    expect(tray(page)).to_be_hidden()
    # From the northernmost to the southernmost it is 4 km: no nearer than 0.4 m to the pixel.
    assert max(y for _, y in seen(page)) - min(y for _, y in seen(page)) < 10_000
    page.keyboard.press("Enter")
    expect(tray(page).get_by_role("link")).to_have_text(["Koivu & Kivi", "Koivun Alla"])


@ON_A_DESK
def test_without_tiles_rings_and_names_tell_where_things_are(visitor: Visitor) -> None:
    page = open_map(visitor)
    expect(page.locator(".map-distance")).to_have_text(["500 m", "1 km", "2 km"])
    kilometre = page.locator(".map-ring").nth(1)
    expect(kilometre).to_be_visible()
    ring, here = kilometre.bounding_box(), page.locator(".map-here").bounding_box()
    pins_apart = abs(seen(page)[0][0] - seen(page)[3][0])
    assert ring and here and ring["x"] < here["x"] < ring["x"] + ring["width"]
    # Hiljainen Huone lies 1.05 km further east than Meren Ääni, and a ring is two of its distances wide.
    assert pins_apart / ring["width"] == pytest.approx(1.05 / 2, abs=0.03)
    expect(page.get_by_text("Etu-Töölö")).to_be_visible()


@BOTH
def test_every_pin_can_be_tapped_without_its_neighbours(visitor: Visitor) -> None:
    page = open_map(visitor)
    boxes = [each.bounding_box() for each in pins(page).all()]
    assert [box for box in boxes if not box or box["width"] < 44 or box["height"] < 44] == []
    frame = page.locator("[data-map-frame]").bounding_box()
    assert frame and [box for box in boxes if box and not lies_in(frame, box)] == []


def lies_in(frame: Any, box: Any) -> bool:
    return all(
        frame[start] <= box[start] and box[start] + box[size] <= frame[start] + frame[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


@ON_A_DESK
def test_a_card_lifts_its_pin(visitor: Visitor) -> None:
    page = open_map(visitor)
    lifted = page.locator(".map-pin.lifted")
    page.get_by_role("article").first.get_by_role("link").focus()
    expect(lifted).to_have_accessible_name(re.compile("^Hiljainen Huone, "))
    page.get_by_role("article").filter(has_text="Koivun Alla").hover()
    expect(lifted).to_have_accessible_name(NEXT_DOOR)
    page.get_by_role("heading", level=1).hover()
    expect(lifted).to_have_accessible_name(re.compile("^Hiljainen Huone, "))
    page.get_by_role("link", name="unknot").focus()
    expect(lifted).to_have_count(0)


@BOTH
def test_this_tab_remembers_that_the_map_is_open(visitor: Visitor) -> None:
    page = open_map(visitor)
    page.reload()
    expect(pins(page)).to_have_count(4)
    switch(page).click()
    expect(page.locator("[data-map-frame]")).to_be_hidden()
    page.reload()
    expect(switch(page)).to_have_attribute("aria-expanded", "false")


@pytest.fixture
def tiles(settings: Settings, live_server: LiveServer) -> Iterator[str]:
    """Pictures from the site itself, so that no other host is needed."""
    settings.MAP_TILES_URL = f"{live_server.url}/tiles/{{z}}/{{x}}/{{y}}.png"
    settings.MAP_ATTRIBUTION = "© Somebody <b>& others</b>"
    yield settings.MAP_TILES_URL


@ON_A_DESK
def test_configured_tiles_take_the_place_of_rings_and_names(tiles: str, visitor: Visitor) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    page = open_map(visitor)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(page.get_by_text("© Somebody <b>& others</b>", exact=True)).to_be_visible()
    expect(page.locator(".map-ring, .map-distance, .map-name")).to_have_count(0)
    assert [url for url in asked if "around" in url] == []


@ON_A_PHONE
def test_a_map_that_does_not_arrive_says_so_and_can_be_asked_for_again(visitor: Visitor) -> None:
    page = visitor.page
    page.route("**/leaflet.js", lambda route: route.fulfill(status=503))
    visitor.open("/cards")
    switch(page).click()
    expect(page.get_by_role("alert")).to_contain_text("The map did not arrive.")
    page.unroute("**/leaflet.js")
    switch(page).click()
    switch(page).click()
    expect(pins(page)).to_have_count(4)
    expect(page.get_by_role("alert")).to_be_hidden()
