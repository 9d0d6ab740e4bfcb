"""The appointment's clock: local days, ends of days, and calendar arithmetic that clips at month ends."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property


@dataclass(frozen=True, slots=True)
class When:
    """A date a client gave. `on` is its local day; `ends_at` is the instant from which hours count.

    That is the moment itself where the time is known, and the end of the local day where it is not.
    """

    on: date
    ends_at: datetime


@dataclass(frozen=True)
class Start:
    """When the appointment starts: an instant in UTC, and the zone of the wall on which it is read."""

    instant: datetime
    zone: tzinfo

    @cached_property
    def local(self) -> datetime:
        """What the wall shows, without its zone."""
        return on_wall(self.instant, self.zone)

    @cached_property
    def on_date(self) -> date:
        """The appointment's local date: `today` in the rules."""
        return self.local.date()


def on_wall(instant: datetime, zone: tzinfo) -> datetime:
    """What the wall of a zone shows at an aware instant, as a naive time.

    >>> from zoneinfo import ZoneInfo
    >>> on_wall(datetime(2027, 3, 28, 1, tzinfo=UTC), ZoneInfo("Europe/Helsinki"))
    datetime.datetime(2027, 3, 28, 4, 0)
    """
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def skipped(local: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of the zone never show this naive time, because they were put forward over it.

    >>> from zoneinfo import ZoneInfo
    >>> [skipped(datetime(2027, 3, 28, hour, 30), ZoneInfo("Europe/Helsinki")) for hour in (2, 3, 4)]
    [False, True, False]
    """
    return on_wall(earlier(local, zone), zone) != local


def earlier(local: datetime, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which the wall shows a naive time; of two the first."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def later(local: datetime, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which the wall shows a naive time; of two the second."""
    return local.replace(tzinfo=zone, fold=1).astimezone(UTC)


def day_end(on_date: date, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which a local day ends.

    >>> from zoneinfo import ZoneInfo
    >>> day_end(date(2027, 6, 4), ZoneInfo("Europe/Helsinki")).isoformat()
    '2027-06-04T21:00:00+00:00'
    """
    return earlier(midnight(on_date + timedelta(days=1)), zone)


def midnight(on_date: date) -> datetime:
    """The naive moment with which a local day begins."""
    return datetime.combine(on_date, time())


def added(on_date: date, count: int, unit: str) -> date:
    """The date so many days, weeks, months or years later on the calendar; month ends clip.

    >>> added(date(2027, 3, 31), 1, "months"), added(date(2024, 2, 29), 5, "years")
    (datetime.date(2027, 4, 30), datetime.date(2029, 2, 28))
    """
    if unit == "days":
        return on_date + timedelta(days=count)
    if unit == "weeks":
        return on_date + timedelta(weeks=count)
    months = on_date.year * 12 + on_date.month - 1 + (count * 12 if unit == "years" else count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(on_date.day, _days_of(year, month + 1)))


def _days_of(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
