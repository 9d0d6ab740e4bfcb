"""For two at once from the results, and another treatment after it from the salon's page: at most two taps more."""

import pytest
from django.urls import reverse

from tests.doors.pages import quiet_room
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger
from tests.journeys.test_few_taps import by_any_hand, everywhere, go_on_as_new
from unknot.diary import audit
from unknot.diary.models import Appointment

pytestmark = pytest.mark.django_db(transaction=True)


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
