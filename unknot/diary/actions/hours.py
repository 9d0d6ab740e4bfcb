"""Changing hours: written down, the days built again, and what falls outside known, all or nothing."""

from collections.abc import Collection

from unknot.diary.actions.announcing import announce
from unknot.diary.actions.changing import fresh, locked
from unknot.diary.actions.days import build_again, lock_days
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment, Part
from unknot.diary.reads.outside import outside, touched
from unknot.diary.values import MORE_OUTSIDE, NOT_CHANGEABLE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.actions import write_hours
from unknot.salons.models import Salon
from unknot.salons.rota import Change, OtherDays, OtherHolidays


@all_or_nothing
def change_hours(
    salon: Salon, change: Change, *, seen: Collection[str], kept: Collection[str] = (), by: str, clock: Clock
) -> int:
    """Let other hours hold; how many visits they leave outside. These stay where they are, until somebody moves them.

    `seen` are the public ids of the visits and holds that the salon knows of: refused (`more_outside`) when any other
    would be touched. `kept` are those of the visits that the salon lets stay. What stayed before and is touched
    again has to be decided anew.
    """
    pages = lock_days(salon, clock=clock)
    salon.refresh_from_db()
    touch = touched(salon, change, now=pages.now)
    if not touch.ids <= set(seen):
        raise Refused(Refusal(MORE_OUTSIDE))
    write_hours(salon, change)
    build_again(salon, pages)
    for each in touch.visits:
        Part.objects.filter(pk=each.pk).update(kept_at=pages.now if each.public_id in kept else None)
    body = {"by": by, "lane": change.lane, **_when(change), "outside": len(touch.visits)}
    facts.record("hours.changed", salon.public_id, body, at=pages.now)
    announce([salon.pk])
    return len(touch.visits)


@all_or_nothing
def keep_outside(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """Let a visit stay outside the salon's hours. Refused where it is not booked, or lies within them."""
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    left_out = {each.public_id for each in outside(current.salon, now=pages.now) if not each.is_hold}
    if current.status != Appointment.Status.BOOKED or current.public_id not in left_out:
        raise Refused(Refusal(NOT_CHANGEABLE))
    Part.objects.filter(appointment=current).update(kept_at=pages.now)
    facts.record("appointment.kept", current.public_id, {"by": by}, at=pages.now)
    return current


def _when(change: Change) -> dict[str, str]:
    if isinstance(change, OtherDays):
        return {"from": change.first.isoformat(), "to": change.last.isoformat()}
    if isinstance(change, OtherHolidays):
        return {"holidays_of": change.subdivision or change.country if change.are_closed else ""}
    return {"from": change.from_date.isoformat()}
