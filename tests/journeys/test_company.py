"""For two at once from the results, and another treatment after it from the salon's page: at most two taps more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import free, quiet_room
from tests.doors.treating import member
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from tests.journeys.test_few_taps import by_any_hand, everywhere, go_on_as_new
from unknot.diary import actions, audit
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.salons.models import Membership

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


def with_a_room_for_two() -> cast.Place:
    """The quiet room whose second room is for two, with tea after a massage."""
    place = quiet_room()
    place.rooms["Room 2"].serves = 2
    place.rooms["Room 2"].save()
    cast.add_on(place)
    return place.open(clock.now())


def company(visitor: Visitor) -> Iterator[str]:
    """A couple in one room, with tea, and a facial that may come first; each page is told once it is there."""
    place, page = with_a_room_for_two(), visitor.page
    offer = reverse("offer", args=[place.salon.public_id, place.offers["back_massage"].public_id])
    visitor.open(offer)
    page.get_by_role("link", name="Tea and quiet rest, 15 min more").click()
    page.locator("form input[name=add]").first.wait_for(state="attached")
    page.get_by_role("link", name="Two at once").click()
    page.locator("form input[name=two]").first.wait_for(state="attached")
    yield "two-with-tea"
    page.locator("button.time").first.click()
    visitor.nothing_applies()
    page.get_by_text("One room for both of you.").wait_for()
    yield "two-held"
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_label("E-mail").fill("outi@example.org")
    page.get_by_label("Who comes with you?").fill("Petri")
    page.get_by_role("button", name="Confirm the visit").click()
    page.get_by_text("Together with Petri").wait_for()
    yield "two-visit"
    yield from beside_it(visitor, place)


def beside_it(visitor: Visitor, place: cast.Place) -> Iterator[str]:
    """The companion's pages, the desk's board of rooms, and another treatment that may come first."""
    page, follower = visitor.page, Appointment.objects.exclude(lead=None).get()
    page.context.clear_cookies()
    visitor.open(f"/v/{follower.public_id}.{follower.token}")
    page.get_by_role("link", name="Make it yours alone").click()
    yield "two-introduced"
    page.get_by_label("Your name").fill("Petri Virta")
    page.get_by_label("E-mail").fill("petri@example.org")
    page.get_by_role("button", name="Make it mine").click()
    page.get_by_text("Together with Outi Laine").wait_for()
    yield "two-theirs"
    desk: Client = member(place, Membership.Role.RECEPTION)
    hand_over(desk, visitor)
    day = follower.starts_at.astimezone(cast.HELSINKI).date().isoformat()
    visitor.open(f"{reverse('desk_day', args=[place.salon.public_id, day])}?by=room")
    yield "two-board"
    first = free(place, "facial")[0].starts_at
    for name in ("Aino", "Mikael"):
        person, until = place.people[name], first + timedelta(hours=1)
        actions.block(
            resource=person,
            starts_at=max(clock.now(), first - timedelta(minutes=5)),
            ends_at=until,
            by="desk",
            clock=clock.now,
        )
    facial, offer = place.offers["facial"].public_id, place.offers["back_massage"].public_id
    path = reverse("offer", args=[place.salon.public_id, offer])
    visitor.open(f"{path}?then={facial}&day={first.astimezone(cast.HELSINKI).date().isoformat()}")
    page.get_by_text("Classic facial with massage first").first.wait_for()
    yield "then-turned"


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_axe_finds_nothing_where_two_come_together(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    found = [fault for name in company(visitor) for fault in faults(visitor, name, request.node.callspec.id)]
    assert not found, "\n".join(found)
    assert list(audit.findings()) == []
