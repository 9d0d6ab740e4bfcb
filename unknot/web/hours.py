"""A salon's weekly opening hours as lines that people read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS

from unknot.design import words
from unknot.salons.models import Salon

DAY_MIN = 1440


@dataclass(frozen=True)
class DayHours:
    """One weekday's hours; none when closed."""

    weekday: str
    spans: list[str]
    is_today: bool


def week(salon: Salon, today: date) -> list[DayHours]:
    """Monday to Sunday; nothing when the hours are unknown. `today` on the salon's wall."""
    if salon.hours_source == Salon.HoursSource.UNKNOWN:
        return []
    spans: dict[int, list[str]] = defaultdict(list)
    for row in salon.weekly_hours.filter(lane=None):
        spans[row.weekday].append(f"{_wall(row.from_min)}–{_wall(row.to_min)}")
    return [DayHours(str(WEEKDAYS[n]), spans[n], n == today.weekday()) for n in range(7)]


def _wall(minutes: int) -> str:
    """Minutes after midnight as the reader writes a time of day; midnight at the end is 24:00."""
    shown = minutes if minutes <= DAY_MIN else minutes - DAY_MIN
    return words.time_of_day(*divmod(shown, 60))
