"""Whose turn it is says yes or no to the time that is kept for her."""

from unknot.diary.actions.answers import Said
from unknot.diary.actions.changing import CLIENT
from unknot.diary.actions.confirming import confirm
from unknot.diary.actions.holds import end as end_hold
from unknot.diary.actions.moving import move
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.actions.waitlist import let_go
from unknot.diary.models import Appointment, Hold, Part, Turn, Waiting
from unknot.diary.pages import Pages
from unknot.diary.values import TURN_OVER, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock


@all_or_nothing
def take_turn(waiting: Waiting, *, accepted: str = "", clock: Clock) -> Appointment:
    """Take the time that is kept: her visit moves there, or the hold becomes a visit, to be asked about in person.

    `accepted` as for `move`. Refused once the turn has run out; then, or when the move is refused, nothing changes.
    """
    turn, held, pages = _open_turn(waiting, clock)
    if waiting.appointment is None:
        visit = confirm(held, client=waiting.client, said=Said(Part.Told.IN_PERSON), by=CLIENT, clock=clock)
    else:
        end_hold(held, clock=clock)
        visit = move(
            waiting.appointment,
            starts_at=held.starts_at,
            practitioner=held.practitioner,
            accepted=accepted,
            benefit=held.gap_benefit,
            by=CLIENT,
            clock=clock,
        )
    if isinstance(visit, Refusal):
        raise Refused(visit)
    turn.close(Turn.State.TAKEN)
    waiting.end(Waiting.State.SERVED, pages.now)
    return visit


@all_or_nothing
def decline_turn(waiting: Waiting, *, clock: Clock) -> Waiting:
    """Say no to the time that is kept: it goes to the next, and she waits on for others."""
    turn, _, pages = _open_turn(waiting, clock)
    let_go(turn, clock=clock)
    facts.record("turn.declined", waiting.public_id, {"turn": turn.pk}, at=pages.now)
    return waiting


def _open_turn(waiting: Waiting, clock: Clock) -> tuple[Turn, Hold, Pages]:
    """The turn that has not run out, with its salon locked. Raises Refused."""
    pages = Pages.lock({waiting.salon_id}, lambda: (), clock=clock)
    rows = waiting.turns.filter(state=Turn.State.OPEN, until__gt=pages.now)
    turn = rows.select_related("hold__offer__salon", "hold__practitioner").first()
    if turn is None or turn.hold is None:
        raise Refused(Refusal(TURN_OVER))
    return turn, turn.hold, pages
