"""A practitioner leaves a salon: her visits move as it was proposed, or wait to be sorted out; none is lost."""

from collections.abc import Collection, Sequence

from unknot.core.hours import local_day, tick_floor
from unknot.diary.actions.hours import change_hours
from unknot.diary.actions.moving import Elsewhere, move_all
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.reads.outside import outside
from unknot.diary.values import Refusal, Refused
from unknot.plumbing.clock import Clock
from unknot.salons.actions import see_off
from unknot.salons.models import Salon
from unknot.salons.rota import Leaves


@all_or_nothing
def leave(
    salon: Salon,
    leaving: Leaves,
    *,
    seen: Collection[str],
    moved: Sequence[Elsewhere] = (),
    by: str,
    clock: Clock,
) -> int:
    """Let a practitioner work at a salon no more from a date on; how many visits that leaves outside its hours.

    All in one transaction: her hours end, the visits `moved` are moved where it was proposed, each judged anew, and on
    the day she is gone from the salon's offers and desk. Refused as `change_hours` when more is touched than was
    `seen`, and as the first move that is refused; then nothing has been done.
    """
    _or_undo(change_hours(salon, leaving, seen=seen, by=by, clock=clock))
    if moved:
        _or_undo(move_all(moved, by=by, clock=clock))
    now = clock()
    see_off(salon, local_day(salon.zone, tick_floor(now)))
    return sum(not each.is_hold and not each.is_kept for each in outside(salon, now=now))


def _or_undo(done: object) -> None:
    """Raises Refused for a refusal, so that all that was done before is undone."""
    if isinstance(done, Refusal):
        raise Refused(done)
