"""What a salon itself can still book: at one start with somebody, soonest, and nearest to a time that was taken.

Notice and horizon bind clients alone; hours, claims and what keeps a practitioner well bind the salon too.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from unknot.core.availability.causes import Role, least_gaps, why_not
from unknot.core.availability.masks import first, stretch, ticks
from unknot.core.availability.visits import Need, Starts, Timeline, Why, lanes_of, starts
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary import choice, ruling
from unknot.diary.choice import Wish
from unknot.diary.reads.behind import Behind, Cause
from unknot.diary.reads.slots import ALTERNATIVES_AFTER, ALTERNATIVES_BEFORE, ONE_START, timelines
from unknot.diary.values import Slot
from unknot.salons.models import Lane, Offer, Resource, Salon

AHEAD = timedelta(days=28)
NEAREST = 4


class OfferAt(NamedTuple):
    """An offer at a start. Without `never`, `missing` and `causes` it can be had.

    These are as in Reasons, of the causes the least that would have to change.
    """

    offer: Offer
    never: Why | None = None
    missing: tuple[Role, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether it can be booked."""
        return self.never is None and not self.missing and not self.causes


class OffersAt(NamedTuple):
    """What a practitioner gives and whether it can be had, and her starts in the free time of that day."""

    offers: Sequence[OfferAt]
    starts_at: Sequence[datetime]


def offers_at(salon: Salon, practitioner: Resource, starts_at: datetime, *, now: datetime) -> OffersAt:
    """Each offer of a practitioner at an instant. At most five statements, whatever is in the way.

    Where the salon has rules, two or three more.
    """
    by_lane = {lane.number: lane.resource for lane in _lanes(salon)}
    lanes = {number: resource.pk for number, resource in by_lane.items()}
    mine = next((number for number, key in lanes.items() if key == practitioner.pk), None)
    offers = [offer for offer in _offers(salon) if mine is not None and offer.who >> mine & 1]
    timeline = _timeline(salon, starts_at, starts_at + ONE_START, min(now, starts_at))
    tick = tick_floor(starts_at)
    needs = [
        choice.asked_for(Wish(offer, starts_at, practitioner, any_time=True), lanes, timeline, now)
        for offer in offers
    ]
    blocked = [why_not(timeline, need, tick) for need in needs]
    least = [least_gaps(some) for some in blocked]
    behind = Behind.of(salon.pk, [gap for some in least for _, gap in some], by_lane)
    found = [
        OfferAt(
            offer,
            choice.never(Wish(offer, starts_at, practitioner, any_time=True), need, timeline, tick, now),
            tuple(each.role for each in some if not each.gaps),
            behind.told(gaps),
        )
        for offer, need, some, gaps in zip(offers, needs, blocked, least, strict=True)
    ]
    return OffersAt(found, _free_starts(timeline, needs, mine, tick))


def soonest(offer: Offer, *, now: datetime, most: int) -> list[tuple[Resource, list[datetime]]]:
    """The first starts of an offer with each practitioner who gives it, within four weeks: who is soonest comes first.

    Those without any come last. Two statements.
    """
    by_lane = choice.practitioners([offer.salon_id])[offer.salon_id]
    found, need = _starts(offer, by_lane, now, now + AHEAD, now)
    given_by = [lane for lane in lanes_of(need.who) if lane in by_lane]
    mine = {lane: first(found.by_lane.get(lane, 0), most, found.base) for lane in given_by}
    order = sorted(given_by, key=lambda lane: (not mine[lane], mine[lane][:1], by_lane[lane].name))
    return [(by_lane[lane], [instant(tick) for tick in mine[lane]]) for lane in order]


def nearest(offer: Offer, starts_at: datetime, practitioner: Resource, *, now: datetime) -> list[Slot]:
    """The starts nearest to one that was taken, in order of time; hers, where she can at that start. Two statements."""
    by_lane = choice.practitioners([offer.salon_id])[offer.salon_id]
    opens = max(min(now, starts_at), starts_at - ALTERNATIVES_BEFORE)
    found, _ = _starts(offer, by_lane, opens, starts_at + ALTERNATIVES_AFTER, now)
    wanted = tick_floor(starts_at)
    near = sorted(ticks(found.any_of, found.base), key=lambda tick: (abs(tick - wanted), tick))[:NEAREST]
    length = timedelta(minutes=offer.duration_min)
    made = []
    for tick in sorted(near):
        able = [by_lane[lane] for lane in found.lanes_at(tick)]
        who = next((each for each in able if each.pk == practitioner.pk), able[0])
        made.append(Slot(instant(tick), instant(tick) + length, who))
    return made


def _starts(
    offer: Offer, by_lane: dict[int, Resource], opens: datetime, closes: datetime, now: datetime
) -> tuple[Starts, Need]:
    timeline = _timeline(offer.salon, opens, closes, min(now, opens))
    lanes = {lane: resource.pk for lane, resource in by_lane.items()}
    need = choice.asked_for(Wish(offer, opens, any_time=True), lanes, timeline, now)
    return starts(timeline, need, first=tick_ceil(opens), last=tick_ceil(closes)), need


def _timeline(salon: Salon, opens: datetime, closes: datetime, now: datetime) -> Timeline:
    glued = timelines([salon.pk], opens, closes, now)
    return ruling.ruled(glued.get(salon.pk, Timeline(0, 0, (), ())), salon, now)


def _free_starts(timeline: Timeline, needs: Sequence[Need], lane: int | None, tick: int) -> list[datetime]:
    """Where she could begin something on the day that holds a tick, however short it would have to be."""
    day = next((each for each in timeline.days if each.base <= tick < each.base + each.length), None)
    if day is None or lane is None or not needs or lane >= len(timeline.clear):
        return []
    from_ = day.base - timeline.base
    free = timeline.grid(lane, needs[0].step_of(lane)) & timeline.clear[lane]
    return [instant(each) for each in ticks(free & stretch(from_, from_ + day.length), timeline.base)]


def _lanes(salon: Salon) -> list[Lane]:
    return list(Lane.objects.filter(salon=salon).select_related("resource"))


def _offers(salon: Salon) -> list[Offer]:
    """What is sold, each with the salon's row as it was given."""
    offers = list(
        Offer.objects.filter(salon=salon, is_active=True).order_by("treatment", "duration_min", "pk")
    )
    for offer in offers:
        offer.salon = salon
    return offers
