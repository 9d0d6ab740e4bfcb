"""Moving an appointment, or all that were booked together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
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
from unknot.diary.former import DESK, Former, former
from unknot.diary.models import Agreement, Appointment, Part
from unknot.diary.pages import Pages
from unknot.diary.values import CHANGED_MEANWHILE, GAP_GONE, NOT_CHANGEABLE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Resource

UNDO = timedelta(seconds=60)
"""How long the desk may put back what it has moved; the client is told only after that."""


def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    practitioner: Resource | None = None,
    things: Sequence[Resource] = (),
    duration_min: int | None = None,
    seen: int | None = None,
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
    The desk may name rooms and equipment (`things`), make it longer or shorter (`duration_min`), and say which
    sequence it has `seen`: if that is not the visit's any more, nothing is done.
    """
    part, *others = parts = parts_of(appointment, with_party=by == CLIENT)
    part.offer.duration_min = duration_min or part.duration_min
    wish = Wish(
        part.offer,
        starts_at,
        practitioner,
        preferred=None if practitioner else part.practitioner,
        any_time=by != CLIENT,
        things=tuple(things),
        also=tuple(each.offer for each in others),
        in_a_row=together.are_in_a_row(part, others),
    )
    moved = _move(appointment, parts, wish, Seen(accepted, promised, benefit, seen), by, clock)
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
    """What has been seen of a move: what changes in the treatment, the gap benefit, the visit's sequence."""

    accepted: str = ""
    promised: str = ""
    benefit: Benefit | None = None
    sequence: int | None = None


@all_or_nothing
def _move(
    appointment: Appointment, parts: Sequence[Part], wish: Wish, seen: Seen, by: str, clock: Clock
) -> Appointment:
    pages = locked(appointment, [wish.reach], clock)
    return moved_on(pages, appointment, parts, wish, seen, by)


def moved_on(
    pages: Pages, appointment: Appointment, parts: Sequence[Part], wish: Wish, seen: Seen, by: str
) -> Appointment:
    """The same on pages that are locked. Raises Refused."""
    lead = fresh(appointment)
    party = [lead, *(live_followers(lead) if wish.also else ())]
    if lead.status != Appointment.Status.BOOKED or [each.pk for each in party] != [
        part.appointment_id for part in parts
    ]:
        raise Refused(Refusal(NOT_CHANGEABLE))
    if seen.sequence not in (None, lead.sequence):
        raise Refused(Refusal(CHANGED_MEANWHILE))
    may_change(lead, by, pages.now)
    before = [
        former(each, part) if by.startswith(DESK) else None for each, part in zip(party, parts, strict=True)
    ]
    free(party, pages)
    chosen = [
        _costing(how, part, seen, by)
        for how, part in zip(_chosen(wish, pages, before[0]), parts, strict=True)
    ]
    if not wish.also and wish.starts_at != lead.starts_at:
        _leave_party(lead)
    for each, part, how, was in zip(party, parts, chosen, before, strict=True):
        put(each, part, how, pages, seen.accepted if each is lead else "", by, was)
    pages.save()
    # What it leaves is offered to nobody while it may still come back.
    announce(pages.lanes, at=pages.now + UNDO if any(before) else None)
    return lead


def _chosen(wish: Wish, pages: Pages, was: Former | None) -> list[Chosen]:
    """Who and what will serve it: where the desk names no room, in the one that it has, if that is free then too."""
    if was is None or wish.also or wish.things or not was.things:
        return choose(wish, pages)
    own = tuple(Resource.objects.filter(pk__in=was.things).order_by("pk"))
    try:
        return choose(replace(wish, things=own), pages)
    except Refused:
        return choose(wish, pages)


def parts_of(appointment: Appointment, *, with_party: bool) -> list[Part]:
    """Its part, then those of the booked appointments that it leads; each keeps the minutes that were booked."""
    mine = Q(appointment=appointment)
    led = Q(appointment__lead=appointment, appointment__status=Appointment.Status.BOOKED)
    rows = Part.objects.filter(mine | led if with_party else mine).order_by("appointment_id")
    parts = list(rows.select_related("offer__salon", "practitioner"))
    for part in parts:
        part.offer.duration_min = part.duration_min
    return parts


def put(
    appointment: Appointment,
    part: Part,
    chosen: Chosen,
    pages: Pages,
    accepted: str,
    by: str,
    was: Former | None = None,
) -> None:
    """Let an appointment whose time was given back have another one. The pages are the caller's to save.

    `was` says how it stood, where that may be undone: then nobody hears of it before the time for that is over.
    """
    before, wish = appointment.starts_at, chosen.wish
    occupy(part, chosen, pages)
    list_minor = part.list_minor
    part.agreement = chosen.agreement
    part.cost(list_minor)
    part.starts_at, part.ends_at, part.practitioner_id = wish.starts_at, wish.ends_at, chosen.resources[0]
    part.duration_min = wish.offer.duration_min
    part.kept_at = part.shortened_min = None
    kept = ("duration_min", "kept_at", "shortened_min", "price_minor", "off_minor", *Agreement._fields)
    part.save(update_fields=["starts_at", "ends_at", "practitioner", *kept])
    appointment.starts_at, appointment.ends_at = wish.starts_at, wish.ends_at
    appointment.reaffirmed_at = appointment.excused_at = None
    changed(appointment, pages.now)
    answers.judge(appointment, part, accepted=accepted if by == CLIENT else None, now=pages.now)
    body: dict[str, object] = {"from": before.isoformat(), "to": wish.starts_at.isoformat(), "by": by}
    if was:
        body |= {"was": was.as_json(), "sequence": appointment.sequence}
    heard_at = pages.now + UNDO if was else None
    facts.record("appointment.moved", appointment.public_id, body, at=pages.now, heard_at=heard_at)


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
