"""Granting days off: a change of hours, seen before it is made."""

from collections.abc import Collection
from datetime import date

from unknot.core.hours import local_day, tick_floor
from unknot.diary.actions.days import lock_days
from unknot.diary.actions.hours import change_hours
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.values import NOT_CHANGEABLE, Refusal, Refused
from unknot.plumbing.clock import Clock
from unknot.salons.models import Lane, TimeOff
from unknot.salons.rota import OtherDays


def days_off(asked: TimeOff, today: date) -> OtherDays | None:
    """The change of hours that a yes would make, from `today` on; None when the days are over or she is gone."""
    lane = Lane.objects.filter(salon=asked.salon_id, resource=asked.practitioner_id, is_gone=False).first()
    if lane is None or asked.last < today:
        return None
    return OtherDays(lane.number, max(asked.first, today), asked.last, (), asked.reason)


@all_or_nothing
def grant_time_off(asked: TimeOff, *, seen: Collection[str], by: str, clock: Clock) -> int:
    """Let a practitioner be away; how many visits that leaves outside. They stay until somebody moves them.

    Refused (`not_changeable`) when it was decided already or is over, and as `change_hours` when more is touched
    than was `seen`.
    """
    pages = lock_days(asked.salon, clock=clock)
    current = TimeOff.objects.select_for_update(of=("self",)).select_related("salon").get(pk=asked.pk)
    change = days_off(current, local_day(current.salon.zone, tick_floor(pages.now)))
    if current.state != TimeOff.State.ASKED or change is None:
        raise Refused(Refusal(NOT_CHANGEABLE))
    done = change_hours(current.salon, change, seen=seen, by=by, clock=lambda: pages.now)
    if isinstance(done, Refusal):
        raise Refused(done)
    current.state, current.decided_at = TimeOff.State.GRANTED, pages.now
    current.save(update_fields=["state", "decided_at"])
    return done
