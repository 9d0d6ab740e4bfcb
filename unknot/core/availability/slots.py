"""The one question everybody asks: when can this be booked?"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.starts import grid_mask, starts_mask, work_mask
from unknot.core.hours import DAY_TICKS, TICK_MIN, Exceptions, Weekly, shifts, tick_ceil

_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()


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
    notice_min: int = 0,
    starts_from: datetime,
    starts_until: datetime,
) -> list[int]:
    """Return the ticks of all possible starts in `[starts_from, starts_until)`, sorted.

    A start is not before `now` + notice (exactly then counts), the whole appointment lies in one shift,
    and the appointment with its buffers meets no busy time. `busy` holds spans in ticks, in any order,
    already widened outwards (`tick_floor` of the start, `tick_ceil` of the end). Instants are aware;
    durations, step and buffers are multiples of 5 minutes.

    Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.

    >>> from datetime import UTC
    >>> from unknot.core.hours import WallSpan, instant
    >>> found = slots(
    ...     zone="Europe/Warsaw", weekly=((WallSpan(540, 660),),) * 7, exceptions=(), busy=(),
    ...     duration_min=60, step_min=30, now=datetime(2027, 3, 1, tzinfo=UTC),
    ...     starts_from=datetime(2027, 3, 28, tzinfo=UTC), starts_until=datetime(2027, 3, 29, tzinfo=UTC))
    >>> [f"{instant(tick):%H:%M}" for tick in found]
    ['07:00', '07:30', '08:00']
    """
    earliest = max(tick_ceil(starts_from), tick_ceil(now + timedelta(minutes=notice_min)))
    latest = tick_ceil(starts_until)
    if earliest >= latest:
        return []
    before, duration, after = (
        buffer_before_min // TICK_MIN,
        duration_min // TICK_MIN,
        buffer_after_min // TICK_MIN,
    )
    first_day = (earliest - before) // DAY_TICKS
    last_day = (latest + duration + after) // DAY_TICKS + 1
    base = first_day * DAY_TICKS
    work, grid = _hours(zone, weekly, exceptions, first_day, last_day, step_min // TICK_MIN)
    clear = stretch(0, (last_day + 1) * DAY_TICKS - base)
    for starts, ends in busy:
        clear &= ~stretch(starts - base, ends - base)
    grid &= stretch(earliest - base, latest - base)
    return [base + place for place in ticks(starts_mask(work, grid, clear, duration, before, after))]


@lru_cache(maxsize=1024)
def _hours(
    zone: str, weekly: Weekly, exceptions: Exceptions, first_day: int, last_day: int, step: int
) -> tuple[int, int]:
    """Return working time and grid from the first UTC day (counted since 1970) on, past the last one."""
    found = shifts(
        zone,
        weekly,
        exceptions,
        date.fromordinal(_EPOCH_DAY + first_day - 1),
        date.fromordinal(_EPOCH_DAY + last_day + 1),
    )
    base = first_day * DAY_TICKS
    return work_mask(found, base), grid_mask(found, base, step)
