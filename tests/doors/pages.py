"""What the page tests share: a salon that can be booked from the real clock's now, and walks to a visit."""

from datetime import datetime, timedelta
from math import ceil

from django.test import Client
from django.urls import reverse

from tests import cast
from unknot.core.hours import day_start, instant, local_day, tick_floor
from unknot.design.words import on_wall
from unknot.diary.actions.holds import HOLD_MIN
from unknot.diary.models import Appointment
from unknot.diary.reads import slots, times
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.models import Offer

A_TEST = timedelta(minutes=5)
"""Longer than a test takes between its first step and its last."""
DETAILS = {"name": "Outi Laine", "email": "outi@example.org"}


def quiet_room() -> cast.Place:
    """The quiet room, with its days open from now on."""
    return cast.hiljainen_huone(clock.now())


def from_tomorrow(place: cast.Place) -> cast.Place:
    """The same place with nothing to be had today: what pages show first is a day from its beginning."""
    day_over = tomorrow_at(place.salon.zone) - clock.now()
    place.salon.min_notice_min = ceil(day_over / timedelta(minutes=1))
    place.salon.save()
    return place


def tomorrow_at(zone: str) -> datetime:
    """The first instant of tomorrow in a zone."""
    return instant(day_start(zone, local_day(zone, tick_floor(clock.now())) + timedelta(days=1)))


def free(
    place: cast.Place, treatment: str = "back_massage", *, who: str = "", today: bool = False
) -> list[Slot]:
    """The free starts from tomorrow on for ten days, each with whose turn it is, or only those of somebody.

    Those of today only if asked for: what is left of it depends on when a test is run.
    """
    now = clock.now()
    tomorrow = tomorrow_at(place.salon.zone)
    practitioner = place.people[who] if who else None
    return slots(
        place.offers[treatment],
        starts_from=now if today else tomorrow,
        starts_until=tomorrow + timedelta(days=10),
        now=now,
        practitioner=practitioner,
    )


def free_after_a_hold(place: cast.Place) -> Slot:
    """The first free start that can still be booked in time when a hold on it has run out."""
    notice = timedelta(minutes=place.salon.min_notice_min + HOLD_MIN)
    return next(slot for slot in free(place) if slot.starts_at > clock.now() + notice + A_TEST)


def company_starts(place: cast.Place, *, two: str = "", then: str = "") -> list[datetime]:
    """The free starts of the next ten days for two back massages at once, or for one and another offer after it."""
    offer, now = place.offers["back_massage"], clock.now()
    also = [offer] if two else [Offer.objects.get(public_id=then)]
    found = times(
        offer,
        starts_from=now,
        starts_until=now + timedelta(days=10),
        now=now,
        also=also,
        in_a_row=bool(then),
    )
    return list(found.free)


def tap_only(client: Client, place: cast.Place, start: Slot | datetime, **more: str) -> str:
    """Tap a time; the address of the hold's page, before which the interview stands."""
    starts_at = start if isinstance(start, datetime) else start.starts_at
    offer = place.offers["back_massage"].public_id
    answer = client.post(reverse("holds"), {"offer": offer, "starts_at": starts_at.isoformat(), **more})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def tap(client: Client, place: cast.Place, start: Slot | datetime, **more: str) -> str:
    """Tap a time and say that nothing applies; the address of the hold's page, which asks who is coming."""
    address = tap_only(client, place, start, **more)
    nothing_applies(client, address)
    return address


def nothing_applies(client: Client, address: str) -> None:
    """Go through the interview of the hold at this address as somebody who is well."""
    hold_id = hold_at(address)
    client.post(reverse("consent", args=[hold_id]))
    client.post(reverse("answers", args=[hold_id]), {"none": "1"})


def hold_at(address: str) -> str:
    """The public id of the hold whose page this is."""
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]


def book(client: Client, place: cast.Place, slot: Slot) -> Appointment:
    """Tap a time and confirm it, to be asked in person."""
    return _confirmed(client, tap_only(client, place, slot), told="in_person")


def book_well(client: Client, place: cast.Place, start: Slot | datetime, **more: str) -> Appointment:
    """Tap a time, say that nothing applies, and confirm it."""
    return _confirmed(client, tap(client, place, start, **more))


def _confirmed(client: Client, address: str, **more: str) -> Appointment:
    answer = client.post(reverse("appointments"), {"hold": hold_at(address), **DETAILS, **more})
    assert answer.status_code == 302
    public_id = answer.headers["Location"].rstrip("/").rpartition("/")[2]
    return Appointment.objects.get(public_id=public_id)


def wall_day(place: cast.Place, slot: Slot) -> str:
    """The local date of a slot."""
    return on_wall(slot.starts_at, place.salon.zone).date().isoformat()
