"""Can this offer start then, and who and what would serve it: the one judgement behind pages, doors and bookings."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from psycopg.types.range import TimestamptzRange

from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import WAIT
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import (
    Need,
    Timeline,
    Why,
    lanes_of,
    starts,
    things_at,
    why_never,
)
from unknot.core.hours import TICK_MIN, day_start, instant, local_day, tick_ceil, tick_floor
from unknot.diary import gaps, ruling
from unknot.diary.models import Agreement
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.salons import bridge
from unknot.salons.bridge import Rules
from unknot.salons.models import Lane, Offer, Resource
from unknot.salons.models.resources import MOST_TURNOVER_MIN

TURNOVER = MOST_TURNOVER_MIN // TICK_MIN
"""The most that a resource takes before or after a treatment beside the offer's buffers, in ticks."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants booked: an offer at a start, with a practitioner or with anybody.

    `preferred` is asked first but not insisted upon. `any_time` lifts notice and horizon, for the salon itself. `also`
    are further offers of the same salon that are wanted with it: all at once, or one after the other `in_a_row`, in
    this order or in any.
    """

    offer: Offer
    starts_at: datetime
    practitioner: Resource | None = None
    preferred: Resource | None = None
    any_time: bool = False
    also: tuple[Offer, ...] = ()
    in_a_row: bool = False
    any_order: bool = False

    @property
    def need(self) -> Need:
        """What the offer asks of the lanes."""
        return bridge.need(self.offer, self.offer.salon.step_min)

    @property
    def reach(self) -> tuple[int, int]:
        """What is looked at and locked: the ticks that it could occupy with the turnover of any resource, and as far
        around them as it matters whether it fills a hole.
        """
        starts, ends = self.span
        more = gaps.reach(self.offer.salon) + (TURNOVER if self.offer.salon.has_rules else 0)
        return starts - more, ends + more

    @property
    def span(self) -> tuple[int, int]:
        """The ticks it would occupy, buffers included; widened outwards from a start between two ticks.

        Of several offers the most that they could. What turnover adds is each resource's own matter.
        """
        needs = [bridge.need(offer, self.offer.salon.step_min) for offer in (self.offer, *self.also)]
        lengths = [need.duration for need in needs]
        length = sum(lengths) + WAIT * len(self.also) if self.in_a_row else max(lengths)
        tick = tick_floor(self.starts_at)
        ends = tick + length + max(need.after for need in needs)
        return tick - max(need.before for need in needs), ends + (tick != tick_ceil(self.starts_at))

    @property
    def ends_at(self) -> datetime:
        """The end of the first treatment, without buffers."""
        return self.starts_at + timedelta(minutes=self.offer.duration_min)


@dataclass(frozen=True, slots=True)
class Served:
    """Who and what would serve a wish, as lanes of its salon."""

    practitioner: int
    others: tuple[int, ...]

    @property
    def lanes(self) -> tuple[int, ...]:
        """All of them."""
        return (self.practitioner, *self.others)


def window(rules: Rules, now: datetime) -> tuple[datetime, datetime]:
    """From when (included) until when (excluded) a client may start: notice, and the furthest local day."""
    earliest = now + timedelta(minutes=rules.min_notice_min)
    furthest = local_day(rules.zone, tick_floor(now)) + timedelta(days=rules.horizon_days + 1)
    return earliest, instant(day_start(rules.zone, furthest))


def judge(wish: Wish, timeline: Timeline, lanes: dict[int, int], now: datetime) -> Served | Refusal:
    """Who would serve the wish on this timeline, or why nobody can.

    `lanes` are the salon's resource ids by lane. `slot_taken` is said whenever it could be had in an empty diary.
    """
    need = asked_for(wish, lanes, timeline, now)
    tick = tick_floor(wish.starts_at)
    impossible = never(wish, need, timeline, tick, now)
    if impossible is not None:
        return Refusal(NOT_BOOKABLE, impossible)
    possible = starts(timeline, need, first=tick, last=tick + 1).lanes_at(tick)
    others = things_at(timeline, need, tick)
    if not possible or others is None:
        return Refusal(SLOT_TAKEN)
    order = [lane for lane in fair_order(timeline.day_at(tick), lanes_of(need.who)) if lane in possible]
    liked = [lane for lane in order if wish.preferred is not None and lanes[lane] == wish.preferred.pk]
    return Served((liked or order)[0], others)


def agreement(
    wish: Wish,
    served: Served,
    timeline: Timeline,
    lanes: dict[int, int],
    now: datetime,
    *,
    is_alone: bool = True,
) -> Agreement:
    """The terms on which a wish that was judged to be served is granted; `is_alone` if nothing is taken with it."""
    need = ruling.bound(
        replace(wish.need, who=1 << served.practitioner), wish.offer, timeline, now, any_time=wish.any_time
    )
    own = need.own.get(served.practitioner)
    tick = tick_floor(wish.starts_at)
    salon, hers = wish.offer.salon, served.practitioner
    terms = Agreement(
        claimed=_span(wish.span),
        bookable=None if wish.any_time else TimestamptzRange(*opening(need, Rules.of(salon), now)),
        working=_span(_work_around(timeline, hers, tick)),
        needs_room=need.needs_room,
        needs_equipment=len(need.equipment),
        turnover={
            str(lanes[lane]): [ticks * TICK_MIN for ticks in timeline.turnover[lane]]
            for lane in served.lanes
            if lane in timeline.turnover
        },
        hands_on_max_min=own.limits.hands_on * TICK_MIN if own else 0,
        deep_max_min=own.limits.deep * TICK_MIN if own and need.is_deep else 0,
    )
    return terms.giving(gaps.granted(salon, need, hers, tick, timeline)) if is_alone else terms


def practitioners(salon_ids: list[int]) -> dict[int, dict[int, Resource]]:
    """The practitioners of some salons by lane number. One statement."""
    found: dict[int, dict[int, Resource]] = {salon_id: {} for salon_id in salon_ids}
    rows = Lane.objects.filter(salon_id__in=salon_ids, resource__kind=Resource.Kind.PRACTITIONER)
    for lane in rows.select_related("resource"):
        found[lane.salon_id][lane.number] = lane.resource
    return found


def asked_for(wish: Wish, lanes: dict[int, int], timeline: Timeline, now: datetime) -> Need:
    """The need, narrowed to the practitioner asked for, with what binds each who could give it."""
    need = wish.need
    if wish.practitioner is not None:
        asked = sum(1 << lane for lane, resource in lanes.items() if resource == wish.practitioner.pk)
        need = replace(need, who=need.who & asked)
    return ruling.bound(need, wish.offer, timeline, now, any_time=wish.any_time)


def opening(need: Need, rules: Rules, now: datetime) -> tuple[datetime, datetime]:
    """From when (included) until when (excluded) a client may start with somebody who could give it."""
    if not need.own:
        return window(rules, now)
    first, last = min(own.first for own in need.own.values()), max(own.last for own in need.own.values())
    return instant(first), instant(last)


def _span(ticks: tuple[int, int]) -> TimestamptzRange:
    starts, ends = ticks
    return TimestamptzRange(instant(starts), instant(ends))


def _work_around(timeline: Timeline, lane: int, tick: int) -> tuple[int, int]:
    """The unbroken working time of a lane around one of its working ticks, in absolute ticks."""
    at = tick - timeline.base
    idle = ~timeline.work(lane)
    idle_before, idle_after = idle & stretch(0, at), idle >> at
    ends = at + (idle_after & -idle_after).bit_length() - 1
    return timeline.base + idle_before.bit_length(), timeline.base + ends


def never(wish: Wish, need: Need, timeline: Timeline, tick: int, now: datetime) -> Why | None:
    """Why the wish could not be had in an empty diary either; None where it could."""
    if not need.who:
        return Why.NO_SKILL
    if not wish.any_time:
        earliest, furthest = opening(need, Rules.of(wish.offer.salon), now)
        if wish.starts_at < earliest:
            return Why.TOO_SOON
        if wish.starts_at >= furthest:
            return Why.TOO_FAR
    return why_never(timeline, need, tick, on_tick=tick == tick_ceil(wish.starts_at))
