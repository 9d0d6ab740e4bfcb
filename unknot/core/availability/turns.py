"""Whose turn each start of a day is: for many starts at once, as bits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from unknot.core.availability.days import Day
from unknot.core.availability.masks import ticks
from unknot.core.availability.visits import Starts, Timeline, fair_order


class Turns(NamedTuple):
    """The starts of one day by practitioners' lanes, no start twice: bit i of a mask is the tick `base` + i."""

    base: int
    by_lane: Sequence[tuple[int, int]]

    @property
    def in_order(self) -> list[tuple[int, int]]:
        """Each start as its tick and the lane whose turn it is, in order of time.

        >>> Turns(100, [(2, 0b1010), (0, 0b0100)]).in_order
        [(101, 2), (102, 0), (103, 2)]
        """
        if len(self.by_lane) == 1:
            lane, mask = self.by_lane[0]
            return [(tick, lane) for tick in ticks(mask, self.base)]
        # Several share a day's few starts: bit by bit beats `ticks` then.
        return sorted((self.base + place, lane) for lane, mask in self.by_lane for place in _places(mask))


def turns(day: Day, lanes: Sequence[int], by_lane: Mapping[int, int]) -> Turns:
    """The starts of one day, each given to the first lane in fair order that can start then.

    `lanes` are all that give the treatment, `by_lane` the starts of each that has any, as bits from `day.base` on.

    >>> from unknot.core.availability.days import LaneShift
    >>> shifts = (LaneShift(0, 0, 24, 0), LaneShift(1, 0, 24, 0))
    >>> turns(Day(0, 288, (0b0001, 0b1111), shifts), [0, 1], {0: 0b0111, 1: 0b0110}).by_lane
    [(1, 6), (0, 1)]
    """
    if len(by_lane) == 1:
        return Turns(day.base, list(by_lane.items()))
    left = _union(by_lane.values())
    found = []
    for lane in fair_order(day, lanes, among=by_lane):
        mine = by_lane[lane] & left
        if mine:
            found.append((lane, mine))
            left ^= mine
    return Turns(day.base, found)


def turns_by_day(timeline: Timeline, lanes: Sequence[int], starts: Starts) -> Iterator[Turns]:
    """The turns of each day that has a start, in order of time."""
    any_of = starts.any_of
    for day in timeline.days:
        off, whole = day.base - timeline.base, (1 << day.length) - 1
        if any_of >> off & whole:
            masks = {lane: mask >> off & whole for lane, mask in starts.by_lane.items()}
            yield turns(day, lanes, {lane: mask for lane, mask in masks.items() if mask})


def _places(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
