"""A salon closes its next working day: it sees what falls outside, changes, and moves everybody with taps."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import free, quiet_room
from tests.doors.treating import Role, member, visit
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, hand_over
from unknot.design.words import on_wall
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Part
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)

FEW = 3


def booked_tomorrow(place: cast.Place) -> tuple[date, list[Appointment]]:
    """The next whole working day, with three visits on it."""
    today = on_wall(clock.now(), place.salon.zone).date()
    ahead = (today + timedelta(days=n) for n in range(1, 8))
    tomorrow = next(day for day in ahead if day.weekday() < 5)
    slots = [
        slot
        for slot in free(place, today=True)
        if on_wall(slot.starts_at, place.salon.zone).date() == tomorrow
    ]
    found = []
    for slot in slots[: FEW * 4 : 4]:
        made = actions.book(
            offer=place.offers["back_massage"],
            starts_at=slot.starts_at,
            client=cast.client(),
            by="client",
            clock=clock.now,
        )
        assert isinstance(made, Appointment), made
        found.append(made)
    return tomorrow, found


@pytest.mark.parametrize("visitor", [pytest.param({}, id="360-no-script"), *SIGHTS[2:3]], indirect=True)
def test_tomorrow_is_closed_and_everybody_moved(visitor: Visitor) -> None:
    place = quiet_room()
    tomorrow, visits = booked_tomorrow(place)
    page = visitor.page
    hand_over(member(place, Role.OWNER), visitor)
    visitor.open(reverse("desk_day", args=[place.salon.public_id, tomorrow.isoformat()]))
    page.get_by_role("link", name="Hours").click()
    page.get_by_role("link", name="Close some days").click()
    page.get_by_label("First day").fill(tomorrow.isoformat())
    page.get_by_role("button", name="See what it touches").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 visits fall outside")
    page.get_by_role("link", name="Back to the form").click()
    expect(page.get_by_label("First day")).to_have_value(tomorrow.isoformat())
    page.get_by_role("button", name="See what it touches").click()
    page.get_by_role("button", name="Change the hours").click()
    expect(page.get_by_text("3 visits lie outside the hours.")).to_be_visible()
    for left in range(FEW, 0, -1):
        expect(page.get_by_role("button", name="Move to")).to_have_count(left)
        page.get_by_role("button", name="Move to").first.click()
    expect(page.get_by_text("Nothing is to sort out")).to_be_visible()
    moved = Part.objects.filter(appointment__in=visits).values_list("starts_at", "practitioner")
    assert len(set(moved)) == FEW
    assert tomorrow not in {on_wall(starts_at, place.salon.zone).date() for starts_at, _ in moved}
    assert (reads.outside(place.salon, now=clock.now()), list(audit.findings())) == ([], [])


def test_a_visit_stays_by_a_tick_and_says_so(visitor: Visitor) -> None:
    place = quiet_room()
    booked = visit(place, None)
    page, day = visitor.page, on_wall(booked.starts_at, place.salon.zone).date().isoformat()
    hand_over(member(place, Role.OWNER), visitor)
    here = reverse("desk_hours_days", args=[place.salon.public_id])
    visitor.open(f"{here}?who=salon&first={day}&what=closed")
    page.get_by_label("It stays as it is").check()
    page.get_by_role("button", name="Change the hours").click()
    expect(page.get_by_text("The hours are changed.")).to_be_visible()
    visitor.open(reverse("desk_day", args=[place.salon.public_id, day]))
    expect(page.get_by_text("outside hours")).to_be_visible()
