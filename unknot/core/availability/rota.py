"""Working time cut to what is open, and handed out by day."""

from collections.abc import Sequence

from unknot.core.availability.days import LaneShift
from unknot.core.hours import Shift


def within(own: Sequence[Shift], open_: Sequence[Shift]) -> tuple[Shift, ...]:
    """The time of `own` shifts that also lies in `open_` ones; both sorted, never overlapping.

    Its starts hang on the later of the two anchors: the moment from which both were there.

    >>> within([Shift(10, 20, 10)], [Shift(0, 12, 0), Shift(15, 30, 15)])
    (Shift(starts=10, ends=12, anchor=10), Shift(starts=15, ends=20, anchor=15))
    """
    found = []
    mine = theirs = 0
    while mine < len(own) and theirs < len(open_):
        a, b = own[mine], open_[theirs]
        starts, ends = max(a.starts, b.starts), min(a.ends, b.ends)
        if starts < ends:
            found.append(Shift(starts, ends, max(a.anchor, b.anchor)))
        if a.ends <= b.ends:
            mine += 1
        else:
            theirs += 1
    return tuple(found)


def on_day(lane: int, shifts: Sequence[Shift], base: int, length: int) -> list[LaneShift]:
    """The part of a lane's shifts in the day `[base, base + length)`, in ticks after `base`.

    >>> on_day(3, [Shift(90, 110, 90)], 100, 288)
    [LaneShift(lane=3, starts=0, ends=10, anchor=-10)]
    """
    found = []
    for shift in shifts:
        starts, ends = max(shift.starts - base, 0), min(shift.ends - base, length)
        if starts < ends:
            found.append(LaneShift(lane, starts, ends, shift.anchor - base))
    return found
