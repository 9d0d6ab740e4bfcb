"""What the page tests share: a salon that can be booked from the real clock's now, and walks to a visit."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests import cast
from unknot.design.words import on_wall
from unknot.diary.models import Appointment
from unknot.diary.reads import slots
from unknot.diary.values import Slot
from unknot.plumbing import clock

DETAILS = {"name": "Outi Laine", "email": "outi@example.org"}


def quiet_room() -> cast.Place:
    """The quiet room, with its days open from now on."""
    return cast.hiljainen_huone(clock.now())


def free(place: cast.Place, treatment: str = "back_massage") -> list[Slot]:
    """The free starts of the next ten days."""
    now = clock.now()
    offer = place.offers[treatment]
    return slots(offer, starts_from=now, starts_until=now + timedelta(days=10), now=now)


def tap(client: Client, place: cast.Place, slot: Slot) -> str:
    """Tap a time; the address of the hold's page."""
    answer = client.post(
        reverse("holds"),
        {"offer": place.offers["back_massage"].public_id, "starts_at": slot.starts_at.isoformat()},
    )
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def book(client: Client, place: cast.Place, slot: Slot) -> Appointment:
    """Tap a time and confirm it."""
    hold_id = tap(client, place, slot).rstrip("/").rpartition("/")[2]
    answer = client.post(reverse("appointments"), {"hold": hold_id, **DETAILS})
    assert answer.status_code == 302
    public_id = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    return Appointment.objects.get(public_id=public_id)


def wall_day(place: cast.Place, slot: Slot) -> str:
    """The local date of a slot."""
    return on_wall(slot.starts_at, place.salon.zone).date().isoformat()
