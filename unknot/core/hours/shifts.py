"""Shifts: working time as the clock really ran, cut into stretches whose starts hang on one grid."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from unknot.core.hours.days import day_start, local_day, wall_midnight
from unknot.core.hours.offsets import offsets
from unknot.core.hours.spans import WALL_DAY_MIN, Exceptions, Weekly, joined
from unknot.core.hours.ticks import TICK_MIN

_LOOK_DAYS: Final = 6  # a span reaches two wall days, a run longer than one day shows within three more


class Shift(NamedTuple):
    """A stretch `[starts, ends)` of working time, in ticks; its starts hang on the grid of tick `anchor`."""

    starts: int
    ends: int
    anchor: int


@lru_cache(maxsize=2048)
def shifts(
    zone: str, weekly: Weekly, exceptions: Exceptions, first_day: date, last_day: date
) -> tuple[Shift, ...]:
    """Return all working time of the local days `first_day` to `last_day`, sorted, never overlapping.

    An instant is working time when the wall clock shows a time inside a span, so a skipped hour is no time
    and a repeated hour counts twice. Each unbroken run of it is one shift, anchored at the run's first
    instant even where that lies before `first_day`. A run longer than 24 elapsed hours comes in touching
    pieces: anchored at its first instant, then at each local midnight inside it.

    Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone. Where a clock changed off the 5-minute ticks
    (at 00:01: America/St_Johns until 2011, Antarctica/Casey until 2022), a shift loses the minutes that do
    not fill a tick.

    >>> from unknot.core.hours import WallSpan, instant
    >>> sunday = ((), (), (), (), (), (), (WallSpan(60, 300),))  # 01:00-05:00, but 02:00-03:00 is skipped
    >>> (night,) = shifts("Europe/Warsaw", sunday, (), date(2027, 3, 28), date(2027, 3, 28))
    >>> instant(night.starts).isoformat(), night.ends - night.starts, night.anchor == night.starts
    ('2027-03-28T00:00:00+00:00', 36, True)
    """
    lower, upper = day_start(zone, first_day), day_start(zone, last_day + timedelta(days=1))
    walls = _walls(weekly, exceptions, first_day, last_day)
    return tuple(
        Shift(max(piece.starts, lower), min(piece.ends, upper), piece.anchor)
        for starts, ends in _runs(zone, walls)
        for piece in _pieces(zone, starts, ends)
        if piece.starts < upper and piece.ends > lower
    )


def _walls(
    weekly: Weekly, exceptions: Exceptions, first_day: date, last_day: date
) -> tuple[tuple[int, int], ...]:
    """Return the open stretches of the wall clock around the days, merged, in wall minutes since 1970."""
    replaced = dict(exceptions)
    spans: list[tuple[int, int]] = []
    for ordinal in range(first_day.toordinal() - _LOOK_DAYS, last_day.toordinal() + _LOOK_DAYS + 1):
        day = date.fromordinal(ordinal)
        midnight = wall_midnight(day)
        hours = replaced.get(day, weekly[day.weekday()])
        spans.extend((midnight + span.from_min, midnight + span.to_min) for span in hours)
    return tuple(joined(sorted(spans)))


def _runs(zone: str, walls: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield the unbroken runs of minutes since 1970 at which the wall clock shows an open one."""
    if not walls:
        return
    pieces = offsets(zone, walls[0][0] - 2 * WALL_DAY_MIN, walls[-1][1] + 2 * WALL_DAY_MIN)
    instants = (
        (max(piece.from_min, opens - piece.offset_min), min(piece.to_min, closes - piece.offset_min))
        for piece in pieces
        for opens, closes in walls
        if opens - piece.offset_min < piece.to_min and closes - piece.offset_min > piece.from_min
    )
    yield from joined(instants)


def _pieces(zone: str, from_min: int, to_min: int) -> Iterator[Shift]:
    """Yield one run as a shift, or as one for each local day it touches when it is longer than 24 hours."""
    starts, ends = -(-from_min // TICK_MIN), to_min // TICK_MIN
    if to_min - from_min > WALL_DAY_MIN:
        first, last = local_day(zone, starts).toordinal(), local_day(zone, ends).toordinal()
        for ordinal in range(first + 1, last + 1):
            cut = day_start(zone, date.fromordinal(ordinal))
            if starts < cut < ends:
                yield Shift(starts, cut, starts)
                starts = cut
    if starts < ends:
        yield Shift(starts, ends, starts)
