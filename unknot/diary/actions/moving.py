"""Moving an appointment, or all that were booked together."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from unknot.core.money.benefit import Benefit
from unknot.diary import gaps, together
from unknot.diary.actions import answers
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.changing import CLIENT, changed, free, fresh, live_followers, locked, may_change
from unknot.diary.actions.taking import Chosen, all_or_nothing, choose, with_alternatives
from unknot.diary.actions.writing import occupy
from unknot.diary.choice import Wish
from unknot.diary.models import Agreement, Appointment, Part
from unknot.diary.pages import Pages
from unknot.diary.values import GAP_GONE, NOT_CHANGEABLE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Resource


def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    practitioner: Resource | None = None,
    accepted: str = "",
    promised: str = "",
    benefit: Benefit | None = None,
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Move an appointment, all or nothing; to the same practitioner if she can, unless one is named.

    A client who leads a party moves all of it. Whatever else is moved to another start leaves its party. Answers about
    health are judged for the new start; a client moves only where they let her, to what she has `accepted`, now or
    before. The gap benefit is judged anew too, and refused (`gap_gone`) where it is no longer what she was `promised`
    (`gaps.shown`); but who moves onto what was kept for her gets its `benefit`, and whom the salon moves keeps hers.
    """
    part, *others = parts = parts_of(appointment, with_party=by == CLIENT)
    wish = Wish(
        part.offer,
        starts_at,
        practitioner,
        preferred=None if practitioner else part.practitioner,
        any_time=by != CLIENT,
        also=tuple(each.offer for each in others),
        in_a_row=together.are_in_a_row(part, others),
    )
    moved = _move(appointment, parts, wish, Seen(accepted, promised, benefit), by, clock)
    return with_alternatives(moved, wish, now=clock()) if isinstance(moved, Refusal) else moved


class Elsewhere(NamedTuple):
    """Where a visit would be moved to."""

    appointment: Appointment
    starts_at: datetime
    practitioner: Resource


@all_or_nothing
def move_all(wanted: Sequence[Elsewhere], *, by: str, clock: Clock) -> list[Appointment]:
    """Move several visits of one salon, or none: refused, when one of them is, for its reason."""
    moved = []
    # By client, as a chain of those who wait does it: who locks several clients' keys locks them in one order.
    for visit, starts_at, practitioner in sorted(
        wanted, key=lambda each: (each.appointment.client_id, each.appointment.pk)
    ):
        made = move(visit, starts_at=starts_at, practitioner=practitioner, by=by, clock=clock)
        if isinstance(made, Refusal):
            raise Refused(made)
        moved.append(made)
    return moved


class Seen(NamedTuple):
    """What a client has seen of a move: what changes in the treatment, and the gap benefit, see `move`."""

    accepted: str = ""
    promised: str = ""
    benefit: Benefit | None = None


@all_or_nothing
def _move(
    appointment: Appointment, parts: Sequence[Part], wish: Wish, seen: Seen, by: str, clock: Clock
) -> Appointment:
    pages = locked(appointment, [wish.reach], clock)
    lead = fresh(appointment)
    party = [lead, *(live_followers(lead) if wish.also else ())]
    if lead.status != Appointment.Status.BOOKED or [each.pk for each in party] != [
        part.appointment_id for part in parts
    ]:
        raise Refused(Refusal(NOT_CHANGEABLE))
    may_change(lead, by, pages.now)
    free(party, pages)
    chosen = [_costing(how, part, seen, by) for how, part in zip(choose(wish, pages), parts, strict=True)]
    if not wish.also and wish.starts_at != lead.starts_at:
        _leave_party(lead)
    for each, part, how in zip(party, parts, chosen, strict=True):
        put(each, part, how, pages, seen.accepted if each is lead else "", by)
    pages.save()
    announce(pages.lanes)
    return lead


def parts_of(appointment: Appointment, *, with_party: bool) -> list[Part]:
    """Its part, then those of the booked appointments that it leads; each keeps the minutes that were booked."""
    mine = Q(appointment=appointment)
    led = Q(appointment__lead=appointment, appointment__status=Appointment.Status.BOOKED)
    rows = Part.objects.filter(mine | led if with_party else mine).order_by("appointment_id")
    parts = list(rows.select_related("offer__salon", "practitioner"))
    for part in parts:
        part.offer.duration_min = part.duration_min
    return parts


def put(appointment: Appointment, part: Part, chosen: Chosen, pages: Pages, accepted: str, by: str) -> None:
    """Let an appointment whose time was given back have another one. The pages are the caller's to save."""
    before, wish = appointment.starts_at, chosen.wish
    occupy(part, chosen, pages)
    list_minor = part.list_minor
    part.agreement = chosen.agreement
    part.cost(list_minor)
    part.starts_at, part.ends_at, part.practitioner_id = wish.starts_at, wish.ends_at, chosen.resources[0]
    part.kept_at = part.shortened_min = None
    kept = ("kept_at", "shortened_min", "price_minor", "off_minor", *Agreement._fields)
    part.save(update_fields=["starts_at", "ends_at", "practitioner", *kept])
    appointment.starts_at, appointment.ends_at = wish.starts_at, wish.ends_at
    appointment.reaffirmed_at = appointment.excused_at = None
    changed(appointment, pages.now)
    answers.judge(appointment, part, accepted=accepted if by == CLIENT else None, now=pages.now)
    body = {"from": before.isoformat(), "to": wish.starts_at.isoformat(), "by": by}
    facts.record("appointment.moved", appointment.public_id, body, at=pages.now)


def _costing(how: Chosen, part: Part, seen: Seen, by: str) -> Chosen:
    """With the gap benefit that the visit gets by this move. Raises Refused."""
    if by != CLIENT:
        return how.giving(part.gap_benefit)
    if seen.benefit is not None:
        return how.giving(seen.benefit)
    if seen.promised and seen.promised != gaps.shown(how.agreement.gap_benefit):
        raise Refused(Refusal(GAP_GONE))
    return how


def _leave_party(appointment: Appointment) -> None:
    """What is moved alone is not had together any more."""
    appointment.lead = None
    Appointment.objects.filter(lead=appointment).update(lead=None)
