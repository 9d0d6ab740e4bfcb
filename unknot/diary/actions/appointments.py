"""Booking, confirming, moving, cancelling an appointment, and saying who came."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from unknot.diary.actions.holds import span_of
from unknot.diary.actions.taking import all_or_nothing, choose, glance, with_alternatives
from unknot.diary.actions.writing import add_claims, insert_appointment
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Claim, Hold, Part
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import HOLD_USED, NOT_CHANGEABLE, TOO_LATE, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Offer, Resource

CLIENT = "client"


def book(
    *,
    offer: Offer,
    starts_at: datetime,
    client: Client,
    practitioner: Resource | None = None,
    focus: Sequence[str] = (),
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Book a slot at once. `client` is not saved yet; it is saved in the same transaction."""
    wish = Wish(offer, starts_at, practitioner, any_time=by != CLIENT)
    booked = glance(wish, now=clock()) or _book(wish, client, focus, by, clock)
    return with_alternatives(booked, wish, now=clock()) if isinstance(booked, Refusal) else booked


def confirm(
    held: Hold, *, client: Client, focus: Sequence[str] = (), by: str, clock: Clock
) -> Appointment | Refusal:
    """Turn a hold into an appointment. A hold that has run out still becomes one if nobody took its time."""
    wish = Wish(held.offer, held.starts_at, held.practitioner)
    booked = _confirm(held, wish, client, focus, by, clock)
    return with_alternatives(booked, wish, now=clock()) if isinstance(booked, Refusal) else booked


def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    practitioner: Resource | None = None,
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Move an appointment of one part, all or nothing; to the same practitioner if she can, unless one is named."""
    part = appointment.parts.select_related("offer__salon", "practitioner").get()
    wish = Wish(
        part.offer,
        starts_at,
        practitioner,
        preferred=None if practitioner else part.practitioner,
        any_time=by != CLIENT,
    )
    moved = _move(appointment, part, wish, by, clock)
    return with_alternatives(moved, wish, now=clock()) if isinstance(moved, Refusal) else moved


@all_or_nothing
def cancel(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """Cancel an appointment and free its time. To cancel it again changes nothing."""
    pages = _locked(appointment, (), clock)
    fresh = _fresh(appointment)
    if not fresh.is_live:
        return fresh
    _may_change(fresh, by, pages.now)
    _free(fresh, pages)
    pages.save()
    fresh.status = Appointment.Status.CANCELLED
    _changed(fresh, pages.now)
    body = {"salon": fresh.salon.public_id, "starts_at": fresh.starts_at.isoformat(), "by": by}
    facts.record("appointment.cancelled", fresh.public_id, body, at=pages.now)
    return fresh


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
        facts.record(f"appointment.{status}", fresh.public_id, {"by": by}, at=pages.now)
    return fresh


@all_or_nothing
def _book(wish: Wish, client: Client, focus: Sequence[str], by: str, clock: Clock) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.span], clock=clock)
    return _take(wish, pages, client, focus, by)


@all_or_nothing
def _confirm(
    held: Hold, wish: Wish, client: Client, focus: Sequence[str], by: str, clock: Clock
) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.span], clock=clock)
    current = Hold.objects.filter(pk=held.pk).first()
    if current is None or current.appointment_id is not None:
        raise Refused(Refusal(HOLD_USED))
    claims = Claim.objects.filter(hold=held)
    resources = list(claims.values_list("resource_id", flat=True))
    if resources and held.expires_at > pages.now:
        appointment, part = insert_appointment(wish, held.practitioner_id, client, focus, by, pages.now)
        claims.update(hold=None, part=part, expires_at=None)
        pages.keep(resources, wish.span)
        pages.save()
    else:
        appointment = _take(wish, pages, client, focus, by)
    Hold.objects.filter(pk=held.pk).update(appointment=appointment)
    return appointment


@all_or_nothing
def _move(appointment: Appointment, part: Part, wish: Wish, by: str, clock: Clock) -> Appointment:
    pages = _locked(appointment, [wish.span], clock)
    fresh = _fresh(appointment)
    if fresh.status != Appointment.Status.BOOKED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    _may_change(fresh, by, pages.now)
    before = fresh.starts_at
    _free(fresh, pages)
    resources = choose(wish, pages)
    add_claims(part, resources, wish.span)
    pages.occupy(resources, wish.span)
    pages.save()
    Part.objects.filter(pk=part.pk).update(
        starts_at=wish.starts_at, ends_at=wish.ends_at, practitioner_id=resources[0]
    )
    fresh.starts_at, fresh.ends_at = wish.starts_at, wish.ends_at
    _changed(fresh, pages.now)
    body = {"from": before.isoformat(), "to": wish.starts_at.isoformat(), "by": by}
    facts.record("appointment.moved", fresh.public_id, body, at=pages.now)
    return fresh


def _take(wish: Wish, pages: Pages, client: Client, focus: Sequence[str], by: str) -> Appointment:
    resources = choose(wish, pages)
    appointment, part = insert_appointment(wish, resources[0], client, focus, by, pages.now)
    add_claims(part, resources, wish.span)
    pages.occupy(resources, wish.span)
    pages.save()
    return appointment


def _locked(appointment: Appointment, more: Sequence[TickSpan], clock: Clock) -> Pages:
    def spans() -> list[TickSpan]:
        claims = Claim.objects.filter(part__appointment=appointment)
        return [*(span_of(claim) for claim in claims), *more]

    return Pages.lock({appointment.salon_id}, spans, clock=clock)


def _fresh(appointment: Appointment) -> Appointment:
    """The appointment as it is now that the lock is ours."""
    return Appointment.objects.select_related("salon", "client").get(pk=appointment.pk)


def _free(appointment: Appointment, pages: Pages) -> None:
    claims = Claim.objects.filter(part__appointment=appointment)
    resources = list(claims.values_list("resource_id", flat=True))
    claims.delete()
    pages.reread(resources)


def _may_change(appointment: Appointment, by: str, now: datetime) -> None:
    """A client may move or cancel alone until the salon's limit before the start; the salon always."""
    limit = appointment.starts_at - timedelta(minutes=appointment.salon.change_notice_min)
    if by == CLIENT and now >= limit:
        raise Refused(Refusal(TOO_LATE))


def _changed(appointment: Appointment, now: datetime, *, sequence: bool = True) -> None:
    appointment.sequence += sequence
    appointment.changed_at = now
    appointment.save(update_fields=["status", "starts_at", "ends_at", "sequence", "changed_at"])
