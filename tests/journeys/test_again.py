"""Back again on the same device, in a real browser: two taps and no field; and "not me", for good."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.doors.regulars import regular
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger
from tests.journeys.test_every_page import hand_over
from tests.journeys.test_few_taps import by_any_hand, everywhere
from unknot.diary.models import Appointment
from unknot.people.models import Client, Device

pytestmark = pytest.mark.django_db(transaction=True)


@everywhere
@by_any_hand
def test_the_same_again_takes_two_taps_and_no_field(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    browser, last = regular(quiet_room())
    hand_over(browser, visitor)
    walker, page = hand(visitor), visitor.page
    walker.open("/")
    expect(page.get_by_role("heading", name="with Aino")).to_be_visible()
    time = page.locator(".again button.time").first
    chosen = str(time.get_attribute("value"))
    walker.follow(time)
    walker.follow(page.get_by_role("button", name="Nothing has changed: confirm"))
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    assert walker.arrive("back on the same device", request) == Count(taps=2, fields=0, pages=3)
    booked = Appointment.objects.exclude(pk=last.pk).get()
    assert booked.starts_at == datetime.fromisoformat(chosen)
    part = booked.parts.get()
    assert (part.practitioner.name, part.treatment, booked.client) == ("Aino", "back_massage", last.client)


@everywhere
def test_not_me_takes_the_card_away_for_good(visitor: Visitor) -> None:
    browser, last = regular(quiet_room())
    hand_over(browser, visitor)
    page, welcome = visitor.page, visitor.page.get_by_text("Welcome back, Outi")
    visitor.open("/")
    expect(welcome).to_be_visible()
    page.get_by_role("button", name="Not me").click()
    expect(page.get_by_text("This device is forgotten.")).to_be_visible()
    expect(welcome).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("button", name="Show free times")).to_be_visible()
    expect(welcome).to_have_count(0)
    visitor.open("/")
    expect(welcome).to_have_count(0)
    assert {cookie["name"] for cookie in page.context.cookies()} & {"device", "sessionid"} == set()
    # The old cookie, brought back by hand, is a stranger's.
    hand_over(browser, visitor)
    visitor.open("/")
    expect(welcome).to_have_count(0)
    assert (Device.objects.count(), Client.objects.get(), Appointment.objects.get()) == (0, last.client, last)


@everywhere
def test_the_card_leads_to_the_visit_that_lies_ahead(visitor: Visitor) -> None:
    browser, ahead = regular(quiet_room(), weeks_ago=0)
    for name in ("visit", "visitor"):
        browser.cookies.pop(name, None)
    hand_over(browser, visitor)
    visitor.open("/")
    visitor.page.locator(".again").get_by_role("link", name="Hiljainen Huone").click()
    expect(visitor.page.get_by_text("Confirmed", exact=True)).to_be_visible()
    assert visitor.page.url.endswith(f"/visits/{ahead.public_id}/")
