"""The free starts of one offer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from unknot.core.availability.stacked import starts_by_day
from unknot.core.availability.turns import Turns, turns, turns_by_day
from unknot.core.availability.visits import Need, Starts, Timeline, glue, lanes_of, starts
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.core.money.benefit import NOTHING
from unknot.diary import bridge, choice, gaps, ruling
from unknot.diary.values import Slot
from unknot.salons.bridge import Rules
from unknot.salons.models import Offer, Resource

STARTS_SHOWN = 3
ONE_START = timedelta(minutes=1)
"""A window with room for one start alone."""
ALTERNATIVES_BEFORE = timedelta(days=7)
ALTERNATIVES_AFTER = timedelta(days=21)
# No offer's buffers, turnover and length, and no hole that it fills, reach further around its start, in ticks.
_AROUND = choice.TURNOVER + gaps.MOST_REST
REACH_BEFORE, REACH_AFTER = 24 + _AROUND, 120 + _AROUND
NO_DAYS = glue([], now_s=0)


def slots(
    offer: Offer,
    *,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None = None,
) -> list[Slot]:
    """Every start of an offer in `[starts_from, starts_until)` that can be booked at `now`, in order of time.

    With a `practitioner` only hers. Each slot names whose turn it is and what comes with it. Two statements.
    """
    people = choice.practitioners([offer.salon_id])[offer.salon_id]
    days = by_day(
        offer,
        {lane: resource.pk for lane, resource in people.items()},
        starts_from=starts_from,
        starts_until=starts_until,
        now=now,
        practitioner=practitioner,
    )
    length, benefit = timedelta(minutes=offer.duration_min), offer.salon.gap_benefit
    return [
        Slot(
            instant(tick),
            instant(tick) + length,
            people[lane],
            benefit if day.fills_hole(tick) else NOTHING,
        )
        for day in days
        for tick, lane in day.in_order
    ]


def by_day(
    offer: Offer,
    lanes: dict[int, int],
    *,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None = None,
) -> Iterator[Turns]:
    """The same starts as bits, day by day; `lanes` are the practitioners' ids by lane. One statement."""
    wish, window = choice.Wish(offer, starts_from, practitioner), (starts_from, starts_until)
    is_plain = not offer.salon.has_rules and not gaps.reach(offer.salon)
    return (_by_day if is_plain else _glued)(wish, lanes, window, now)


def _by_day(
    wish: choice.Wish, lanes: dict[int, int], window: tuple[datetime, datetime], now: datetime
) -> Iterator[Turns]:
    """The turns of a salon without rules and without a gap benefit: a day that stands alone is asked by itself."""
    salon = wish.offer.salon
    need = choice.asked_for(wish, lanes, NO_DAYS, now)
    first, last = bounds(need, Rules.of(salon), *window, now)
    days = bridge.read_packed([salon.pk], *_reach(*window, now)).get(salon.pk, [])
    for found in starts_by_day(days, need, first=first, last=last, now_s=now.timestamp()):
        by_lane = found.by_lane
        if len(by_lane) == 1:
            yield Turns(found.day.base, list(by_lane.items()))
        else:
            yield turns(found.unpacked, lanes_of(need.who), by_lane)


def _glued(
    wish: choice.Wish, lanes: dict[int, int], window: tuple[datetime, datetime], now: datetime
) -> Iterator[Turns]:
    salon = wish.offer.salon
    timeline = timelines([salon.pk], *window, now).get(salon.pk, NO_DAYS)
    timeline = ruling.ruled(timeline, salon, now)
    need = choice.asked_for(wish, lanes, timeline, now)
    found = possible(need, Rules.of(salon), timeline, *window, now)
    filling = gaps.carrying(salon, need, found, timeline)
    return turns_by_day(timeline, lanes_of(need.who), found, filling)


def alternatives(
    offer: Offer, starts_at: datetime, *, now: datetime, practitioner: Resource | None = None
) -> list[Slot]:
    """The three starts nearest to one that was taken, in order of time; with anybody when she has too few."""
    near = slots(
        offer,
        starts_from=max(now, starts_at - ALTERNATIVES_BEFORE),
        starts_until=starts_at + ALTERNATIVES_AFTER,
        now=now,
        practitioner=practitioner,
    )
    if practitioner is not None and len(near) < STARTS_SHOWN:
        return alternatives(offer, starts_at, now=now)
    nearest = sorted(near, key=lambda slot: abs(slot.starts_at - starts_at))[:STARTS_SHOWN]
    return sorted(nearest, key=lambda slot: slot.starts_at)


def timelines(
    salon_ids: list[int], starts_from: datetime, starts_until: datetime, now: datetime
) -> dict[int, Timeline]:
    """The glued days of some salons that a visit starting in the window can meet. One statement."""
    days = bridge.read_days_meeting(salon_ids, *_reach(starts_from, starts_until, now))
    return {salon_id: glue(mine, now_s=now.timestamp()) for salon_id, mine in days.items()}


def _reach(starts_from: datetime, starts_until: datetime, now: datetime) -> tuple[int, int]:
    """The ticks that a visit starting in the window can occupy."""
    return tick_floor(max(starts_from, now)) - REACH_BEFORE, tick_ceil(starts_until) + REACH_AFTER


def possible(
    need: Need,
    rules: Rules,
    timeline: Timeline,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
) -> Starts:
    """The starts of a need in a window, cut to what a client may book."""
    first, last = bounds(need, rules, starts_from, starts_until, now)
    return starts(timeline, need, first=first, last=last)


def bounds(
    need: Need, rules: Rules, starts_from: datetime, starts_until: datetime, now: datetime
) -> tuple[int, int]:
    """The ticks `[first, last)` of a window, cut to what a client may book: notice and horizon."""
    return within(choice.opening(need, rules, now), starts_from, starts_until)


def within(
    opening: tuple[datetime, datetime], starts_from: datetime, starts_until: datetime
) -> tuple[int, int]:
    """The ticks `[first, last)` of a window, cut to what a client may book."""
    earliest, furthest = opening
    return tick_ceil(max(starts_from, earliest)), tick_ceil(min(starts_until, furthest))
