"""Which free starts are most like the last visit's: how a returning client's times are chosen."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

_HOUR_MIN = 60
_DAY_MIN = 1440
_WEEK_DAYS = 7


class WallStart(NamedTuple):
    """A start on the salon's wall: its day, and minutes after that wall's midnight, 0 to 1439."""

    on_date: date
    at_min: int


def most_alike(weekday: int, at_min: int, starts: Sequence[WallStart]) -> list[int]:
    """The places in `starts` of one start for each day, the most like a visit on `weekday` (0 is Monday) first.

    The rule in a sentence: the time nearest to the usual hour, where another weekday or a week's wait weighs as much as
    an hour and less than an hour weighs nothing, the soonest among equals, and no weekday again before each other one
    had its turn.

    Of a day that start is taken which is fewest minutes away from `at_min`, around midnight too; of two the earlier.

    >>> thursday, friday, next_thursday = date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 3)
    >>> free = [WallStart(thursday, 16 * 60), WallStart(thursday, 17 * 60), WallStart(friday, 17 * 60),
    ...         WallStart(next_thursday, 17 * 60 + 30)]
    >>> most_alike(3, 17 * 60 + 30, free)
    [1, 2, 3]
    """
    nearest: dict[date, int] = {}
    for place in sorted(range(len(starts)), key=lambda place: starts[place].at_min):
        day = starts[place].on_date
        if day not in nearest or _apart_min(starts[place], at_min) < _apart_min(starts[nearest[day]], at_min):
            nearest[day] = place
    soonest = min(nearest, default=date.max)
    ranked = sorted(
        nearest.values(),
        key=lambda at: (
            _unlike(starts[at], weekday, at_min) + (starts[at].on_date - soonest).days // _WEEK_DAYS,
            starts[at].on_date,
        ),
    )
    turns: defaultdict[int, int] = defaultdict(int)
    turn_of: dict[int, int] = {}
    for place in ranked:
        own = starts[place].on_date.weekday()
        turn_of[place] = turns[own]
        turns[own] += 1
    return sorted(ranked, key=lambda place: turn_of[place])


def _apart_min(start: WallStart, at_min: int) -> int:
    """Minutes between two times of day, the shorter way around the clock."""
    away = abs(start.at_min - at_min)
    return min(away, _DAY_MIN - away)


def _unlike(start: WallStart, weekday: int, at_min: int) -> int:
    """In hours."""
    return _apart_min(start, at_min) // _HOUR_MIN + (start.on_date.weekday() != weekday)
