"""The month of an offer: walked by keyboard, by links and by taps; what others hold; and a visit moved by it."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, expect

from tests import cast
from tests.doors.pages import book, free, quiet_room, tap
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import hand_over
from unknot.design.templatetags.words import machine_time
from unknot.design.words import long_day, on_wall, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = "Europe/Helsinki"
WIDTHS = (360, 1280)
WITH_SCRIPTS = [
    pytest.param(
        {"viewport": {"width": width, "height": 780}, "java_script_enabled": True}, id=f"{width}-scripts"
    )
    for width in WIDTHS
]
PLAIN = [pytest.param({"viewport": {"width": width, "height": 780}}, id=f"{width}-plain") for width in WIDTHS]


def offer_page(place: cast.Place, **query: str) -> str:
    path = reverse("offer", args=[place.salon.public_id, place.offers["back_massage"].public_id])
    return path + "".join(f"?{name}={value}" for name, value in query.items())


def free_days(place: cast.Place) -> dict[str, list[Slot]]:
    """The coming days with free starts, in order."""
    days: dict[str, list[Slot]] = {}
    for slot in free(place, today=True):
        days.setdefault(on_wall(slot.starts_at, ZONE).date().isoformat(), []).append(slot)
    return days


def focused(visitor: Visitor) -> str:
    return str(visitor.page.evaluate("document.activeElement.id"))


def times(visitor: Visitor) -> Locator:
    return visitor.page.locator("button.time")


def values(slots: list[Slot]) -> list[str]:
    return [machine_time(slot.starts_at, ZONE) for slot in slots]


def expect_times(visitor: Visitor, slots: list[Slot]) -> None:
    """The page offers exactly these."""
    expect(times(visitor)).to_have_count(len(slots))
    assert [each.get_attribute("value") for each in times(visitor).all()] == values(slots)


def title(day: str) -> str:
    return long_day(datetime.fromisoformat(day).date())


def mark_page(visitor: Visitor) -> None:
    """Whatever reloads the page takes this away."""
    visitor.page.evaluate("window.stayed = true")


def stayed(visitor: Visitor) -> bool:
    return bool(visitor.page.evaluate("window.stayed === true"))


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_the_keyboard_walks_the_days_and_opens_one(visitor: Visitor) -> None:
    place = quiet_room()
    days = list(free_days(place))
    page, keys = visitor.page, visitor.page.keyboard
    visitor.open(offer_page(place))
    expect(page.locator("table[role=grid]")).to_be_visible()
    assert page.locator("td a[tabindex='0']").count() == 1
    mark_page(visitor)
    for _ in range(30):
        keys.press("Tab")
        if focused(visitor).startswith("d2"):
            break
    walk = [focused(visitor)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"):
        keys.press(key)
        walk.append(focused(visitor))
    monday = on_wall(clock.now(), ZONE).date()
    week_of = {day: datetime.fromisoformat(day).date().isocalendar().week for day in days}
    first_week = [day for day in days if week_of[day] == week_of[days[1]]]
    below = (datetime.fromisoformat(days[1]).date() + timedelta(days=7)).isoformat()
    expected = [days[0], days[1], days[2], days[1], below, days[1], first_week[0], first_week[-1]]
    assert walk == [f"d{day}" for day in expected], monday
    keys.press("Enter")
    expect(page.locator("[data-chosen-day]")).to_have_text(title(first_week[-1]))
    expect_times(visitor, free_days(place)[first_week[-1]])
    assert (focused(visitor), stayed(visitor)) == (f"d{first_week[-1]}", True)
    assert page.url.endswith(f"?day={first_week[-1]}")
    assert title(first_week[-1]) in page.locator("[data-month-said]").inner_text()
    keys.press("Tab")
    assert page.evaluate("document.activeElement.value") == values(free_days(place)[first_week[-1]])[0]


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_page_keys_turn_the_weeks_and_keep_the_focus_on_the_days(visitor: Visitor) -> None:
    place = quiet_room()
    visitor.open(offer_page(place))
    first = visitor.page.locator("td a").first
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    before = visitor.page.locator("#months").inner_text()
    visitor.page.locator("td a[tabindex='0']").focus()
    visitor.page.keyboard.press("PageDown")
    expect(visitor.page.locator("[data-earlier]")).to_have_count(1)
    expect(visitor.page.locator("td a:focus")).to_have_count(1)
    visitor.page.keyboard.press("PageUp")
    expect(visitor.page.locator("#months")).to_have_text(before)
    expect(visitor.page.locator("td a:focus")).to_have_count(1)
    expect(first).to_be_visible()


@pytest.mark.parametrize("visitor", PLAIN, indirect=True)
def test_without_scripts_every_day_is_a_link_and_every_time_can_be_held(visitor: Visitor) -> None:
    place = quiet_room()
    days = free_days(place)
    day = list(days)[2]
    visitor.open(offer_page(place))
    visitor.page.locator(f"#d{day}").click()
    expect(visitor.page.locator("[data-chosen-day]")).to_have_text(title(day))
    expect_times(visitor, days[day])
    visitor.page.locator("[data-later]").click()
    expect(visitor.page.locator("[data-earlier]")).to_be_visible()
    visitor.page.locator("[data-earlier]").click()
    visitor.page.locator(f"#d{day}").click()
    times(visitor).first.click()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()


def choices(visitor: Visitor, place: cast.Place) -> Iterator[tuple[str, str]]:
    """Tap a practitioner, then a duration; each with the address that follows."""
    aino = place.people["Aino"].public_id
    visitor.page.get_by_role("link", name="Aino").click()
    yield "Aino", f"practitioner={aino}"
    visitor.page.get_by_role("link", name="30 min").click()
    yield "30", f"practitioner={aino}"


def room_with_two_lengths() -> tuple[cast.Place, Offer, str]:
    """The quiet room with half an hour too; and a day on which Aino is busy from nine to ten."""
    place = quiet_room()
    hour = place.offers["back_massage"]
    half = cast.offer(place, "back_massage", 30, price_minor=4000)
    place.open(clock.now())
    place.offers["back_massage"] = hour
    day = list(free_days(place))[1]
    booked = actions.book(
        offer=hour,
        starts_at=free_days(place)[day][0].starts_at,
        client=cast.client(),
        practitioner=place.people["Aino"],
        by="client",
        clock=clock.now,
    )
    assert isinstance(booked, Appointment)
    return place, half, day


@pytest.mark.parametrize("visitor", [*WITH_SCRIPTS, *PLAIN], indirect=True)
def test_another_practitioner_or_duration_changes_the_times_and_keeps_the_day(visitor: Visitor) -> None:
    place, half, day = room_with_two_lengths()
    anyone = free_days(place)[day]
    page = visitor.page
    visitor.open(offer_page(place, day=day))
    expect_times(visitor, anyone)
    if visitor.has_scripts:
        mark_page(visitor)
    for name, address in choices(visitor, place):
        expect(page.locator("a.pill[aria-current]").filter(has_text=name)).to_have_count(1)
        expect(page.locator("[data-chosen-day]")).to_have_text(title(day))
        assert address in page.url and f"day={day}" in page.url
        if name == "Aino":
            expect_times(visitor, anyone[4:])
    assert half.public_id in page.url
    assert times(visitor).first.get_attribute("value") == values(anyone[4:])[0]
    if visitor.has_scripts:
        assert stayed(visitor)
    page.go_back()
    expect_times(visitor, anyone[4:])
    page.go_back()
    expect_times(visitor, anyone)
    expect(page.get_by_role("heading", level=1)).to_have_text("Classic back massage")


@pytest.mark.parametrize("visitor", [*WITH_SCRIPTS, *PLAIN], indirect=True)
def test_others_see_what_is_held_and_whoever_holds_it_finds_back(visitor: Visitor) -> None:
    place = quiet_room()
    day, slots = list(free_days(place).items())[1]
    start = wall_time(slots[0].starts_at, ZONE)
    for _ in range(2):
        tap(Client(), place, slots[0])
    visitor.open(offer_page(place, day=day))
    held = visitor.page.locator(".time.held").first
    assert re.fullmatch(rf"{start}\s+held, frees at \d\d:\d\d", held.inner_text())
    expect_times(visitor, slots[4:])
    times(visitor).first.click()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()
    visitor.open(offer_page(place, day=day))
    expect_times(visitor, slots[5:])
    visitor.page.locator("a.time.mine").click()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()


@pytest.mark.parametrize("visitor", [*WITH_SCRIPTS, *PLAIN], indirect=True)
def test_a_visit_is_moved_in_two_taps(visitor: Visitor) -> None:
    place = quiet_room()
    _, slots = list(free_days(place).items())[1]
    client = Client()
    booked = book(client, place, slots[5])
    hand_over(client, visitor)
    visitor.open(reverse("visit", args=[booked.public_id]))
    visitor.page.get_by_role("link", name="Move").click()
    expect(visitor.page.locator(".time.mine")).to_contain_text("your visit now")
    visitor.page.locator(f"button.time[value='{values(slots)[6]}']").click()
    visitor.page.wait_for_url(f"**{reverse('visit', args=[booked.public_id])}")
    booked.refresh_from_db()
    assert booked.starts_at == slots[6].starts_at


@pytest.mark.parametrize("visitor", WITH_SCRIPTS[:1], indirect=True)
def test_without_a_network_the_month_stays_and_says_so(visitor: Visitor) -> None:
    place = quiet_room()
    visitor.watch.forgiven = (
        "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
        "htmx:afterRequest",
        "htmx:sendError",
    )
    visitor.open(offer_page(place))
    days = visitor.page.locator("td a")
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    visitor.page.context.set_offline(True)
    days.nth(2).click()
    expect(visitor.page.locator("[data-network=away]")).to_be_visible()
    visitor.page.context.set_offline(False)
    label = days.nth(2).get_attribute("id")
    days.nth(2).click()
    expect(visitor.page.locator(f"#{label}[aria-current]")).to_have_count(1)
    expect(visitor.page.locator("[data-network=away]")).to_be_hidden()


@pytest.mark.parametrize("visitor", WITH_SCRIPTS[:1], indirect=True)
def test_a_page_instead_of_the_month_is_shown_whole(visitor: Visitor) -> None:
    place = quiet_room()
    visitor.open(offer_page(place))
    expect(visitor.page.locator("table[role=grid]")).to_be_visible()
    Offer.objects.update(is_active=False)
    visitor.page.locator("td a").nth(2).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("This page isn’t here")
    assert visitor.page.locator("h1").count() == 1
