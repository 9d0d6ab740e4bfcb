"""The month as different people meet it: on a phone, read from the right, from far away, by axe in four sights."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.test import Client
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import quiet_room, tap
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES, SIGHTS, hand_over
from tests.journeys.test_month import WITH_SCRIPTS, focused, free_days, offer_page, times, title
from unknot.plumbing import clock
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_where_times_are_held(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    place = quiet_room()
    cast.offer(place, "back_massage", 30, price_minor=4000)
    place.open(clock.now())
    place.offers["back_massage"] = Offer.objects.get(duration_min=60, treatment="back_massage")
    day, slots = list(free_days(place).items())[1]
    mine = Client()
    for each in (mine, Client()):
        tap(each, place, slots[8])
    hand_over(mine, visitor)
    visitor.open(offer_page(place, day=day))
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    expect(visitor.page.locator(".time.mine")).to_have_count(1)
    visitor.picture(f"offer-{request.node.callspec.id}")
    answer = Axe().run(visitor.page, options=RULES)
    assert [f"{each['id']} {each['nodes'][0]['html']}" for each in answer.response["violations"]] == []
    small = visitor.page.evaluate(
        "[...document.querySelectorAll('main a, main button')].filter(each => each.getBoundingClientRect()"
        ".height < 44).map(each => each.outerHTML)"
    )
    assert small == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("visitor", WITH_SCRIPTS[:1], indirect=True)
def test_where_one_reads_from_the_right_the_arrows_go_where_they_point(visitor: Visitor) -> None:
    place = quiet_room()
    days = list(free_days(place))
    visitor.open(offer_page(place))
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    visitor.page.locator("td a[tabindex='0']").focus()
    visitor.page.keyboard.press("ArrowLeft")
    assert focused(visitor) == f"d{days[1]}"


@pytest.mark.parametrize("visitor", WITH_SCRIPTS[:1], indirect=True)
def test_a_tapped_days_times_come_into_view_on_a_phone(visitor: Visitor) -> None:
    place = quiet_room()
    day = list(free_days(place))[2]
    visitor.open(offer_page(place))
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    assert times(visitor).first.bounding_box()["y"] > 700  # type: ignore[index]
    visitor.page.locator(f"#d{day}").click()
    expect(visitor.page.locator("[data-chosen-day]")).to_have_text(title(day))
    assert times(visitor).first.bounding_box()["y"] < 700  # type: ignore[index]
    expect(visitor.page.locator(f"#d{day}")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("visitor", "is_told"),
    [
        ({"java_script_enabled": True, "timezone_id": "Europe/Helsinki"}, False),
        ({"java_script_enabled": True, "timezone_id": "America/New_York"}, True),
        ({"timezone_id": "Europe/Helsinki"}, True),
    ],
    indirect=["visitor"],
    ids=["at-home", "far-away", "plain"],
)
def test_whose_clock_the_times_are_is_told_where_it_may_differ(visitor: Visitor, is_told: bool) -> None:
    place = quiet_room()
    visitor.open(offer_page(place))
    said = visitor.page.get_by_text("All times are Helsinki time.")
    for _ in range(2):
        expect(said).to_be_visible() if is_told else expect(said).to_be_hidden()
        visitor.page.locator("td a").nth(2).click()
        expect(visitor.page.locator("td a[aria-current]")).to_have_attribute(
            "id", f"d{list(free_days(place))[2]}"
        )
