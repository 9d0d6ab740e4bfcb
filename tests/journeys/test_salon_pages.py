"""The salon's own pages at the desk: nothing for axe to find, also on what a form becomes when it is sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.doors.salon_pages import salon_pages
from tests.doors.test_desk_leaving import with_aino
from tests.doors.treating import Role, member
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_on_the_salons_own_pages(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    found = []
    for name, path, browser in salon_pages():
        hand_over(browser, visitor)
        visitor.open(path)
        found += faults(visitor, name, request.node.callspec.id)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("visitor", [pytest.param({}, id="360-no-script"), *SIGHTS[2:3]], indirect=True)
def test_an_owner_changes_a_price_and_who_gives_it(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    place = quiet_room()
    with_aino(place)
    desk, salon = member(place, Role.OWNER), place.salon.public_id
    hand_over(desk, visitor)
    page, sight = visitor.page, request.node.callspec.id
    visitor.open(reverse("desk_today", args=[salon]))
    page.get_by_role("link", name="The salon", exact=True).click()
    page.get_by_role("link", name="Open Treatments and prices").click()
    page.get_by_role("link", name="Change Classic back massage").click()
    page.get_by_label("60").fill("7x")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_text("Enter a number.")).to_be_visible()
    found = looked_at(visitor, "salon-offer-wrong", sight)
    page.get_by_label("60").fill("79")
    page.get_by_label("Aino").uncheck()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 visit falls outside")
    found += looked_at(visitor, "salon-offer-left", sight)
    page.get_by_role("button", name="Change it, they stay").click()
    expect(page.get_by_text("It is changed.")).to_be_visible()
    expect(page.get_by_text("€79")).to_be_visible()
    assert not found, "\n".join(found)


def looked_at(visitor: Visitor, name: str, sight: str) -> list[str]:
    """What axe finds; it is a script itself, so nothing where scripts don't run."""
    return [] if "no-script" in sight else faults(visitor, name, sight)
