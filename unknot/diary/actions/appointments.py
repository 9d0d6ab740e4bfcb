"""Booking and cancelling an appointment."""

from collections.abc import Sequence
from datetime import datetime

from unknot.core.suitability import Marks
from unknot.diary.actions import answers, at_once
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.changing import CLIENT, changed, free, fresh, live_followers, locked, may_change
from unknot.diary.actions.taking import (
    JustRead,
    all_or_nothing,
    choose,
    glance,
    never_twice,
    with_alternatives,
)
from unknot.diary.actions.writing import take
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment
from unknot.diary.pages import Lanes, Pages
from unknot.diary.values import NOT_CHANGEABLE, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing import facts, prepared
from unknot.plumbing.clock import Clock
from unknot.salons.models import Offer, Resource

NO_MARKS = Marks()


def book(
    *,
    offer: Offer,
    starts_at: datetime,
    client: Client,
    practitioner: Resource | None = None,
    also: Sequence[Offer] = (),
    in_a_row: bool = False,
    any_order: bool = False,
    others: Sequence[Client] = (),
    marks: Marks = NO_MARKS,
    by: str,
    clock: Clock,
    read: JustRead | None = None,
) -> Appointment | Refusal:
    """Book a slot at once. A `client` who is not saved yet is saved in the same transaction.

    With `also` one for each further offer, all or none, as `hold` has them: each for one of `others`, or all for the
    client herself where they follow each other `in_a_row`. `read` is what the caller has read of the salon just now.
    """
    wish = Wish(
        offer, starts_at, practitioner, None, by != CLIENT, tuple(also), in_a_row, in_a_row and any_order
    )
    coming = [client] * (1 + len(also)) if in_a_row else [client, *others]
    if read:
        hopeless = glance(wish, now=read.at, lanes=read.lanes.get(offer.salon_id, {}))
    else:
        hopeless = glance(wish, now=clock())
    booked = hopeless or _sent(wish, coming, marks, by, clock, read.lanes if read else None)
    if isinstance(booked, Refusal):
        return with_alternatives(booked, wish, now=clock())
    return booked.arrived() if isinstance(booked, at_once.Written) else booked


@never_twice
def _sent(
    wish: Wish, coming: Sequence[Client], marks: Marks, by: str, clock: Clock, lanes: Lanes | None
) -> Appointment | at_once.Written | Refusal:
    with prepared.whole_transaction():
        return _book(wish, coming, marks, by, clock, lanes)


@all_or_nothing
def cancel(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """Cancel an appointment and free its time. To cancel it again changes nothing.

    A client who leads a party cancels for all of it, and who follows for herself; the salon cancels one by one.
    """
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    if not current.is_live:
        return current
    if current.is_attended:
        raise Refused(Refusal(NOT_CHANGEABLE))
    may_change(current, by, pages.now)
    ends = [current, *(live_followers(current) if by == CLIENT else ())]
    free(ends, pages)
    pages.save()
    for each in ends:
        _close(each, by, pages.now)
    announce(pages.lanes)
    return current


def _close(appointment: Appointment, by: str, now: datetime) -> None:
    appointment.status, appointment.arrived_at = Appointment.Status.CANCELLED, None
    changed(appointment, now)
    answers.close(appointment)
    body = {"salon": appointment.salon.public_id, "starts_at": appointment.starts_at.isoformat(), "by": by}
    facts.record("appointment.cancelled", appointment.public_id, body, at=now)


@all_or_nothing
def _book(
    wish: Wish, coming: Sequence[Client], marks: Marks, by: str, clock: Clock, lanes: Lanes | None
) -> Appointment | at_once.Written:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.reach], clock=clock, lanes=lanes)
    taken = choose(wish, pages)
    if len(taken) == 1 and coming[0].pk is None:
        return at_once.write(taken[0], pages, coming[0], marks, by)
    lead = None
    for chosen, client in zip(taken, coming, strict=True):
        made, _ = take(chosen, pages, client, NO_MARKS if lead else marks, by, lead)
        lead = lead or made
    pages.save()
    assert lead is not None
    return lead
