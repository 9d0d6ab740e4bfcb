"""What the map's journeys share: salons around Kallio, two browsers, and the way to an open map."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import cast
from tests.journeys.conftest import Visitor
from unknot.plumbing import clock

PAGES = "tests.journeys.map_page"
NEXT_DOOR = "Salons here: 2"
SALONS = [
    ("Hiljainen Huone", 60.1841, 24.9590),
    ("Saari Hieronta", 60.1960, 24.9320),
    ("Koivu & Kivi", 60.1770, 24.9300),
    ("Koivun Alla", 60.1771, 24.9303),
    ("Meren Ääni", 60.1600, 24.9400),
]
PHONE = {"java_script_enabled": True, "has_touch": True, "is_mobile": True}
DESK = {"java_script_enabled": True, "viewport": {"width": 1280, "height": 800}}
BOTH = pytest.mark.parametrize(
    "visitor", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")], indirect=True
)
ON_A_PHONE = pytest.mark.parametrize("visitor", [PHONE], indirect=True)
ON_A_DESK = pytest.mark.parametrize("visitor", [DESK], indirect=True)


def five_salons() -> list[cast.Place]:
    """Salons around Kallio, two of them next door to each other."""
    now = clock.now()
    return [cast.hiljainen_huone(now, name=name, lat=lat, lon=lon) for name, lat, lon in SALONS]


def switch(page: Page) -> Locator:
    """The button that opens and closes the map."""
    return page.get_by_role("button", name="Map", exact=True)


def pins(page: Page) -> Locator:
    """All pins of the map."""
    return page.locator(".map-pin")


def pin(page: Page, name: str) -> Locator:
    """The pin whose name begins so."""
    return page.get_by_role("button", name=re.compile(f"^{name}"))


def tray(page: Page) -> Locator:
    """What a chosen pin shows."""
    return page.locator("[data-map-tray]")


def open_map(visitor: Visitor) -> Page:
    """The page of cards with its map open and drawn."""
    visitor.open("/cards")
    switch(visitor.page).click()
    expect(pins(visitor.page)).to_have_count(4)
    return visitor.page


PLACES = """() => {
  const frame = document.querySelector("[data-map-frame]").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".map-pin")].map((pin) => pin.getBoundingClientRect());
  return boxes.map((box) => [Math.round((box.left + box.right) / 2 - frame.x), Math.round(box.bottom - frame.y)]);
}"""


def seen(page: Page) -> list[list[int]]:
    """Where the tips of the pins lie within the map, in px, at one moment of a page that may be scrolling."""
    return page.evaluate(PLACES)  # type: ignore[no-any-return]
