"""Booking, confirming, moving, cancelling an appointment, and saying who came."""

from collections.abc import Sequence
from datetime import datetime

from unknot.core.suitability import Marks
from unknot.diary.actions import answers
from unknot.diary.actions.answers import Said
from unknot.diary.actions.holds import span_of, spans_of
from unknot.diary.actions.taking import all_or_nothing, choose, glance, with_alternatives
from unknot.diary.actions.writing import Taken, add_claims, insert_appointment
from unknot.diary.choice import Wish
from unknot.diary.models import Agreement, Appointment, Claim, Hold, Part
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import HOLD_USED, NOT_CHANGEABLE, TOO_LATE, Refusal, Refused
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


def confirm(
    held: Hold,
    *,
    client: Client,
    marks: Marks | None = None,
    said: Said | None = None,
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Turn a hold into an appointment. A hold that has run out still becomes one if nobody took its time.

    `marks` are what the client wishes for on the body; None: what was kept with the hold. `said` is how she has
    answered about health; None: nobody has asked her.
    """
    wish = Wish(held.offer, held.starts_at, held.practitioner)
    booked = _confirm(held, wish, client, held.marks if marks is None else marks, said, by, clock)
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
    answers.close(fresh)
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
        answers.keep(fresh, pages.now)
        facts.record(f"appointment.{status}", fresh.public_id, {"by": by}, at=pages.now)
    return fresh


@all_or_nothing
def _book(wish: Wish, client: Client, marks: Marks, by: str, clock: Clock) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.span], clock=clock)
    return _take(wish, pages, client, marks, by)[0]


@all_or_nothing
def _confirm(
    held: Hold,
    wish: Wish,
    client: Client,
    marks: Marks,
    said: Said | None,
    by: str,
    clock: Clock,
) -> Appointment:
    pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.span, *spans_of(held)], clock=clock)
    current = Hold.objects.filter(pk=held.pk).first()
    if current is None or current.appointment_id is not None:
        raise Refused(Refusal(HOLD_USED))
    if Claim.objects.filter(hold=held).exists() and held.expires_at > pages.now:
        appointment, part = _keep(held, pages, client, marks, by)
    else:
        appointment, part = _take(wish, pages, client, marks, by)
    if said is not None:
        answers.take_over(appointment, part, held, said, pages.now)
    Hold.objects.filter(pk=held.pk).update(appointment=appointment)
    return appointment


def _keep(held: Hold, pages: Pages, client: Client, marks: Marks, by: str) -> tuple[Appointment, Part]:
    """What was held becomes the appointment, whatever its offer has become in the meantime."""
    taken = Taken(held.offer, held.starts_at, held.ends_at, held.practitioner_id, held.agreement)
    appointment, part = insert_appointment(taken, client, marks, by, pages.now)
    claims = Claim.objects.filter(hold=held)
    for claim in claims:
        pages.keep([claim.resource_id], span_of(claim))
    claims.update(hold=None, part=part, expires_at=None)
    pages.save()
    return appointment, part


@all_or_nothing
def _move(
    appointment: Appointment, part: Part, wish: Wish, accepted: str, by: str, clock: Clock
) -> Appointment:
    pages = _locked(appointment, [wish.span], clock)
    fresh = _fresh(appointment)
    if fresh.status != Appointment.Status.BOOKED:
        raise Refused(Refusal(NOT_CHANGEABLE))
    _may_change(fresh, by, pages.now)
    before = fresh.starts_at
    _free(fresh, pages)
    resources, part.agreement = choose(wish, pages)
    _occupy(part, resources, wish, pages)
    part.starts_at, part.ends_at, part.practitioner_id = wish.starts_at, wish.ends_at, resources[0]
    part.save(update_fields=["starts_at", "ends_at", "practitioner", *Agreement._fields])
    fresh.starts_at, fresh.ends_at = wish.starts_at, wish.ends_at
    fresh.reaffirmed_at = fresh.excused_at = None
    _changed(fresh, pages.now)
    answers.judge(fresh, part, accepted=accepted if by == CLIENT else None, now=pages.now)
    body = {"from": before.isoformat(), "to": wish.starts_at.isoformat(), "by": by}
    facts.record("appointment.moved", fresh.public_id, body, at=pages.now)
    return fresh


def _take(wish: Wish, pages: Pages, client: Client, marks: Marks, by: str) -> tuple[Appointment, Part]:
    resources, agreement = choose(wish, pages)
    taken = Taken(wish.offer, wish.starts_at, wish.ends_at, resources[0], agreement)
    appointment, part = insert_appointment(taken, client, marks, by, pages.now)
    _occupy(part, resources, wish, pages)
    return appointment, part


def _occupy(part: Part, resources: list[int], wish: Wish, pages: Pages) -> None:
    add_claims(part, resources, wish.span)
    pages.occupy(resources, wish.span)
    pages.save()


def _locked(appointment: Appointment, more: Sequence[TickSpan], clock: Clock) -> Pages:
    def spans() -> list[TickSpan]:
        claims = Claim.objects.filter(part__appointment=appointment)
        return [*(span_of(claim) for claim in claims), *more]

    return Pages.lock({appointment.salon_id}, spans, clock=clock)


def _fresh(appointment: Appointment) -> Appointment:
    """The appointment as it is now that the lock is ours. What its client says of it takes no salon's lock, but its."""
    rows = Appointment.objects.select_related("salon", "client")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=appointment.pk)


def _free(appointment: Appointment, pages: Pages) -> None:
    claims = Claim.objects.filter(part__appointment=appointment)
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
    told = ["reaffirmed_at", "excused_at"]
    appointment.save(update_fields=["status", "starts_at", "ends_at", "sequence", "changed_at", *told])
