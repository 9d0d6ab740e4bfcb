"""Free time for those who wait: turns for who has to be asked, moves for who need not, all in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog

from unknot.core.availability.taking import fits
from unknot.core.hours import tick_floor
from unknot.diary import choice, ruling
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.changing import CLIENT, free, may_change
from unknot.diary.actions.holds import insert_hold, span_of
from unknot.diary.actions.moving import parts_of, put
from unknot.diary.actions.planning import Step, is_past, planned
from unknot.diary.actions.queueing import may_be_served
from unknot.diary.actions.taking import Chosen, all_or_nothing
from unknot.diary.models import Appointment, Claim, Turn, Waiting
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import NOT_CHANGEABLE, SLOT_TAKEN, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Salon

log = structlog.get_logger(__name__)


def serve(salon: Salon, *, clock: Clock) -> int | Refusal:
    """Offer what is free to those who wait at a salon, in fair order; how many had a turn or were moved.

    Turns that have run out are closed first, and who waits for days that are over waits no longer. What is done is one
    chain: all of it happens, or nothing does.
    """
    now = clock()
    if not _is_to_tidy(salon, now) and not planned(salon, now=now):
        return 0
    served = _serve(salon, clock)
    if isinstance(served, Refusal):
        log.warning("waiting_not_served", salon=salon.public_id, code=served.code)
    return served


@all_or_nothing
def _serve(salon: Salon, clock: Clock) -> int:
    steps: list[Step] = []

    def spans() -> list[TickSpan]:
        # The salon's locks are ours: what is planned here can't change until it is done.
        now = clock()
        _tidy(salon, now)
        steps.extend(planned(salon, now=now))
        return _spans(steps)

    pages = Pages.lock({salon.pk}, spans, clock=clock)
    _carry_out(steps, pages)
    return len(steps)


@all_or_nothing
def carried_out(steps: Sequence[Step], salon: Salon, *, clock: Clock) -> int:
    """Do what was planned before the salon was locked: all of it, or nothing where anything has changed since."""
    _carry_out(steps, Pages.lock({salon.pk}, lambda: _spans(steps), clock=clock))
    return len(steps)


def _spans(steps: Sequence[Step]) -> list[TickSpan]:
    """What is taken, and what is left."""
    visits = [step.waiting.appointment_id for step in steps if step.until is None]
    left = [span_of(claim) for claim in Claim.objects.filter(part__appointment__in=visits)]
    return [*(step.option.wish.reach for step in steps), *left]


def _carry_out(steps: Sequence[Step], pages: Pages) -> None:
    _move([step for step in steps if step.until is None], pages)
    for step in steps:
        if step.until is not None:
            _open_turn(step, step.until, pages)
    pages.save()
    if steps:
        announce(pages.lanes)


def _move(steps: Sequence[Step], pages: Pages) -> None:
    """Move all who need not be asked: first all leave, then each takes her place."""
    visits = _locked(step.waiting.appointment_id for step in steps)
    free(list(visits.values()), pages)
    # By client, so that two chains that lock the same clients' keys never wait for each other.
    for step in sorted(steps, key=lambda step: (step.waiting.client_id, step.waiting.pk)):
        visit = visits[step.waiting.appointment_id or 0]
        if visit.status != Appointment.Status.BOOKED:
            raise Refused(Refusal(NOT_CHANGEABLE))
        may_change(visit, CLIENT, pages.now)
        (part,) = parts_of(visit, with_party=False)
        # Nobody asks her now: she keeps the price that she has said yes to.
        chosen = _granted(step, pages).giving(part.gap_benefit)
        put(visit, part, chosen, pages, "", CLIENT)
        step.waiting.end(Waiting.State.SERVED, pages.now)


def _locked(appointment_ids: Iterable[int | None]) -> dict[int, Appointment]:
    rows = Appointment.objects.filter(pk__in=[each for each in appointment_ids if each]).order_by("pk")
    locked = rows.select_related("salon", "client").select_for_update(of=("self",), no_key=True)
    return {visit.pk: visit for visit in locked}


def _open_turn(step: Step, until: datetime, pages: Pages) -> None:
    """Keep the time for her by a real hold, and have her told."""
    waiting, wish = step.waiting, step.option.wish
    chosen = _granted(step, pages)
    held = insert_hold(chosen, until, "", "", None)
    chosen.occupy(pages, until_s=int(until.timestamp()))
    turn = Turn.objects.create(
        waiting=waiting,
        client=waiting.client,
        hold=held,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        until=until,
        created_at=pages.now,
    )
    body = {"turn": turn.pk, "until": until.isoformat()}
    facts.record("turn.began", waiting.public_id, body, at=pages.now)
    announce([waiting.salon_id], at=until)


def _granted(step: Step, pages: Pages) -> Chosen:
    """The planned lanes, if they are free now that those who leave have left. Raises Refused."""
    wish, served, _ = step.option
    salon_id = wish.offer.salon_id
    timeline = ruling.ruled(pages.timeline(salon_id), wish.offer.salon, pages.now)
    lanes = pages.lanes.get(salon_id, {})
    need = choice.asked_for(wish, lanes, timeline, pages.now)
    if not fits(timeline, need, served.lanes, tick_floor(wish.starts_at)):
        raise Refused(Refusal(SLOT_TAKEN))
    resources = pages.resources(salon_id, served.lanes)
    return Chosen(wish, resources, choice.agreement(wish, served, timeline, lanes, pages.now))


def _is_to_tidy(salon: Salon, now: datetime) -> bool:
    rows = Turn.objects.filter(waiting__salon=salon, state=Turn.State.OPEN, until__lte=now)
    return rows.exists() or any(_is_over(each, now) for each in _standing(salon))


def _tidy(salon: Salon, now: datetime) -> None:
    """Close the turns that have run out, and end what nobody waits for any more."""
    for turn in Turn.objects.filter(waiting__salon=salon, state=Turn.State.OPEN, until__lte=now):
        turn.close(Turn.State.LAPSED)
        facts.record("turn.lapsed", turn.waiting.public_id, {"turn": turn.pk}, at=now)
    for waiting in _standing(salon):
        if _is_over(waiting, now):
            waiting.end(Waiting.State.OVER, now)


def _standing(salon: Salon) -> list[Waiting]:
    rows = Waiting.objects.filter(salon=salon, state=Waiting.State.WAITING)
    return list(rows.select_related("salon", "appointment__salon"))


def _is_over(waiting: Waiting, now: datetime) -> bool:
    """Whether her days have passed, or what she has can't be moved any more; never while it is her turn."""
    if not is_past(waiting, now) and may_be_served(waiting, now):
        return False
    return not waiting.turns.filter(state=Turn.State.OPEN, until__gt=now).exists()
