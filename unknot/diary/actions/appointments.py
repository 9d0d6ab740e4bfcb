"""Booking, moving, cancelling an appointment, and saying who came."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from unknot.core.suitability import Marks
from unknot.diary.actions import answers
from unknot.diary.actions.holds import span_of
from unknot.diary.actions.taking import Chosen, all_or_nothing, choose, glance, with_alternatives
from unknot.diary.actions.writing import occupy, take
from unknot.diary.choice import Wish
from unknot.diary.models import Agreement, Appointment, Claim, Part
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import NOT_CHANGEABLE, TOO_LATE, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Offer, Resource

CLIENT = "client"
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
) -> Appointment | Refusal:
    """Book a slot at once. `client` is not saved yet; it is saved in the same transaction."""
    wish = Wish(offer, starts_at, practitioner, any_time=by != CLIENT)
    booked = glance(wish, now=clock()) or _book(wish, client, marks, by, clock)
    return with_alternatives(booked, wish, now=clock()) if isinstance(booked, Refusal) else booked


def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    practitioner: Resource | None = None,
    accepted: str = "",
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Move an appointment of one part, all or nothing; to the same practitioner if she can, unless one is named.

    Answers about health are judged for the new start; a client moves only where they let her, to what she has
    `accepted`, now or before.
    """
    part = appointment.parts.select_related("offer__salon", "practitioner").get()
    # It keeps the minutes that were booked, whatever its offer has become.
    part.offer.duration_min = part.duration_min
    wish = Wish(
        part.offer,
        starts_at,
        practitioner,
        preferred=None if practitioner else part.practitioner,
        any_time=by != CLIENT,
    )
    moved = _move(appointment, part, wish, accepted, by, clock)
    return with_alternatives(moved, wish, now=clock()) if isinstance(moved, Refusal) else moved


@all_or_nothing
def cancel(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """Cancel an appointment and free its time. To cancel it again changes nothing.

    A client who leads a party cancels for all of it, and who follows for herself; the salon cancels one by one.
    """
    pages = _locked(appointment, (), clock)
    fresh = _fresh(appointment)
    if not fresh.is_live:
        return fresh
    _may_change(fresh, by, pages.now)
    ends = [fresh, *(_live_followers(fresh) if by == CLIENT else ())]
    _free(ends, pages)
    pages.save()
    for each in ends:
        _close(each, by, pages.now)
    return fresh


def _close(appointment: Appointment, by: str, now: datetime) -> None:
    appointment.status = Appointment.Status.CANCELLED
    _changed(appointment, now)
    answers.close(appointment)
    body = {"salon": appointment.salon.public_id, "starts_at": appointment.starts_at.isoformat(), "by": by}
    facts.record("appointment.cancelled", appointment.public_id, body, at=now)


def _live_followers(lead: Appointment) -> list[Appointment]:
    """Those that go with their lead, locked."""
    rows = Appointment.objects.filter(lead=lead, status=Appointment.Status.BOOKED).order_by("pk")
    return list(rows.select_related("salon", "client").select_for_update(of=("self",), no_key=True))


@all_or_nothing
def mark(appointment: Appointment, status: Appointment.Status, *, by: str, clock: Clock) -> Appointment:
    """Say that the client has arrived or did not come, or take that back (`booked`)."""
    pages = _locked(appointment, (), clock)
    fresh = _fresh(appointment)
    if not fresh.is_live or status == Appointment.Status.CANCELLED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    if fresh.status != status:
        fresh.status = status
        _changed(fresh, pages.now, sequence=False)
        answers.keep(fresh, pages.now)
        facts.record(f"appointment.{status}", fresh.public_id, {"by": by}, at=pages.now)
    return fresh


@all_or_nothing
def _book(wish: Wish, client: Client, marks: Marks, by: str, clock: Clock) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.span], clock=clock)
    (chosen,) = choose(wish, pages)
    appointment, _ = take(chosen, pages, client, marks, by)
    pages.save()
    return appointment


@all_or_nothing
def _move(
    appointment: Appointment, part: Part, wish: Wish, accepted: str, by: str, clock: Clock
) -> Appointment:
    pages = _locked(appointment, [wish.span], clock)
    fresh = _fresh(appointment)
    if fresh.status != Appointment.Status.BOOKED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    _may_change(fresh, by, pages.now)
    _free([fresh], pages)
    (chosen,) = choose(wish, pages)
    if wish.starts_at != fresh.starts_at:
        _leave_party(fresh)
    _put(fresh, part, chosen, pages, accepted, by)
    pages.save()
    return fresh


def _put(appointment: Appointment, part: Part, chosen: Chosen, pages: Pages, accepted: str, by: str) -> None:
    """Let an appointment whose time was given back have another one. The pages are the caller's to save."""
    before, wish = appointment.starts_at, chosen.wish
    occupy(part, chosen, pages)
    part.agreement = chosen.agreement
    part.starts_at, part.ends_at, part.practitioner_id = wish.starts_at, wish.ends_at, chosen.resources[0]
    part.save(update_fields=["starts_at", "ends_at", "practitioner", *Agreement._fields])
    appointment.starts_at, appointment.ends_at = wish.starts_at, wish.ends_at
    appointment.reaffirmed_at = appointment.excused_at = None
    _changed(appointment, pages.now)
    answers.judge(appointment, part, accepted=accepted if by == CLIENT else None, now=pages.now)
    body = {"from": before.isoformat(), "to": wish.starts_at.isoformat(), "by": by}
    facts.record("appointment.moved", appointment.public_id, body, at=pages.now)


def _leave_party(appointment: Appointment) -> None:
    """What is moved alone is not had together any more."""
    appointment.lead = None
    Appointment.objects.filter(lead=appointment).update(lead=None)


def _locked(appointment: Appointment, more: Sequence[TickSpan], clock: Clock) -> Pages:
    def spans() -> list[TickSpan]:
        party = Q(part__appointment=appointment) | Q(part__appointment__lead=appointment)
        return [*(span_of(claim) for claim in Claim.objects.filter(party)), *more]

    return Pages.lock({appointment.salon_id}, spans, clock=clock)


def _fresh(appointment: Appointment) -> Appointment:
    """The appointment as it is now that the lock is ours. What its client says of it takes no salon's lock, but its."""
    rows = Appointment.objects.select_related("salon", "client")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=appointment.pk)


def _free(appointments: Sequence[Appointment], pages: Pages) -> None:
    claims = Claim.objects.filter(part__appointment__in=appointments)
    resources = list(claims.values_list("resource_id", flat=True))
    claims.delete()
    pages.reread(resources)


def _may_change(appointment: Appointment, by: str, now: datetime) -> None:
    """A client may move or cancel alone until the salon's limit, or until the start when excused; the salon always."""
    if by == CLIENT and now >= appointment.change_until:
        raise Refused(Refusal(TOO_LATE))


def _changed(appointment: Appointment, now: datetime, *, sequence: bool = True) -> None:
    appointment.sequence += sequence
    appointment.changed_at = now
    told = ["reaffirmed_at", "excused_at", "lead"]
    appointment.save(update_fields=["status", "starts_at", "ends_at", "sequence", "changed_at", *told])
