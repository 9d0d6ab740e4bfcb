"""The unit of the core: a tick is five minutes of elapsed time, counted from 1970-01-01T00:00Z."""

from datetime import UTC, datetime, timedelta
from typing import Final

TICK_MIN: Final = 5
TICK_S: Final = 300
DAY_TICKS: Final = 288  # of 24 elapsed hours; a local day may be longer or shorter

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TICK: Final = timedelta(seconds=TICK_S)


def tick_floor(instant: datetime) -> int:
    """Return the last tick at or before an aware instant.

    Raises TypeError when the instant has no zone.

    >>> tick_floor(datetime(1970, 1, 1, 0, 9, 59, tzinfo=UTC))
    1
    """
    return (instant - _EPOCH) // _TICK


def tick_ceil(instant: datetime) -> int:
    """Return the first tick at or after an aware instant.

    Raises TypeError when the instant has no zone.

    >>> tick_ceil(datetime(1970, 1, 1, 0, 5, 0, 1, tzinfo=UTC))
    2
    """
    return -((_EPOCH - instant) // _TICK)


def instant(tick: int) -> datetime:
    """Return the aware UTC instant at which a tick begins.

    >>> instant(288).isoformat()
    '1970-01-02T00:00:00+00:00'
    """
    return _EPOCH + tick * _TICK


def later(instant: datetime, minutes: float) -> datetime:
    """Return the UTC instant so many elapsed minutes after an aware instant.

    Plain addition would move the wall clock of an instant that carries a zone, not elapsed time.
    Raises TypeError when the instant has no zone.

    >>> later(datetime(2027, 3, 28, tzinfo=UTC), 7.5).isoformat()
    '2027-03-28T00:07:30+00:00'
    """
    return _EPOCH + (instant - _EPOCH) + timedelta(minutes=minutes)
