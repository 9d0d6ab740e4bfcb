"""Whose turn it is at a start, and at many starts at once, as bits."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from unknot.core.availability.days import SHIFTS_KEPT, Day, LaneShift
from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.visits import Starts, Timeline
from unknot.core.hours import DAY_TICKS


class Turns(NamedTuple):
    """The starts of one day by practitioners' lanes, no start twice: bit i of a mask is the tick `base` + i.

    `filling` are those that fill a hole in the day of whose turn it is (`core.availability.filling`).
    """

    base: int
    by_lane: Sequence[tuple[int, int]]
    filling: int = 0

    def fills_hole(self, tick: int) -> bool:
        """Whether the start at an absolute tick is one of those."""
        return bool(self.filling >> (tick - self.base) & 1)

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


def fair_order(day: Day, lanes: Iterable[int], *, among: Collection[int] | None = None) -> list[int]:
    """The lanes in fair order for a day: who has least to do comes first; on equal work they take turns by day.

    With `among` only these, in the same order.

    >>> shifts = (LaneShift(0, 0, 24, 0), LaneShift(1, 0, 24, 0))
    >>> fair_order(Day(0, 288, (0b1111, 0b0001), shifts), [0, 1])
    [0, 1]
    """
    candidates = sorted(lanes)
    place = {lane: at for at, lane in enumerate(candidates)}
    asked = candidates if among is None else among
    work, clear, count = _work(day.shifts), day.clear, len(candidates)
    turn = day.base // DAY_TICKS
    known = len(clear)
    keys = [
        (
            (work[lane] & ~clear[lane]).bit_count() if lane in work and lane < known else 0,
            (place[lane] - turn) % count,
            lane,
        )
        for lane in asked
    ]
    return [lane for _, _, lane in sorted(keys)]


@lru_cache(maxsize=SHIFTS_KEPT)
def _work(shifts: Sequence[LaneShift]) -> dict[int, int]:
    """The working time of each lane in some shifts of one day."""
    work: dict[int, int] = defaultdict(int)
    for lane, starts, ends, _ in shifts:
        work[lane] |= stretch(starts, ends)
    return dict(work)


def turns(day: Day, lanes: Sequence[int], by_lane: Mapping[int, int], filling: int = 0) -> Turns:
    """The starts of one day, each given to the first lane in fair order that can start then.

    `lanes` are all that give the treatment, `by_lane` the starts of each that has any, as bits from `day.base` on.

    >>> shifts = (LaneShift(0, 0, 24, 0), LaneShift(1, 0, 24, 0))
    >>> turns(Day(0, 288, (0b0001, 0b1111), shifts), [0, 1], {0: 0b0111, 1: 0b0110}).by_lane
    [(1, 6), (0, 1)]
    """
    if len(by_lane) == 1:
        return Turns(day.base, list(by_lane.items()), filling)
    left = _union(by_lane.values())
    found = []
    for lane in fair_order(day, lanes, among=by_lane):
        mine = by_lane[lane] & left
        if mine:
            found.append((lane, mine))
            left ^= mine
    return Turns(day.base, found, filling)


def turns_by_day(
    timeline: Timeline, lanes: Sequence[int], starts: Starts, filling: int = 0
) -> Iterator[Turns]:
    """The turns of each day that has a start, in order of time; `filling` are the starts that fill a hole, as bits."""
    any_of = starts.any_of
    for day in timeline.days:
        off, whole = day.base - timeline.base, (1 << day.length) - 1
        if any_of >> off & whole:
            masks = {lane: mask >> off & whole for lane, mask in starts.by_lane.items()}
            mine = {lane: mask for lane, mask in masks.items() if mask}
            yield turns(day, lanes, mine, filling >> off & whole)


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
