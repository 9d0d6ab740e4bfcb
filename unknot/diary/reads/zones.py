"""What another time zone would make of a salon's visits to come."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from unknot.diary.models import Appointment, Part
from unknot.diary.reads.outside import lacks, standings
from unknot.salons import bridge
from unknot.salons.models import Salon


class Rezoned(NamedTuple):
    """A visit with its instant as it is, the instant at which a wall of the other zone shows the same, and whether it
    lies outside the hours at its instant, once these are the other zone's.
    """

    part: Part
    on_wall_at: datetime
    is_outside: bool


def on_same_wall(instant: datetime, before: str, zone: str) -> datetime:
    """When a wall of another zone shows what one shows now. Of a time that it shows twice the first.

    >>> at = datetime(2027, 3, 2, 7, tzinfo=UTC)
    >>> on_same_wall(at, "Europe/Helsinki", "Europe/Stockholm").isoformat()
    '2027-03-02T08:00:00+00:00'
    """
    wall = instant.astimezone(ZoneInfo(before))
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def booked(salon: Salon, now: datetime) -> list[Part]:
    """The visits not over, in order of time. One statement."""
    rows = Part.objects.filter(
        appointment__salon=salon, appointment__status=Appointment.Status.BOOKED, starts_at__gt=now
    )
    shown = rows.select_related("practitioner", "appointment__client")
    return list(shown.order_by("starts_at", "pk"))


def rezoned(salon: Salon, zone: str, *, now: datetime) -> list[Rezoned]:
    """The visits to come of a salon as they would be in another zone, in order of time. Nothing is changed."""
    other = Salon.objects.get(pk=salon.pk)
    other.zone = zone
    rota = bridge.rota(other)
    standing = standings(salon, now, rota)
    out = {
        each.pk
        for each, lack in zip(standing, lacks(rota, standing), strict=True)
        if lack and not each.is_hold
    }
    return [
        Rezoned(part, on_same_wall(part.starts_at, salon.zone, zone), part.pk in out)
        for part in booked(salon, now)
    ]
