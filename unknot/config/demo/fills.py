"""A day of invented visits: 60 to 70 % of everybody's working time, with room left for an hour or more."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final, NamedTuple

from unknot.core.availability.masks import stretch
from unknot.core.availability.visits import Need
from unknot.core.hours import Shift

FULL: Final = (0.72, 0.90)
"""The share of a shift that is aimed at, evenly; what doesn't fit on the grid or finds no room is lost from it."""
POCKET: Final = 18
"""Ticks (an hour and a half) that are left in one piece where a shift has them to spare."""
TRIES: Final = 4

ByLane = Mapping[int, Sequence[Shift]]


class Visit(NamedTuple):
    """An invented visit, in ticks: `menu[dish]` from `starts` to `ends`; `lanes` are occupied in `[opens, closes)`.

    The practitioner's lane comes first.
    """

    dish: int
    starts: int
    ends: int
    opens: int
    closes: int
    lanes: tuple[int, ...]


class Bench:
    """What is occupied on one day, by lane, as bits after the tick `base`."""

    def __init__(self, base: int, busy: Mapping[int, int]) -> None:
        self.base = base
        self.busy = dict(busy)

    def is_free(self, lane: int, bits: int) -> bool:
        return not self.busy.get(lane, 0) & bits

    def take(self, lanes: Sequence[int], bits: int) -> None:
        for lane in lanes:
            self.busy[lane] = self.busy.get(lane, 0) | bits


def day_of_visits(shifts: ByLane, menu: Sequence[Need], bench: Bench, throw: Random) -> Iterator[Visit]:
    """Fill the shifts of one day; visits never share a lane's time with each other or with what is on the bench."""
    for lane, own in sorted(shifts.items()):
        mine = [number for number, need in enumerate(menu) if need.who >> lane & 1]
        if not mine:
            continue
        for shift in own:
            yield from _fill(lane, shift, mine, menu, bench, throw)


def _fill(
    lane: int, shift: Shift, mine: Sequence[int], menu: Sequence[Need], bench: Bench, throw: Random
) -> Iterator[Visit]:
    length = shift.ends - shift.starts
    chosen = _chosen(round(length * throw.uniform(*FULL)), mine, menu, throw)
    gaps = _gaps(length - sum(_grid_length(menu[number]) for number in chosen), len(chosen), throw)
    at = shift.starts
    for number, gap in zip(chosen, gaps, strict=False):
        visit = _placed(lane, number, menu[number], shift, at + gap, bench)
        if visit is not None:
            yield visit
            at = visit.closes


def _chosen(budget: int, mine: Sequence[int], menu: Sequence[Need], throw: Random) -> list[int]:
    """Dishes at random as long as one fits into the budget of ticks, in any order."""
    chosen: list[int] = []
    while fitting := [number for number in mine if _grid_length(menu[number]) <= budget]:
        chosen.append(throw.choice(fitting))
        budget -= _grid_length(menu[chosen[-1]])
    throw.shuffle(chosen)
    return chosen


def _gaps(spare: int, visits: int, throw: Random) -> list[int]:
    """Pauses before each visit; one piece of the spare time stays whole, before a visit or at the end."""
    gaps = [0] * (visits + 1)
    pocket = min(spare, POCKET)
    gaps[throw.randrange(visits + 1)] += pocket
    for _ in range((spare - pocket) // 3):
        gaps[throw.randrange(visits + 1)] += 3
    return gaps


def _placed(lane: int, number: int, need: Need, shift: Shift, at: int, bench: Bench) -> Visit | None:
    """The first start from `at` on the shift's grid, within a few steps, that has everything it needs."""
    starts = at + need.before
    starts += (shift.anchor - starts) % need.step
    for _ in range(TRIES):
        ends = starts + need.duration
        if ends > shift.ends:
            return None
        opens, closes = starts - need.before, ends + need.after
        bits = stretch(opens - bench.base, closes - bench.base)
        lanes = _lanes(lane, need, bits, bench)
        if lanes:
            bench.take(lanes, bits)
            return Visit(number, starts, ends, opens, closes, lanes)
        starts += need.step
    return None


def _lanes(lane: int, need: Need, bits: int, bench: Bench) -> tuple[int, ...]:
    """The practitioner, a room and each piece of equipment, or nothing."""
    found = [lane]
    if not bench.is_free(lane, bits):
        return ()
    for eligible in ((need.rooms,) if need.needs_room else ()) + need.equipment:
        free = next(
            (each for each in _bits(eligible) if each not in found and bench.is_free(each, bits)), None
        )
        if free is None:
            return ()
        found.append(free)
    return tuple(found)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _grid_length(need: Need) -> int:
    """What a visit takes of the shift when the next one starts on the grid again."""
    return -(-need.whole // need.step) * need.step
