"""Local days: when they begin, how long they are, which one an instant belongs to."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from unknot.core.hours.offsets import offsets
from unknot.core.hours.spans import WALL_DAY_MIN
from unknot.core.hours.ticks import TICK_MIN

_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
# A wall midnight and its instant are less than this apart, even where Pacific/Apia jumped over a day.
_REACH_MIN: Final = 2 * WALL_DAY_MIN


def wall_midnight(on_date: date) -> int:
    """Return the minutes the wall clock shows at a day's midnight, counted from 1970-01-01 on the wall."""
    return (on_date.toordinal() - _EPOCH_DAY) * WALL_DAY_MIN


def wall_date(wall_min: int) -> date:
    """Return the day that a minute of the wall clock belongs to."""
    return date.fromordinal(wall_min // WALL_DAY_MIN + _EPOCH_DAY)


@lru_cache(maxsize=65536)
def day_start(zone: str, on_date: date) -> int:
    """Return the tick at which a local day begins: its first instant, 00:00 or where the clock skips to.

    A day that the zone never had (Pacific/Apia 2011-12-30) begins where the next one does, and is empty.
    Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.

    >>> from unknot.core.hours.ticks import instant
    >>> instant(day_start("Africa/Cairo", date(2027, 4, 30))).isoformat()  # no midnight: 24:00 became 01:00
    '2027-04-29T22:00:00+00:00'
    """
    midnight = wall_midnight(on_date)
    for piece in offsets(zone, midnight - _REACH_MIN, midnight + _REACH_MIN):
        if piece.to_min + piece.offset_min > midnight:
            first = max(piece.from_min, midnight - piece.offset_min)
            return -(-first // TICK_MIN)
    raise AssertionError("no offset reaches two days")  # pragma: no cover


def day_ticks(zone: str, on_date: date) -> int:
    """Return the length of a local day in ticks: 288, less or more where the clock changes.

    >>> [day_ticks("Europe/Warsaw", date(2027, *month_day)) for month_day in ((3, 28), (3, 29), (10, 31))]
    [276, 288, 300]
    """
    return day_start(zone, on_date + timedelta(days=1)) - day_start(zone, on_date)


def local_day(zone: str, tick: int) -> date:
    """Return the local day that a tick belongs to: what the wall calendar shows when it begins.

    >>> local_day("Asia/Kathmandu", 0)
    datetime.date(1970, 1, 1)
    """
    minute = tick * TICK_MIN
    return wall_date(minute + offsets(zone, minute, minute + 1)[0].offset_min)
