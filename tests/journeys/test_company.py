"""For two at once from the results, and another treatment after it from the salon's page: at most two taps more."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.doors.pages import DETAILS, quiet_room
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger
from tests.journeys.test_few_taps import by_any_hand, everywhere
from unknot.diary import audit
from unknot.diary.models import Appointment

pytestmark = pytest.mark.django_db(transaction=True)


def go_on_as_new(walker: Finger) -> None:
    """From a tapped time to a confirmed visit: four taps and two fields, as for one."""
    page = walker.page
    walker.follow(page.locator("button.time").first)
    walker.follow(page.get_by_role("button", name="I agree", exact=True))
    walker.follow(page.get_by_role("button", name="None of these apply"))
    walker.fill(page.get_by_label("Your name"), DETAILS["name"])
    walker.fill(page.get_by_label("E-mail"), DETAILS["email"])
    walker.follow(page.get_by_role("button", name="Confirm the visit"))
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()


@everywhere
@by_any_hand
def test_two_at_once_cost_one_tap_more_and_two_without_scripts(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    quiet_room()
    walker, page = hand(visitor), visitor.page
    walker.open("/")
    walker.follow(page.get_by_role("button", name="Show free times"))
    for_two = page.locator("article input[name=two]")
    walker.choose(page.locator("select[name=two]"), "on")
    if not visitor.has_scripts:
        walker.follow(page.get_by_role("button", name="Show free times"))
    for_two.first.wait_for(state="attached")
    go_on_as_new(walker)
    more = 1 if visitor.has_scripts else 2
    assert walker.arrive("two at once", request) == Count(taps=5 + more, fields=2, pages=5 + more)
    lead = Appointment.objects.get(lead=None)
    assert [each.starts_at for each in lead.party] == [lead.starts_at] * 2
    assert list(audit.findings()) == []


@everywhere
@by_any_hand
def test_another_treatment_after_it_costs_two_taps_more(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    place = quiet_room()
    walker, page = hand(visitor), visitor.page
    walker.open(reverse("salon", args=[place.salon.public_id]))
    walker.follow(page.get_by_role("link", name="Back massage, 60 min"))
    walker.tap(page.get_by_role("link", name="Another after it"))
    walker.tap(page.get_by_role("link", name="Classic facial"))
    page.locator("form input[name=then]").first.wait_for(state="attached")
    go_on_as_new(walker)
    count = walker.arrive("one after the other, from the salon's page", request)
    assert (count.taps, count.fields) == (3 + 4, 2)
    lead = Appointment.objects.get(lead=None)
    assert [each.starts_at for each in lead.party] == [lead.starts_at, lead.ends_at]
    assert list(audit.findings()) == []
