"""Waiting, by hand: put down, another cancels, it is kept, and one tap takes it."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import DETAILS
from tests.doors.test_waiting_pages import asked, full_day, place
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import SIGHTS, faults
from unknot.diary import actions
from unknot.diary.models import Appointment, Waiting
from unknot.plumbing.clock import database_now

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["place"]


@pytest.mark.parametrize("visitor", SIGHTS[::2], indirect=True)
def test_wait_and_take_what_another_cancels(
    visitor: Visitor,
    place: cast.Place,
) -> None:
    visits, page = full_day(place), visitor.page
    salon, offer = place.salon.public_id, place.offers["back_massage"].public_id
    visitor.open(f"/salons/{salon}/offers/{offer}/")
    page.get_by_role("link", name="Wait for a time").click()
    assert faults(visitor, "wait", "360") == []
    for label, name in (("From", "days_from"), ("Until", "days_until")):
        page.get_by_label(label, exact=True).fill(asked(visits[3])[name])
    page.get_by_label("Your name").fill(DETAILS["name"])
    page.get_by_label("E-mail").fill(DETAILS["email"])
    page.get_by_role("button", name="Put me down").click()
    expect(page.get_by_role("heading", name="You are waiting for a time")).to_be_visible()
    assert faults(visitor, "waiting", "360") == []

    actions.cancel(visits[3], by="client", clock=database_now)
    actions.serve(place.salon, clock=database_now)
    waiting = Waiting.objects.get()
    visitor.open(f"/w/{waiting.public_id}.{waiting.token}")
    assert faults(visitor, "turn", "360") == []
    page.get_by_role("button", name="Take this time").click()

    expect(page.get_by_role("link", name="Add to calendar")).to_be_visible()
    assert Appointment.objects.get(client=waiting.client).starts_at == visits[3].starts_at
