"""Visits with answers in a browser of their own, far enough from now for every limit."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests import cast
from tests.apps import answered_cast
from unknot.diary.models import Appointment
from unknot.diary.reads import slots
from unknot.plumbing import clock
from unknot.web import grants

BOOKED_BEFORE = timedelta(hours=13)
"""Long enough ago to be asked whether all is as it was."""
FAR = timedelta(days=12)


def open_every_day(moment: datetime, **more: Any) -> cast.Place:
    """A room that is open from nine to five on all seven days, with Aino for back massage."""
    place = cast.salon(**more)
    cast.hours(place.salon, None, range(5, 7), (9 * 60, 17 * 60))
    made = cast.practitioner(place, "Aino", "back_massage")
    cast.hours(place.salon, made.lanes.get(), range(5, 7), (9 * 60, 17 * 60))
    cast.room(place, "Room 1")
    cast.offer(place, "back_massage")
    return place.open(moment)


def starts(place: cast.Place, starts_from: datetime, *, days: int = 7) -> list[datetime]:
    """The free starts of a week from a moment on."""
    offer, until = place.offers["back_massage"], starts_from + timedelta(days=days)
    found = slots(offer, starts_from=starts_from, starts_until=until, now=clock.now())
    return [each.starts_at for each in found]


def far(place: cast.Place) -> datetime:
    """A start in about twelve days."""
    return starts(place, clock.now() + FAR)[0]


def tomorrow(place: cast.Place) -> datetime:
    """The first start of the salon's next local day."""
    local = clock.now().astimezone(cast.HELSINKI)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return starts(place, midnight)[0]


def answered_visit(
    said: list[dict[str, Any]],
    *,
    place: cast.Place | None = None,
    starts_at: datetime | None = None,
    **more: Any,
) -> tuple[Client, Appointment]:
    """A browser, and the visit that it may open; booked thirteen hours ago."""
    booked_at = clock.now() - BOOKED_BEFORE
    place = place or open_every_day(booked_at)
    start = starts_at or far(place)
    visit = answered_cast.answered(said, place=place, starts_at=start, now=booked_at, **more)
    return opened_by(Client(), visit), visit


def opened_by(browser: Client, visit: Appointment) -> Client:
    """Let this browser in, as the mailed link would."""
    response = HttpResponse()
    grants.give(response, visit, RequestFactory().get("/"))
    browser.cookies.update(response.cookies)
    return browser


def address(name: str, visit: Appointment, *more: str) -> str:
    return reverse(name, args=[visit.public_id, *more])


def shown(browser: Client, visit: Appointment, name: str = "visit") -> str:
    """A page of the visit."""
    response = browser.get(address(name, visit))
    assert response.status_code == 200, (response.status_code, response.headers)
    return " ".join(response.content.decode().split())
