"""When the client wants to come: choices become windows of instants, slots become days of a salon's wall."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from unknot.design.words import on_wall

SOONEST_DAYS = 14
WEEK_DAYS = 7
PARTS = {"any": (0, 24), "morning": (0, 12), "afternoon": (12, 17), "evening": (17, 24)}


@dataclass(frozen=True)
class Window:
    """Starts in `[starts_from, starts_until)`."""

    starts_from: datetime
    starts_until: datetime


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone))


def days_wanted(when: str, on_date: date | None, part: str, zone: str, now: datetime) -> list[Window]:
    """The windows to look through in order: one for a day; one for each day where a part of several days is wanted.

    "week" ends with the Sunday of the week that the wall shows: on a Sunday it is that day alone.
    """
    today = on_wall(now, zone).date()
    first = {"tomorrow": today + timedelta(days=1), "day": on_date or today}.get(when, today)
    if when in ("today", "tomorrow", "day"):
        return [_part_of(first, part, zone)]
    days = WEEK_DAYS - today.weekday() if when == "week" else SOONEST_DAYS
    if part in ("", "any"):
        return [Window(now, midnight(today + timedelta(days=days), zone))]
    return [_part_of(today + timedelta(days=ahead), part, zone) for ahead in range(min(days, WEEK_DAYS))]


def _part_of(day: date, part: str, zone: str) -> Window:
    from_hour, until_hour = PARTS.get(part, PARTS["any"])
    ends_on = day + timedelta(days=until_hour // 24)
    return Window(
        datetime.combine(day, time(from_hour), tzinfo=ZoneInfo(zone)),
        datetime.combine(ends_on, time(until_hour % 24), tzinfo=ZoneInfo(zone)),
    )
