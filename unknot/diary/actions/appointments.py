"""Booking and cancelling an appointment, and saying who came."""

from datetime import datetime

from unknot.core.suitability import Marks
from unknot.diary.actions import answers, at_once
from unknot.diary.actions.changing import CLIENT, changed, free, fresh, live_followers, locked, may_change
from unknot.diary.actions.taking import Seen, all_or_nothing, choose, glance, with_alternatives
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
    marks: Marks = NO_MARKS,
    by: str,
    clock: Clock,
    seen: Seen | None = None,
) -> Appointment | Refusal:
    """Book a slot at once. `client` is not saved yet; it is saved in the same transaction."""
    wish = Wish(offer, starts_at, practitioner, any_time=by != CLIENT)
    if seen:
        hopeless = glance(wish, now=seen.at, lanes=seen.lanes.get(offer.salon_id, {}))
    else:
        hopeless = glance(wish, now=clock())
    with prepared.whole_transaction():
        booked = hopeless or _book(wish, client, marks, by, clock, seen.lanes if seen else None)
    if isinstance(booked, Refusal):
        return with_alternatives(booked, wish, now=clock())
    return booked.arrived()


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
def _book(
    wish: Wish, client: Client, marks: Marks, by: str, clock: Clock, lanes: Lanes | None
) -> at_once.Written:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.reach], clock=clock, lanes=lanes)
    (chosen,) = choose(wish, pages)
    return at_once.write(chosen, pages, client, marks, by)
