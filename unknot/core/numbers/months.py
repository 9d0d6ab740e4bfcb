"""A month by a salon's wall calendar, as far as it has gone."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from unknot.core.hours import day_start, instant


class Month(NamedTuple):
    """The local days `first` to `last` as the instants `[starts_at, ends_at)`; a month that goes on ends now."""

    first: date
    last: date
    starts_at: datetime
    ends_at: datetime
    is_over: bool

    @property
    def text(self) -> str:
        """2027-03."""
        return f"{self.first:%Y-%m}"


def before(first: date) -> date:
    """The first day of the month before.

    >>> before(date(2027, 1, 1))
    datetime.date(2026, 12, 1)
    """
    return (first - timedelta(days=1)).replace(day=1)


def month_of(day: date, zone: str, now: datetime) -> Month:
    """The month that holds a local day, until `now` where it is not over yet.

    >>> from datetime import UTC
    >>> month_of(date(2027, 3, 9), "Europe/Helsinki", datetime(2027, 6, 1, tzinfo=UTC)).ends_at.isoformat()
    '2027-03-31T21:00:00+00:00'
    """
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    starts_at, ends_at = instant(day_start(zone, first)), instant(day_start(zone, after))
    return Month(
        first, after - timedelta(days=1), starts_at, max(starts_at, min(ends_at, now)), ends_at <= now
    )
