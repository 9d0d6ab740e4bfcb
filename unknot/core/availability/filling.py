"""Which starts fill a hole in the day of the practitioner who would serve them.

A hole is a practitioner's free working time between two claims, or between a claim and an end of her working time. A
treatment fills it when what it leaves of the hole, before and after, is too short to sell. An empty shift has no holes.
"""

from unknot.core.availability.days import Day
from unknot.core.availability.masks import runs, stretch
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Starts, Timeline, lanes_of


def fills(timeline: Timeline, need: Need, lane: int, rest: int) -> int:
    """The starts, possible or not, at which `need` would fill a hole of a lane; as bits from the timeline's base on.

    `rest` is the shortest stretch that can be sold, in ticks, at least 1. What is only held makes no hole: it counts as
    free. Nothing that lies further from the treatment with its buffers than `rest` changes the answer.
    """
    before, after = timeline.buffers(lane, need)
    work = timeline.work(lane)
    free = work & (timeline.clear[lane] | _held(timeline, lane))
    too_much_left = runs(free, before + rest) << before + rest | runs(free, need.duration + after + rest)
    return _holes(free, work & ~free, need.duration + after + rest) & ~too_much_left


def filled(timeline: Timeline, need: Need, found: Starts, rest: int, *, liked: int | None = None) -> int:
    """Those of the found starts at which whoever would serve fills a hole of hers.

    That is who is first in the day's fair order of all who can then; `liked` is asked before her.

    >>> from unknot.core.availability.days import LaneShift
    >>> from unknot.core.availability.masks import ticks
    >>> from unknot.core.availability.visits import glue, starts
    >>> day = Day(0, 288, ((1 << 288) - 1 - (1 << 114),), (LaneShift(0, 100, 140, 100),))
    >>> line, hour = glue([day], now_s=0), Need(12, 1, who=1)
    >>> ticks(filled(line, hour, starts(line, hour, first=0, last=288), 6))
    [100, 101, 102]
    """
    mask = 0
    masks = {lane: fills(timeline, need, lane, rest) for lane in found.by_lane}
    for day in timeline.days:
        left = found.any_of & stretch(day.base - timeline.base, day.base - timeline.base + day.length)
        for lane in _order(day, need, liked) if left else ():
            hers = left & found.by_lane.get(lane, 0)
            mask |= hers & masks.get(lane, 0)
            left &= ~hers
    return mask


def _order(day: Day, need: Need, liked: int | None) -> list[int]:
    return sorted(fair_order(day, lanes_of(need.who)), key=lambda lane: lane != liked)


def _held(timeline: Timeline, lane: int) -> int:
    mask = 0
    for day in timeline.days:
        off = day.base - timeline.base
        for held in day.holds:
            if held.lane == lane:
                mask |= stretch(held.starts + off, held.ends + off)
    return mask


def _holes(free: int, claimed: int, reach: int) -> int:
    """The free ticks of each stretch that touches a claim: all of it behind one, the last `reach` ticks before one."""
    behind = free & ~(free + (free & claimed << 1))
    ahead, way, step = free & claimed >> 1, free, 1
    while step < reach:
        ahead |= way & ahead >> step
        way &= way >> step
        step *= 2
    return behind | ahead
