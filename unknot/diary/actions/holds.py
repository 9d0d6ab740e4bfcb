"""Keeping a slot for somebody for ten minutes, and letting it go."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary.actions.taking import all_or_nothing, choose, glance, with_alternatives
from unknot.diary.choice import Wish
from unknot.diary.models import Claim, Hold
from unknot.diary.pages import Pages, TickSpan, lock_person
from unknot.diary.values import TOO_MANY_HOLDS, Refusal, Refused
from unknot.plumbing.clock import Clock
from unknot.plumbing.ids import new_id
from unknot.salons.models import Offer, Resource

HOLD_MIN = 10
MOST_FOR_AN_ADDRESS = 10


def hold(
    *,
    offer: Offer,
    starts_at: datetime,
    practitioner: Resource | None = None,
    visitor: str = "",
    address: str = "",
    clock: Clock,
) -> Hold | Refusal:
    """Keep a slot for ten minutes.

    `visitor` and `address` are keyed digests or ''. A visitor's earlier hold gives way to the new one, in the same
    transaction; an address with ten live holds is refused an eleventh (`too_many_holds`).
    """
    wish = Wish(offer, starts_at, practitioner)
    hopeless = None if visitor else glance(wish, now=clock())
    taken = hopeless or _take(wish, visitor, address, clock)
    return with_alternatives(taken, wish, now=clock()) if isinstance(taken, Refusal) else taken


@all_or_nothing
def release(held: Hold, *, clock: Clock) -> None:
    """Let a hold go: its time is free at once. What a confirmed one has become stays."""
    pages = Pages.lock({held.offer.salon_id}, lambda: _spans(held), clock=clock)
    _drop(held, pages)
    pages.save()
    held.delete()


@all_or_nothing
def _take(wish: Wish, visitor: str, address: str, clock: Clock) -> Hold:
    lock_person(visitor, address)
    earlier = _live(visitor=visitor, now=clock()).select_related("offer").first() if visitor else None
    salons = {held.offer.salon_id for held in (wish, earlier) if held is not None}
    pages = Pages.lock(salons, lambda: [wish.span, *_spans(earlier)], clock=clock)
    if earlier is not None:
        _drop(earlier, pages)
        earlier.delete()
    if address and _live(address=address, now=pages.now).count() >= MOST_FOR_AN_ADDRESS:
        raise Refused(Refusal(TOO_MANY_HOLDS))
    resources = choose(wish, pages)
    expires_at = pages.now.replace(microsecond=0) + timedelta(minutes=HOLD_MIN)
    held = _insert(wish, resources, expires_at, visitor, address)
    pages.occupy(resources, wish.span, until_s=int(expires_at.timestamp()))
    pages.save()
    return held


def _live(*, now: datetime, **who: str) -> "QuerySet[Hold]":
    """The holds of somebody that have neither run out nor been confirmed."""
    return Hold.objects.filter(expires_at__gt=now, appointment=None, **who)


def _spans(held: Hold | None) -> list[TickSpan]:
    return [] if held is None else [span_of(claim) for claim in Claim.objects.filter(hold=held)]


def _drop(held: Hold, pages: Pages) -> None:
    """Delete a hold's claims and give their time back."""
    resources = list(Claim.objects.filter(hold=held).values_list("resource_id", flat=True))
    Claim.objects.filter(hold=held).delete()
    pages.reread(resources)


def _insert(wish: Wish, resources: list[int], expires_at: datetime, visitor: str, address: str) -> Hold:
    """The hold and its claims in one statement."""
    span = wish.span
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH h AS (INSERT INTO diary_hold (public_id, offer_id, practitioner_id, starts_at, ends_at, expires_at,"
            " visitor, address) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id)"
            " INSERT INTO diary_claim (resource_id, span, hold_id, expires_at)"
            " SELECT r.id, tstzrange(%s, %s), h.id, %s FROM h, unnest(%s::bigint[]) r(id) RETURNING hold_id",
            [
                public_id := new_id(),
                wish.offer.pk,
                resources[0],
                wish.starts_at,
                wish.ends_at,
                expires_at,
                visitor,
                address,
                instant(span[0]),
                instant(span[1]),
                expires_at,
                resources,
            ],
        )
        pk = cursor.fetchone()[0]
    return Hold(
        pk=pk,
        public_id=public_id,
        offer=wish.offer,
        practitioner_id=resources[0],
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        expires_at=expires_at,
        visitor=visitor,
        address=address,
    )


def span_of(claim: Claim) -> TickSpan:
    """A claim's span in ticks, widened outwards."""
    return tick_floor(claim.span.lower), tick_ceil(claim.span.upper)
