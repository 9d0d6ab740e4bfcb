"""The one question everybody asks: when can this be booked?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.starts import clear_mask, grid_mask, starts_mask, work_mask
from unknot.core.hours import DAY_TICKS, TICK_MIN, Exceptions, Weekly, joined, later, shifts, tick_ceil

_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_CHUNK_TICKS: Final = 64 * DAY_TICKS  # a longer window is answered piece by piece, so that cost stays linear


def slots(
    *,
    zone: str,
    now: datetime,
    weekly: Weekly,
    exceptions: Exceptions,
    busy: Sequence[tuple[int, int]],
    duration_min: int,
    step_min: int,
    buffer_before_min: int = 0,
    buffer_after_min: int = 0,
    notice_min: float = 0,
    starts_from: datetime,
    starts_until: datetime,
) -> list[int]:
    """Return the ticks of all possible starts in `[starts_from, starts_until)`, sorted.

    A start is not before `now` + notice (exactly then counts), the whole appointment lies in one shift,
    and the appointment with its buffers meets no busy time. `busy` holds spans in ticks, in any order,
    already widened outwards (`tick_floor` of the start, `tick_ceil` of the end); empty ones are ignored.

    Raises ValueError naming a duration, step or buffer that is no multiple of 5 or too small, TypeError
    for an instant without a zone, zoneinfo.ZoneInfoNotFoundError for an unknown zone.

    >>> from datetime import UTC
    >>> from unknot.core.hours import WallSpan, instant
    >>> found = slots(
    ...     zone="Europe/Warsaw", weekly=((WallSpan(540, 660),),) * 7, exceptions=(), busy=(),
    ...     duration_min=60, step_min=30, now=datetime(2027, 3, 1, tzinfo=UTC),
    ...     starts_from=datetime(2027, 3, 28, tzinfo=UTC), starts_until=datetime(2027, 3, 29, tzinfo=UTC))
    >>> [f"{instant(tick):%H:%M}" for tick in found]
    ['07:00', '07:30', '08:00']
    """
    duration = _ticks_of("duration_min", duration_min, 1)
    step = _ticks_of("step_min", step_min, 1)
    before = _ticks_of("buffer_before_min", buffer_before_min, 0)
    after = _ticks_of("buffer_after_min", buffer_after_min, 0)
    earliest = max(tick_ceil(starts_from), tick_ceil(later(now, notice_min)))
    latest = tick_ceil(starts_until)
    found: list[int] = []
    for since, until, claims in _chunks(earliest, latest, busy, before, duration + after):
        first_day, last_day = (since - before) // DAY_TICKS, (until + duration + after) // DAY_TICKS
        base, length = first_day * DAY_TICKS, (last_day + 1 - first_day) * DAY_TICKS
        work, grid = _hours(zone, weekly, exceptions, first_day, last_day, step)
        clear = clear_mask(claims, base, length)
        starts = starts_mask(work, grid, clear, duration, before, after)
        found += ticks(starts & stretch(since - base, until - base), base)
    return found


def _chunks(
    earliest: int, latest: int, busy: Sequence[tuple[int, int]], before: int, behind: int
) -> Iterator[tuple[int, int, Sequence[tuple[int, int]]]]:
    """Yield the window in pieces, each with the busy spans that may meet an appointment started in it."""
    if latest - earliest <= _CHUNK_TICKS:
        if earliest < latest:
            yield earliest, latest, busy
        return
    claims = list(joined(sorted(span for span in busy if span[0] < span[1])))
    starts, ends = [span[0] for span in claims], [span[1] for span in claims]
    for since in range(earliest, latest, _CHUNK_TICKS):
        until = min(since + _CHUNK_TICKS, latest)
        yield since, until, claims[bisect_right(ends, since - before) : bisect_left(starts, until + behind)]


@lru_cache(maxsize=1024)
def _hours(
    zone: str, weekly: Weekly, exceptions: Exceptions, first_day: int, last_day: int, step: int
) -> tuple[int, int]:
    """Return working time and grid as bits from the first UTC day (counted since 1970) to past the last."""
    day_before, day_after = first_day - 1, last_day + 1  # a local day begins up to 14 hours off the UTC day
    found = shifts(
        zone,
        weekly,
        exceptions,
        date.fromordinal(_EPOCH_DAY + day_before),
        date.fromordinal(_EPOCH_DAY + day_after),
    )
    base = first_day * DAY_TICKS
    return work_mask(found, base), grid_mask(found, base, step)


def _ticks_of(field: str, minutes: int, least: int) -> int:
    """Return minutes as ticks. Raises ValueError naming the field."""
    length, rest = divmod(minutes, TICK_MIN)
    if rest or length < least:
        raise ValueError(
            f"{field} must be a multiple of {TICK_MIN}, at least {least * TICK_MIN}, not {minutes}"
        )
    return length
