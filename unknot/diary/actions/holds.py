"""Keeping a slot for somebody for ten minutes, and letting it go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from psycopg.types.json import Jsonb

from unknot.core.hours import tick_ceil, tick_floor
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.taking import Chosen, Claimed, all_or_nothing, choose, glance, with_alternatives
from unknot.diary.choice import Wish
from unknot.diary.models import Agreement, Claim, Hold
from unknot.diary.pages import Pages, TickSpan, lock_person
from unknot.diary.together import are_in_a_row
from unknot.diary.values import TOO_MANY_HOLDS, Refusal, Refused
from unknot.plumbing.clock import Clock
from unknot.plumbing.ids import new_id
from unknot.salons.models import Offer, Resource

HOLD_MIN = 10
MOST_FOR_AN_ADDRESS = 10
_INSERT = """
WITH h AS (INSERT INTO diary_hold (public_id, offer_id, practitioner_id, starts_at, ends_at, expires_at,
  visitor, address, added, lead_id, claimed, bookable, working, needs_room, needs_equipment, turnover, hands_on_max_min,
  deep_max_min, gap_percent, gap_off_minor, gap_extra)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id)
INSERT INTO diary_claim (resource_id, span, pair, place, hold_id, expires_at)
SELECT r.id, tstzrange(r.since, r.until), r.pair, r.place, h.id, %s
FROM h, unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::smallint[])
  r(id, since, until, pair, place) RETURNING hold_id
"""


def hold(
    *,
    offer: Offer,
    starts_at: datetime,
    practitioner: Resource | None = None,
    also: Sequence[Offer] = (),
    in_a_row: bool = False,
    any_order: bool = False,
    visitor: str = "",
    address: str = "",
    clock: Clock,
) -> Hold | Refusal:
    """Keep a slot for ten minutes; with `also` one for each further offer of the salon, all or none.

    They start together, each with a practitioner of its own, or follow each other `in_a_row`: in the order asked for,
    or in any that is possible where that does as well. The first in time leads the rest.
    `visitor` and `address` are keyed digests or ''. What a visitor already holds is answered as it is, so that a time
    tapped twice is one hold with one end. Another earlier hold of theirs gives way to the new one, in the same
    transaction: it ends at once, or stays untouched when the new one is refused. At the same start the practitioner
    of the earlier is asked first. An address with ten live holds is refused an eleventh (`too_many_holds`).
    """
    wish = Wish(
        offer, starts_at, practitioner, also=tuple(also), in_a_row=in_a_row, any_order=in_a_row and any_order
    )
    hopeless = None if visitor else glance(wish, now=clock())
    taken = hopeless or _take(wish, visitor, address, clock)
    return with_alternatives(taken, wish, now=clock()) if isinstance(taken, Refusal) else taken


@all_or_nothing
def release(held: Hold, *, clock: Clock) -> None:
    """Let a hold go: its time is free at once. What a confirmed one has become stays."""
    pages = Pages.lock({held.offer.salon_id}, lambda: spans_of(held), clock=clock)
    _drop(held, pages)
    pages.save()
    announce(pages.lanes)
    held.delete()  # and those that it leads


@all_or_nothing
def end(held: Hold, *, clock: Clock) -> None:
    """Let a hold run out now: its time is free at once, and its row stays for who comes back to its page."""
    pages = Pages.lock({held.offer.salon_id}, lambda: spans_of(held), clock=clock)
    _drop(held, pages)
    pages.save()
    announce(pages.lanes)
    if held.expires_at > pages.now:
        _end(held, pages.now)


@all_or_nothing
def _take(wish: Wish, visitor: str, address: str, clock: Clock) -> Hold:
    lock_person(visitor, address)
    earlier = _earlier(visitor, clock())
    if earlier is not None and _serves(earlier, wish):
        return earlier
    if earlier is not None and earlier.starts_at == wish.starts_at:
        wish = replace(wish, preferred=earlier.practitioner)
    salons = {held.offer.salon_id for held in (wish, earlier) if held is not None}
    pages = Pages.lock(salons, lambda: [wish.reach, *spans_of(earlier)], clock=clock)
    if earlier is not None:
        _drop(earlier, pages)
        _end(earlier, pages.now)
    if address and _live(address=address, now=pages.now).count() >= MOST_FOR_AN_ADDRESS:
        raise Refused(Refusal(TOO_MANY_HOLDS))
    expires_at = pages.now.replace(microsecond=0) + timedelta(minutes=HOLD_MIN)
    first, *others = choose(wish, pages)
    held = insert_hold(first, expires_at, visitor, address, None)
    for each in others:
        insert_hold(each, expires_at, "", "", held)
    for each in (first, *others):
        each.occupy(pages, until_s=int(expires_at.timestamp()))
    pages.save()
    return held


def _live(*, now: datetime, **who: str) -> "QuerySet[Hold]":
    """The holds of somebody that have neither run out nor been confirmed."""
    return Hold.objects.filter(expires_at__gt=now, appointment=None, **who)


def _earlier(visitor: str, now: datetime) -> Hold | None:
    if not visitor:
        return None
    return _live(visitor=visitor, now=now).select_related("offer", "practitioner").first()


def _serves(held: Hold, wish: Wish) -> bool:
    """Whether what is held is already what is wished for."""
    offers = [offer.pk for offer in (wish.offer, *wish.also)]
    if held.starts_at != wish.starts_at or held.offer_id not in (offers if wish.any_order else offers[:1]):
        return False
    others = list(held.followers.order_by("pk"))
    kept = [each.offer_id for each in (held, *others)]
    if held.extras != wish.offer.added:
        return False
    if kept != offers and not (wish.any_order and sorted(kept) == sorted(offers)):
        return False
    if others and are_in_a_row(held, others) != wish.in_a_row:
        return False
    hers = (held, *others)[kept.index(wish.offer.pk)].practitioner_id
    return wish.practitioner is None or wish.practitioner.pk == hers


def _end(held: Hold, now: datetime) -> None:
    """A hold that gave way has run out; its row stays, so that its page can say what became of it."""
    Hold.objects.filter(Q(pk=held.pk) | Q(lead=held)).update(expires_at=now.replace(microsecond=0))


def spans_of(held: Hold | None) -> list[TickSpan]:
    """The spans that a hold and those it leads claim, none when there is no hold."""
    return [] if held is None else [span_of(claim) for claim in claims_of(held)]


def claims_of(held: Hold) -> "QuerySet[Claim]":
    """What a hold and those it leads claim."""
    return Claim.objects.filter(Q(hold=held) | Q(hold__lead=held))


def _drop(held: Hold, pages: Pages) -> None:
    """Delete the claims of a hold and of those it leads, and give their time back."""
    resources = list(claims_of(held).values_list("resource_id", flat=True))
    claims_of(held).delete()
    pages.reread(resources)


def insert_hold(chosen: Chosen, expires_at: datetime, visitor: str, address: str, lead: Hold | None) -> Hold:
    """The hold and its claims in one statement. The pages are the caller's to occupy."""
    wish = chosen.wish
    terms: list[Any] = list(chosen.agreement._replace(turnover=None))
    terms[Agreement._fields.index("turnover")] = Jsonb(chosen.agreement.turnover)
    added: Any = Jsonb([each._asdict() for each in wish.offer.added])
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                public_id := new_id(),
                wish.offer.pk,
                chosen.resources[0],
                wish.starts_at,
                wish.ends_at,
                expires_at,
                visitor,
                address,
                added,
                lead.pk if lead else None,
                *terms,
                expires_at,
                *Claimed.columns(chosen.claims),
            ],
        )
        pk = cursor.fetchone()[0]
    held = Hold(
        pk=pk,
        public_id=public_id,
        offer=wish.offer,
        practitioner_id=chosen.resources[0],
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        expires_at=expires_at,
        visitor=visitor,
        address=address,
        lead=lead,
    )
    held.agreement = chosen.agreement
    held.extras = wish.offer.added
    return held


def span_of(claim: Claim) -> TickSpan:
    """A claim's span in ticks, widened outwards."""
    return tick_floor(claim.span.lower), tick_ceil(claim.span.upper)
