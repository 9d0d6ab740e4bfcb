"""Being put down for a time, changing what one waits for, and waiting no longer."""

from datetime import date, datetime
from typing import NamedTuple

from unknot.diary.actions.holds import end as end_hold
from unknot.diary.actions.planning import free_for, is_past
from unknot.diary.actions.queueing import may_be_served
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment, Turn, Waiting
from unknot.diary.models.waiting import ALL_DAYS
from unknot.diary.pages import Pages
from unknot.diary.values import CANT_WAIT, FREE_NOW, TURN_OVER, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Offer, Resource

SHOWN = 3


class Wanted(NamedTuple):
    """Which times somebody waits for, see Waiting."""

    days_from: date
    days_until: date
    weekdays: int = ALL_DAYS
    from_min: int = 0
    to_min: int = 1440
    practitioner: Resource | None = None
    at_once: bool = False


@all_or_nothing
def put_down(*, offer: Offer, client: Client, wanted: Wanted, clock: Clock) -> Waiting:
    """Put a client down for a time of an offer. `client` may be unsaved; she needs an e-mail to be told by."""
    pages = Pages.lock({offer.salon_id}, lambda: (), clock=clock)
    if client.pk is None:
        client.save(force_insert=True)
    waiting = Waiting(salon=offer.salon, offer=offer, client=client, created_at=pages.now)
    return _kept(waiting, wanted, pages.now)


@all_or_nothing
def put_down_visit(appointment: Appointment, *, wanted: Wanted, clock: Clock) -> Waiting:
    """Put a visit down for another time, or change what it waits for. One that was booked with others can't wait."""
    pages = Pages.lock({appointment.salon_id}, lambda: (), clock=clock)
    part = appointment.parts.select_related("offer").get()
    part.offer.salon, part.offer.duration_min = appointment.salon, part.duration_min
    appointment.refresh_from_db(fields=["status", "starts_at", "excused_at"])
    waiting = Waiting.objects.filter(appointment=appointment, state=Waiting.State.WAITING).first() or Waiting(
        salon=appointment.salon, client=appointment.client, appointment=appointment, created_at=pages.now
    )
    waiting.salon, waiting.offer, waiting.appointment = appointment.salon, part.offer, appointment
    if len(appointment.party) > 1 or not may_be_served(waiting, pages.now):
        raise Refused(Refusal(CANT_WAIT))
    return _kept(waiting, wanted, pages.now)


@all_or_nothing
def change_waiting(waiting: Waiting, *, wanted: Wanted, clock: Clock) -> Waiting:
    """Wait for other times; the place in the order stays."""
    pages = Pages.lock({waiting.salon_id}, lambda: (), clock=clock)
    waiting.refresh_from_db(fields=["state"])
    if not waiting.is_open:
        raise Refused(Refusal(TURN_OVER))
    return _kept(waiting, wanted, pages.now)


@all_or_nothing
def stop_waiting(waiting: Waiting, *, by: str, clock: Clock) -> Waiting:
    """Wait no longer; what is kept for her goes to the next. To stop again changes nothing."""
    pages = Pages.lock({waiting.salon_id}, lambda: (), clock=clock)
    waiting.refresh_from_db(fields=["state", "ended_at"])
    if waiting.is_open:
        for turn in waiting.turns.filter(state=Turn.State.OPEN).select_related("hold__offer"):
            let_go(turn, clock=clock)
        waiting.end(Waiting.State.STOPPED, pages.now)
        facts.record("waiting.stopped", waiting.public_id, {"by": by}, at=pages.now)
    return waiting


def let_go(turn: Turn, *, clock: Clock) -> None:
    """Decline a turn inside a transaction that holds its salon: its time is free at once."""
    turn.close(Turn.State.DECLINED)
    if turn.hold is not None:
        end_hold(turn.hold, clock=clock)


def _kept(waiting: Waiting, wanted: Wanted, now: datetime) -> Waiting:
    for name, value in wanted._asdict().items():
        setattr(waiting, name, value)
    if not waiting.client.email or is_past(waiting, now):
        raise Refused(Refusal(CANT_WAIT))
    free = free_for(waiting, now=now)
    if free:
        raise Refused(Refusal(FREE_NOW, alternatives=free[:SHOWN]))
    is_new = waiting.pk is None
    waiting.save()
    if is_new:
        body = {"salon": waiting.salon.public_id}
        facts.record("waiting.began", waiting.public_id, body, at=now)
    return waiting
