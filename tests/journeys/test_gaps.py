"""A salon gives something with times that fill a gap; a client sees it on the time, takes it and has it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.doors.gap_room import close_gap, gap_room
from tests.doors.pages import DETAILS
from tests.doors.treating import Role, member
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults, hand_over
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import audit
from unknot.diary.models import Part

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("visitor", SIGHTS, indirect=True)
def test_from_the_choice_at_the_desk_to_the_visit(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    room, page, sight = gap_room(NOTHING), visitor.page, request.node.callspec.id
    found = []
    hand_over(member(room.place, Role.OWNER), visitor)
    visitor.open(reverse("desk_day", args=[room.place.salon.public_id, room.day]))
    page.get_by_role("link", name="Gaps in the day").click()
    expect(page.get_by_label("Amount off", exact=True)).to_be_hidden()
    page.get_by_label("An amount off").check()
    page.get_by_label("Amount off", exact=True).fill("5")
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_role("heading", name="What it would do: −€5")).to_be_visible()
    found += faults(visitor, "desk-gaps-would", sight)
    page.get_by_role("button", name="Give it from now on").click()
    expect(page.get_by_text("Your choice counts from now on.")).to_be_visible()

    page.context.clear_cookies()
    offer = reverse("offer", args=[room.place.salon.public_id, room.place.offers["back_massage"].public_id])
    visitor.open(f"{offer}?day={room.day}")
    marked = page.get_by_role("button", name="10:00 −€5")
    expect(marked).to_have_count(1)
    expect(page.get_by_role("button", name="−€5")).to_have_count(1)
    found += faults(visitor, "offer-gap-marked", sight)
    marked.click()
    visitor.nothing_applies()
    expect(page.get_by_text("Instead of €72: the time fills a gap in the day.")).to_be_visible()
    found += faults(visitor, "details-gap-kept", sight)
    page.get_by_label("Your name").fill(DETAILS["name"])
    page.get_by_label("E-mail").fill(DETAILS["email"])
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_role("link", name="Add to calendar")).to_be_visible()
    expect(page.get_by_text("Instead of €72: the time fills a gap in the day.")).to_be_visible()
    found += faults(visitor, "visit-gap-booked", sight)
    page.get_by_role("link", name="Move").click()
    expect(page.get_by_text("If you move, the new time counts")).to_be_visible()
    found += faults(visitor, "move-gap", sight)
    assert Part.objects.get(starts_at=room.gap).price_minor == 6700
    assert (found, list(audit.findings())) == ([], [])


@pytest.mark.parametrize("visitor", [pytest.param({}, id="360-no-script"), *SIGHTS[2:3]], indirect=True)
def test_a_gap_that_is_gone_is_told_before_anything_is_booked(visitor: Visitor) -> None:
    room, page = gap_room(Benefit(extra="hot neck pillow")), visitor.page
    offer = reverse("offer", args=[room.place.salon.public_id, room.place.offers["back_massage"].public_id])
    visitor.open(f"{offer}?day={room.day}")
    expect(page.get_by_role("button", name="with hot neck pillow")).to_have_count(1)
    close_gap(room)
    page.get_by_role("button", name="10:00 with hot neck pillow").click()
    visitor.nothing_applies()
    expect(page.get_by_text("the time doesn’t fill a gap in the day any more")).to_be_visible()
    visitor.picture("details-gap-gone")
