"""The visit itself: who came and when, who came late, who did not."""

from dataclasses import dataclass
from datetime import datetime

from unknot.diary.actions import answers
from unknot.diary.actions.changing import changed, fresh, locked
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment
from unknot.diary.models.visits import SHORTEST_MIN
from unknot.diary.values import CHANGED_MEANWHILE, NOT_CHANGEABLE, TOO_SHORT, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock

Status = Appointment.Status
WAITED_FOR = (Status.BOOKED, Status.ARRIVED)


@dataclass(frozen=True, slots=True)
class Tick:
    """What was tapped while the network was away: when, and on which state and sequence of the visit."""

    at: datetime
    was: Appointment.Status
    sequence: int


@all_or_nothing
def mark(
    appointment: Appointment,
    status: Appointment.Status,
    *,
    by: str,
    clock: Clock,
    tick: Tick | None = None,
) -> Appointment:
    """Say that the client has arrived, is being treated, has been, or did not come; `booked` takes all that back.

    When each was said first is kept; what lies after the new state is forgotten. To say it again changes nothing. A
    `tick` counts from when it was tapped, and is refused (`changed_meanwhile`) on another state than it was tapped on.
    """
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    if not current.is_live or status == Status.CANCELLED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    if current.status == status:
        return current
    if tick and (current.status, current.sequence) != (tick.was, tick.sequence):
        raise Refused(Refusal(CHANGED_MEANWHILE))
    current.status = status
    _keep_times(current, min(tick.at, pages.now) if tick else pages.now)
    changed(current, pages.now, sequence=False)
    if status in (Status.BOOKED, Status.NO_SHOW):
        current.parts.update(shortened_min=None)
    answers.keep(current, pages.now)
    tapped = {"tapped_at": tick.at.isoformat()} if tick else {}
    facts.record(f"appointment.{status}", current.public_id, {"by": by, **tapped}, at=pages.now)
    return current


@all_or_nothing
def shorten(appointment: Appointment, late_min: int, *, by: str, clock: Clock) -> Appointment:
    """Let a treatment that begins `late_min` late be shorter by as much, as its client agreed; 0 takes it back.

    Its end stays, so that whoever is next begins in time. Refused when under a quarter of an hour would be left
    (`too_short`), and once it has begun.
    """
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    if current.status not in WAITED_FOR:
        raise Refused(Refusal(NOT_CHANGEABLE))
    (part,) = current.parts.select_for_update(of=("self",)).select_related("offer")
    left = part.duration_min - late_min
    if late_min < 0 or left < SHORTEST_MIN:
        raise Refused(Refusal(TOO_SHORT))
    part.shortened_min = left if late_min else None
    part.save(update_fields=["shortened_min"])
    body = {"by": by, "late_min": late_min}
    facts.record("appointment.shortened", current.public_id, body, at=pages.now)
    return current


def _keep_times(visit: Appointment, now: datetime) -> None:
    """`arrived_at`, `begun_at` and `done_at` up to its state; whoever is treated has arrived."""
    came = visit.status in (Status.ARRIVED, Status.IN_TREATMENT, Status.DONE)
    visit.arrived_at = (visit.arrived_at or now) if came else None
    if visit.status == Status.IN_TREATMENT:
        visit.begun_at = visit.begun_at or now
    elif visit.status != Status.DONE:
        visit.begun_at = None
    visit.done_at = now if visit.status == Status.DONE else None
