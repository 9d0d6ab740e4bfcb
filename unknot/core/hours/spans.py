"""Wall-clock hours as a salon states them: minutes from the midnight of the day on which they begin."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, TypeAlias

WALL_DAY_MIN: Final = 1440


class _Minutes(NamedTuple):
    from_min: int
    to_min: int


class WallSpan(_Minutes):
    """A stretch `[from_min, to_min)` of the wall clock, in minutes from the midnight of its day.

    `to_min` over 1440 crosses midnight; a span is at most 24 hours long and belongs to the day it begins.
    Raises ValueError naming the field that is outside its limits or not a multiple of 5.

    >>> WallSpan(22 * 60, 28 * 60)
    WallSpan(from_min=1320, to_min=1680)
    """

    __slots__ = ()

    def __new__(cls, from_min: int, to_min: int) -> "WallSpan":
        """Check both limits, then make the span."""
        if not 0 <= from_min < WALL_DAY_MIN:
            raise ValueError(f"from_min must be at least 0 and below {WALL_DAY_MIN}, not {from_min}")
        if from_min % 5:
            raise ValueError(f"from_min must be a multiple of 5, not {from_min}")
        if not from_min < to_min <= from_min + WALL_DAY_MIN:
            raise ValueError(f"to_min must be 1 to {WALL_DAY_MIN} minutes after from_min, not {to_min}")
        if to_min % 5:
            raise ValueError(f"to_min must be a multiple of 5, not {to_min}")
        return super().__new__(cls, from_min, to_min)


Weekly: TypeAlias = tuple[tuple[WallSpan, ...], ...]
"""Seven entries, Monday first: the spans that begin on each weekday."""

Exceptions: TypeAlias = tuple[tuple[date, tuple[WallSpan, ...]], ...]
"""For each named day the spans that begin on it instead of the weekly ones; none closes the day."""


def joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the sorted spans `[starts, ends)` with those that touch or overlap made one.

    >>> list(joined([(0, 5), (5, 7), (6, 6), (9, 10)]))
    [(0, 7), (9, 10)]
    """
    run: tuple[int, int] | None = None
    for starts, ends in spans:
        if run is None:
            run = (starts, ends)
        elif starts <= run[1]:
            run = (run[0], max(run[1], ends))
        else:
            yield run
            run = (starts, ends)
    if run is not None:
        yield run
