"""A salon changes its time zone: visits stay at their instants or at their time on the wall, and days are made anew."""

from collections.abc import Collection
from datetime import datetime

from unknot.diary.actions.announcing import announce
from unknot.diary.actions.days import lock_days, open_days
from unknot.diary.actions.moving import move
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment, Hold, Part, SalonDay
from unknot.diary.reads.zones import booked, on_same_wall
from unknot.diary.values import MORE_OUTSIDE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Salon


@all_or_nothing
def change_zone(
    salon: Salon, zone: str, *, on_wall: bool, seen: Collection[str], by: str, clock: Clock
) -> int:
    """Let a salon keep another zone's time; how many visits to come it has.

    Visits keep their instants, so that nobody's calendar is wrong; or, `on_wall`, what the wall showed: each is moved
    to the same time of the same day as the new zone has it, judged anew. Refused (`more_outside`) when there are
    visits that were not `seen`, and as the first move that is refused. Days are made anew from the hours, which are
    wall time; terms of minutes a day say nothing any more, for days are cut elsewhere.
    """
    pages = lock_days(salon, clock=clock)
    salon.refresh_from_db()
    before, now = salon.zone, pages.now
    visits = booked(salon, now)
    if not {part.appointment.public_id for part in visits} <= set(seen):
        raise Refused(Refusal(MORE_OUTSIDE))
    Salon.objects.filter(pk=salon.pk).update(zone=zone)
    salon.zone = zone
    SalonDay.objects.filter(salon=salon).delete()
    open_days(salon, clock=lambda: now)
    _lift_terms(salon)
    if on_wall:
        _move_with_wall(visits, before, zone, by=by, now=now)
    body = {"by": by, "from": before, "to": zone, "on_wall": on_wall}
    facts.record("salon.zone_changed", salon.public_id, body, at=now)
    announce([salon.pk])
    return len(visits)


def _lift_terms(salon: Salon) -> None:
    lifted = {"hands_on_max_min": 0, "deep_max_min": 0}
    Part.objects.filter(appointment__salon=salon).update(**lifted)
    Hold.objects.filter(offer__salon=salon).update(**lifted)


def _move_with_wall(visits: list[Part], before: str, zone: str, *, by: str, now: datetime) -> None:
    """Whoever goes later goes last first, whoever goes earlier first first: no visit is in the next one's way."""
    later = [part for part in visits if on_same_wall(part.starts_at, before, zone) > part.starts_at]
    earlier = [part for part in visits if on_same_wall(part.starts_at, before, zone) < part.starts_at]
    for part in [*reversed(later), *earlier]:
        made = move(
            Appointment.objects.select_related("salon", "client").get(pk=part.appointment_id),
            starts_at=on_same_wall(part.starts_at, before, zone),
            practitioner=part.practitioner,
            by=by,
            clock=lambda: now,
        )
        if isinstance(made, Refusal):
            raise Refused(made)
