"""Turning holds into appointments: one, or all that were kept together."""

from collections.abc import Sequence
from typing import NamedTuple

from unknot.core.suitability import Marks
from unknot.diary import together
from unknot.diary.actions import answers
from unknot.diary.actions.answers import Said
from unknot.diary.actions.holds import span_of, spans_of
from unknot.diary.actions.taking import Chosen, all_or_nothing, choose, with_alternatives
from unknot.diary.actions.writing import Taken, insert_appointment, take
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Claim, Hold, Part
from unknot.diary.pages import Pages, TickSpan
from unknot.diary.values import HOLD_USED, SLOT_TAKEN, Refusal, Refused
from unknot.people.models import Client
from unknot.plumbing.clock import Clock


class Coming(NamedTuple):
    """Who comes for one hold. `said` is how she has answered about health; None: nobody has asked her.

    `marks` are what she wishes for on the body; None: what was kept with the hold.
    """

    client: Client
    said: Said | None = None
    marks: Marks | None = None


def confirm(
    held: Hold,
    *,
    client: Client,
    marks: Marks | None = None,
    said: Said | None = None,
    others: Sequence[Coming] = (),
    by: str,
    clock: Clock,
) -> Appointment | Refusal:
    """Turn a hold into an appointment. A hold that has run out still becomes one if nobody took its time.

    A hold that leads others becomes an appointment with each of them, all or none; `others` say who comes for these,
    in their order. See Coming.
    """
    booked = _confirm(held, [Coming(client, said, marks), *others], by, clock)
    if isinstance(booked, Refusal) and not others:
        wish = Wish(held.offer, held.starts_at, held.practitioner)
        return with_alternatives(booked, wish, now=clock())
    return booked


@all_or_nothing
def _confirm(held: Hold, coming: Sequence[Coming], by: str, clock: Clock) -> Appointment:
    holds: list[Hold] = []

    def spans() -> list[TickSpan]:
        holds.extend(_kept_together(held))
        return [*(_wish([each]).reach for each in holds), *spans_of(held)]

    pages = Pages.lock({held.offer.salon_id}, spans, clock=clock)
    if not holds or holds[0].appointment_id is not None:
        raise Refused(Refusal(HOLD_USED))
    is_live = Claim.objects.filter(hold=held).exists() and held.expires_at > pages.now
    anew = [None] * len(holds) if is_live else _anew(holds, pages)
    lead = None
    for each, chosen, who in zip(holds, anew, coming, strict=True):
        made = _become(each, chosen, who, pages, by, lead)
        lead = lead or made
    pages.save()
    assert lead is not None
    return lead


def _kept_together(held: Hold) -> list[Hold]:
    """The hold as it is now and those that it leads, in their order."""
    rows = Hold.objects.filter(pk=held.pk) | Hold.objects.filter(lead=held)
    return [each.extended() for each in rows.select_related("offer__salon", "practitioner").order_by("pk")]


def _wish(holds: Sequence[Hold]) -> Wish:
    first, *others = holds
    also = tuple(each.offer for each in others)
    row = together.are_in_a_row(first, others)
    return Wish(first.offer, first.starts_at, first.practitioner, also=also, in_a_row=row)


def _anew(holds: Sequence[Hold], pages: Pages) -> list[Chosen]:
    """What has run out, taken once more as it was, with the gap benefit that was shown with it. Raises Refused."""
    chosen = choose(_wish(holds), pages)
    for each, how in zip(holds, chosen, strict=True):
        if (how.wish.starts_at, how.resources[0]) != (each.starts_at, each.practitioner_id):
            raise Refused(Refusal(SLOT_TAKEN))
    return [how.giving(each.gap_benefit) for each, how in zip(holds, chosen, strict=True)]


def _become(
    held: Hold, chosen: Chosen | None, who: Coming, pages: Pages, by: str, lead: Appointment | None
) -> Appointment:
    marks = held.marks if who.marks is None else who.marks
    if chosen is None:
        appointment, part = _keep(held, pages, who.client, marks, by, lead)
    else:
        appointment, part = take(chosen, pages, who.client, marks, by, lead)
    if who.said is not None:
        answers.take_over(appointment, part, held, who.said, pages.now)
    Hold.objects.filter(pk=held.pk).update(appointment=appointment)
    return appointment


def _keep(
    held: Hold, pages: Pages, client: Client, marks: Marks, by: str, lead: Appointment | None
) -> tuple[Appointment, Part]:
    """What was held becomes the appointment, whatever its offer has become in the meantime."""
    taken = Taken(held.offer, held.starts_at, held.ends_at, held.practitioner_id, held.agreement)
    appointment, part = insert_appointment(taken, client, marks, by, pages.now, lead)
    claims = Claim.objects.filter(hold=held)
    for claim in claims:
        pages.keep([claim.resource_id], span_of(claim))
    claims.update(hold=None, part=part, expires_at=None)
    return appointment, part
