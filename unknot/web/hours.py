"""A salon's weekly opening hours as lines that people read."""

from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS

from unknot.design import words
from unknot.salons.bridge import opening_week
from unknot.salons.models import Salon


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
    mine = opening_week(salon, today)
    return [
        DayHours(str(WEEKDAYS[n]), [words.wall_span(*span) for span in mine[n]], n == today.weekday())
        for n in range(7)
    ]
