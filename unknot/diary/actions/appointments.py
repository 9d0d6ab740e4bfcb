"""Booking and cancelling an appointment, and saying who came."""

from collections.abc import Sequence
from datetime import datetime

from unknot.core.suitability import Marks
from unknot.diary.actions import answers
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.changing import CLIENT, changed, free, fresh, live_followers, locked, may_change
from unknot.diary.actions.taking import all_or_nothing, choose, glance, with_alternatives
from unknot.diary.actions.writing import take
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment
from unknot.diary.pages import Pages
from unknot.diary.values import NOT_CHANGEABLE, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing import facts
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
) -> Appointment | Refusal:
    """Book a slot at once. `client` is not saved yet; it is saved in the same transaction.

    With `also` one for each further offer, all or none, as `hold` has them: each for one of `others`, or all for the
    client herself where they follow each other `in_a_row`.
    """
    wish = Wish(
        offer, starts_at, practitioner, None, by != CLIENT, tuple(also), in_a_row, in_a_row and any_order
    )
    coming = [client] * (1 + len(also)) if in_a_row else [client, *others]
    booked = glance(wish, now=clock()) or _book(wish, coming, marks, by, clock)
    return with_alternatives(booked, wish, now=clock()) if isinstance(booked, Refusal) else booked


@all_or_nothing
def cancel(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """Cancel an appointment and free its time. To cancel it again changes nothing.

    A client who leads a party cancels for all of it, and who follows for herself; the salon cancels one by one.
    """
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    if not current.is_live:
        return current
    may_change(current, by, pages.now)
    ends = [current, *(live_followers(current) if by == CLIENT else ())]
    free(ends, pages)
    pages.save()
    for each in ends:
        _close(each, by, pages.now)
    announce(pages.lanes)
    return current


def _close(appointment: Appointment, by: str, now: datetime) -> None:
    appointment.status = Appointment.Status.CANCELLED
    changed(appointment, now)
    answers.close(appointment)
    body = {"salon": appointment.salon.public_id, "starts_at": appointment.starts_at.isoformat(), "by": by}
    facts.record("appointment.cancelled", appointment.public_id, body, at=now)


@all_or_nothing
def mark(appointment: Appointment, status: Appointment.Status, *, by: str, clock: Clock) -> Appointment:
    """Say that the client has arrived or did not come, or take that back (`booked`)."""
    pages = locked(appointment, (), clock)
    current = fresh(appointment)
    if not current.is_live or status == Appointment.Status.CANCELLED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    if current.status != status:
        current.status = status
        changed(current, pages.now, sequence=False)
        answers.keep(current, pages.now)
        facts.record(f"appointment.{status}", current.public_id, {"by": by}, at=pages.now)
    return current


@all_or_nothing
def _book(wish: Wish, coming: Sequence[Client], marks: Marks, by: str, clock: Clock) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.reach], clock=clock)
    lead = None
    for chosen, client in zip(choose(wish, pages), coming, strict=True):
        made, _ = take(chosen, pages, client, NO_MARKS if lead else marks, by, lead)
        lead = lead or made
    pages.save()
    assert lead is not None
    return lead
