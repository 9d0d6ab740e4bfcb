"""Asking for days off, declining it, taking it back. A yes changes hours: that is the diary's `grant_time_off`."""

from datetime import date, datetime

from unknot.salons.models import Resource, Salon, TimeOff

DECIDED = {TimeOff.State.DECLINED, TimeOff.State.TAKEN_BACK}


def ask_time_off(
    salon: Salon, practitioner: Resource, first: date, last: date, *, reason: str, now: datetime
) -> TimeOff:
    """Ask to be away on some days; asked twice it is asked once."""
    asked, _ = TimeOff.objects.get_or_create(
        salon=salon,
        practitioner=practitioner,
        first=first,
        last=last,
        state=TimeOff.State.ASKED,
        defaults={"reason": reason, "asked_at": now},
    )
    return asked


def end_time_off(asked: TimeOff, state: TimeOff.State, *, now: datetime) -> bool:
    """Decline it, or take it back; whether it was still asked. Raises ValueError for another state."""
    if state not in DECIDED:
        raise ValueError("only the diary grants time off")
    open_ = TimeOff.objects.filter(pk=asked.pk, state=TimeOff.State.ASKED)
    return bool(open_.update(state=state, decided_at=now))
