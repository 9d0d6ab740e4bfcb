"""The map on the page of results: it follows the list."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.map_walk import BOTH, ON_A_DESK, five_salons, pin, pins, seen, switch, tray
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db(transaction=True)

KALLIO = "/search?what=back_massage&where=Kallio,%20Helsinki"


def title(request: pytest.FixtureRequest) -> str:
    """A name for a picture of this test."""
    return re.sub(r"\W+", "-", request.node.name).strip("-")


def open_results(visitor: Visitor) -> Page:
    """The results around Kallio with the map open."""
    five_salons()
    Salon.objects.filter(name="Meren Ääni").update(wheelchair="yes")
    visitor.open(KALLIO)
    switch(visitor.page).click()
    expect(pins(visitor.page)).to_have_count(4)
    return visitor.page


@BOTH
def test_a_time_of_a_result_can_be_held_from_the_map(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    page = open_results(visitor)
    pin(page, "Meren Ääni").click()
    expect(tray(page).get_by_role("link")).to_have_text(["Meren Ääni"])
    expect(tray(page).locator(".time")).to_have_count(3)
    expect(tray(page)).to_be_in_viewport(ratio=0.99)
    visitor.picture(title(request))
    tray(page).locator(".time").first.click()
    expect(page.get_by_text("Meren Ääni").first).to_be_visible()
    expect(page).to_have_url(re.compile("/holds/"))


@ON_A_DESK
def test_the_map_follows_the_list_when_it_is_narrowed(visitor: Visitor) -> None:
    page = open_results(visitor)
    before = seen(page)
    page.evaluate("window.scrollTo(0, 0)")
    pin(page, "Saari Hieronta").click()
    expect(tray(page)).to_be_in_viewport(ratio=0.99)
    page.get_by_text("Wishes", exact=True).click()
    page.get_by_label("Step-free").check(force=True)
    expect(pins(page)).to_have_count(1)
    expect(pins(page)).to_have_accessible_name(re.compile("^Meren Ääni, "))
    expect(tray(page)).to_be_hidden()
    assert seen(page)[0] not in before
    page.get_by_label("Step-free").uncheck(force=True)
    expect(pins(page)).to_have_count(4)
    assert seen(page) == before


@ON_A_DESK
def test_where_nothing_is_free_the_map_shows_the_place_alone(visitor: Visitor) -> None:
    visitor.open("/search?what=shiatsu&where=Kallio,%20Helsinki")
    switch(visitor.page).click()
    expect(visitor.page.locator(".map-here")).to_be_visible()
    expect(pins(visitor.page)).to_have_count(0)


@ON_A_DESK
def test_a_finnish_page_puts_its_pins_where_an_english_one_does(visitor: Visitor) -> None:
    page = open_results(visitor)
    before = seen(page)
    page.get_by_role("button", name="Suomi").click()
    expect(pins(page)).to_have_count(4)
    assert seen(page) == before
