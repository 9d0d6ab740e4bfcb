"""How full the hours of the week were: working time, and what of it was taken, by the wall clock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from unknot.core.availability.masks import stretch
from unknot.core.hours import TICK_MIN
from unknot.core.hours.days import wall_date
from unknot.core.hours.offsets import offsets

WEEK_HOURS: Final = tuple((weekday, hour) for weekday in range(7) for hour in range(24))
HOUR_MIN: Final = 60
DAY_MIN: Final = 1440

Runs = Iterable[Sequence[int]]


class Lived(NamedTuple):
    """One practitioner's days in ticks: when she worked, when visits took her time, when it was not to be had."""

    working: Runs
    visits: Runs
    blocked: Runs


class Filled(NamedTuple):
    """Minutes that could be had, and those of them that visits took."""

    working_min: int
    taken_min: int


def filled(zone: str, starts: int, ends: int, lives: Iterable[Lived]) -> Mapping[tuple[int, int], Filled]:
    """For each weekday (0 is Monday) and hour of the wall clock the working time and what was taken of it.

    Over the ticks `[starts, ends)`. A skipped hour has no time, a repeated one counts twice. Working time that was
    blocked is none; what a visit takes outside working time is not counted.

    >>> monday = filled("Europe/Helsinki", 0, 288, [Lived([(84, 108)], [(84, 90)], [(96, 102)])])
    >>> monday[3, 9], monday[3, 10]  # 1970-01-01 was a Thursday
    (Filled(working_min=60, taken_min=30), Filled(working_min=30, taken_min=0))
    """
    length = max(ends - starts, 0)
    masks = [_masks(each, starts, length) for each in lives]
    found = dict.fromkeys(WEEK_HOURS, Filled(0, 0))
    for key, hour in _hours(zone, starts, starts + length).items():
        working = sum((each & hour).bit_count() for each, _ in masks)
        taken = sum((each & hour).bit_count() for _, each in masks)
        found[key] = Filled(working * TICK_MIN, taken * TICK_MIN)
    return found


def _masks(life: Lived, base: int, length: int) -> tuple[int, int]:
    """What could be had, and what of it was taken."""
    within = stretch(0, length)
    working = _union(life.working, base) & ~_union(life.blocked, base) & within
    return working, working & _union(life.visits, base)


def _union(runs: Runs, base: int) -> int:
    mask = 0
    for starts, ends, *_ in runs:
        mask |= stretch(starts - base, ends - base)
    return mask


def _hours(zone: str, starts: int, ends: int) -> dict[tuple[int, int], int]:
    """The ticks of each hour of the week, as bits from `starts` on."""
    found: dict[tuple[int, int], int] = {}
    for key, from_min, to_min in _wall_hours(zone, starts * TICK_MIN, ends * TICK_MIN):
        # A tick belongs to the hour in which it begins.
        from_, to = -(-from_min // TICK_MIN), -(-to_min // TICK_MIN)
        found[key] = found.get(key, 0) | stretch(from_ - starts, to - starts)
    return found


def _wall_hours(zone: str, from_min: int, to_min: int) -> Iterator[tuple[tuple[int, int], int, int]]:
    """The stretches `[from, to)`, in minutes since 1970, over which the wall clock shows one hour."""
    if from_min >= to_min:
        return
    for piece in offsets(zone, from_min, to_min):
        at, end = max(piece.from_min, from_min), min(piece.to_min, to_min)
        while at < end:
            wall = at + piece.offset_min
            until = min(at + HOUR_MIN - wall % HOUR_MIN, end)
            yield (wall_date(wall).weekday(), wall % DAY_MIN // HOUR_MIN), at, until
            at = until
