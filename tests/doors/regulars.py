"""A browser that was remembered at its last visit."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests import cast
from tests.doors.pages import book_well, free
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.people.models import Client as Person
from unknot.plumbing import clock
from unknot.web import again, device

ZONE = "Europe/Helsinki"
HOME = "/"


def asked(browser: Client) -> HttpRequest:
    """A request as this browser would send it."""
    request = RequestFactory().get(HOME)
    request.COOKIES = {name: morsel.value for name, morsel in browser.cookies.items()}
    return request


def remember(browser: Client, person: Person) -> None:
    """Let the site remember this browser."""
    answer = HttpResponse()
    device.remember(answer, asked(browser), person)
    browser.cookies.update(answer.cookies)


def regular(place: cast.Place, *, weeks_ago: int = 3, who: str = "Aino") -> tuple[Client, Appointment]:
    """A remembered browser whose client had a back massage some weeks ago, or with 0 has one ahead."""
    browser = Client()
    slot = free(place, who=who)[0]
    booked = book_well(browser, place, slot, practitioner=place.people[who].public_id)
    if weeks_ago:
        shift_back(booked, timedelta(weeks=weeks_ago))
    remember(browser, booked.client)
    return browser, booked


def shift_back(booked: Appointment, by: timedelta) -> None:
    """Let the visit have been earlier at the same wall time, and its time be free again."""
    for rows in (Appointment.objects.filter(pk=booked.pk), Part.objects.filter(appointment=booked)):
        row = rows.get()
        rows.update(starts_at=on_wall(row.starts_at, ZONE) - by, ends_at=on_wall(row.ends_at, ZONE) - by)
    for part in booked.parts.all():
        part.claims.all().delete()
    booked.refresh_from_db()
    actions.rebuild(booked.salon, clock=clock.database_now)


def offered(browser: Client) -> again.Proposal:
    found = again.proposal(asked(browser), clock.now())
    assert found is not None
    return found


def shown(browser: Client) -> str:
    return browser.get(HOME).content.decode()
