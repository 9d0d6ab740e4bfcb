"""What goes wrong on the way to a visit, and the sentence that each mishap ends in."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.doors.pages import free, quiet_room
from tests.journeys.conftest import Visitor
from tests.journeys.test_hold import BOTH, WITH_SCRIPTS, confirm, expire, fill, hold_first
from unknot.design.words import wall_time
from unknot.diary.models import Appointment, Hold
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = "Europe/Helsinki"
AWAY = "The network is away. Nothing is lost: try again in a moment."
SEARCH = "/search?treatment=back_massage&where=Helsinki&duration_min=60"


def live_holds() -> int:
    return Hold.objects.filter(expires_at__gt=clock.now(), appointment=None).count()


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_reload_keeps_the_hold_and_its_end(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    until = page.locator(".hold").inner_text().split()[4]
    page.reload()
    expect(page.locator(".hold")).to_contain_text(f"Kept for you until {until}")
    assert Hold.objects.count() == 1


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_the_way_back_from_a_visit_to_its_hold_leads_to_the_visit(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    fill(page)
    confirm(page)
    visit = page.url
    page.go_back()
    expect(page.get_by_text("Confirmed")).to_be_visible()
    assert page.url == visit


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_of_two_tabs_the_first_says_that_its_time_gave_way(visitor: Visitor) -> None:
    place = quiet_room()
    first = hold_first(visitor, place)
    second = first.context.new_page()
    second.goto(visitor.site + SEARCH)
    second.locator("button.time").last.click()
    expect(second.get_by_text("Kept for you until")).to_be_visible()
    first.reload()
    expect(first.get_by_role("heading", level=1)).to_have_text("You keep another time now")
    expect(first.locator("button.time")).to_have_count(3)
    visitor.picture("hold-gave-way")
    first.get_by_role("link", name="Go on with").click()
    assert first.url == second.url
    assert live_holds() == 1


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_time_that_is_tapped_twice_is_held_once(visitor: Visitor) -> None:
    place = quiet_room()
    visitor.open(SEARCH)
    visitor.page.locator("button.time").first.dblclick()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()
    assert (Hold.objects.count(), Hold.objects.get().starts_at) == (1, free(place, today=True)[0].starts_at)


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_confirmation_that_is_tapped_twice_is_one_visit(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    fill(page)
    page.get_by_role("button", name="Confirm the visit").dblclick()
    page.wait_for_url("**/visits/**")
    expect(page.get_by_text("Confirmed")).to_be_visible()
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_hold_that_ran_out_is_held_again_with_a_tap(visitor: Visitor) -> None:
    place = quiet_room()
    start = free(place, today=True)[0].starts_at
    page = hold_first(visitor, place)
    expire()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ten minutes are over")
    visitor.picture("hold-lapsed")
    page.get_by_role("button", name=wall_time(start, ZONE)).click()
    expect(page.get_by_text("Kept for you until")).to_be_visible()


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_the_hold_of_another_device_ends_in_a_way_on(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    address = page.url
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_text("Search again: it may still be free.")).to_be_visible()
    page.get_by_role("link", name="Find a free time").click()
    expect(page.get_by_role("button", name="Show free times")).to_be_visible()


def tap_confirm(page: Page) -> None:
    page.get_by_role("button", name="Confirm the visit").click()


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_without_a_network_nothing_that_was_typed_is_lost(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    fill(page)
    page.context.set_offline(True)
    tap_confirm(page)
    expect(page.get_by_text(AWAY)).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Outi Laine")
    visitor.picture("hold-network")
    page.context.set_offline(False)
    expect(page.get_by_text(AWAY)).to_be_hidden()
    confirm(page)
    assert Appointment.objects.count() == 1


# The browser and htmx say this of a request that got no answer.
LOST = ("Failed to load resource: net::ERR_FAILED", "htmx:afterRequest", "htmx:sendError")


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_a_confirmation_whose_answer_was_lost_is_found_by_the_second_tap(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    visitor.watch.forgiven = LOST
    fill(page)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/appointments", lose)
    tap_confirm(page)
    expect(page.get_by_text(AWAY)).to_be_visible()
    assert Appointment.objects.count() == 1
    page.unroute("**/appointments")
    confirm(page)
    expect(page.get_by_text("Confirmed")).to_be_visible()
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_whoever_lost_their_cookies_is_told_what_to_do(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    fill(page)
    page.context.clear_cookies()
    tap_confirm(page)
    expect(page.get_by_text("Please send that once more")).to_be_visible()
    assert Appointment.objects.count() == 0


FAR = [
    pytest.param({"java_script_enabled": True, "timezone_id": "Pacific/Kiritimati"}, id="far"),
]


@pytest.mark.parametrize("visitor", FAR, indirect=True)
def test_far_away_the_page_says_whose_time_it_is_and_what_it_is_there(visitor: Visitor) -> None:
    place = quiet_room()
    start = free(place, today=True)[0].starts_at
    page = hold_first(visitor, place)
    there = wall_time(start, "Pacific/Kiritimati")
    for _ in ("hold", "visit"):
        expect(page.locator("[data-zone]")).to_contain_text("All times are Helsinki time.")
        expect(page.locator("[data-zone-here]")).to_contain_text(f"{there} where you are.")
        expect(page.get_by_role("heading", level=1)).to_contain_text(wall_time(start, ZONE))
        if page.get_by_label("Your name").count():
            fill(page)
            confirm(page)


@pytest.mark.parametrize(
    "visitor",
    [
        pytest.param({"java_script_enabled": True, "timezone_id": zone}, id=zone.partition("/")[2])
        for zone in ("Europe/Helsinki", "Europe/Kyiv")
    ],
    indirect=True,
)
def test_where_the_clocks_agree_no_zone_is_named(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    expect(page.locator("[data-zone]")).to_be_hidden()


@pytest.mark.parametrize("visitor", [{"timezone_id": "Europe/Helsinki"}], indirect=True)
def test_without_scripts_the_zone_is_always_named(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    expect(page.get_by_text("All times are Helsinki time.")).to_be_visible()
    expect(page.locator("[data-zone-here]")).to_be_hidden()
