"""How far a pregnancy is at the appointment: from the due date, or else from the last period."""

from collections.abc import Mapping
from datetime import date, timedelta

from unknot.core.suitability.moments import When
from unknot.core.suitability.values import Value

GESTATION_DAYS = 280
"""From the first day of the last period to the due date (ACOG Committee Opinion 700)."""
DUE, LAST_PERIOD, AGE = "edd", "lmp", "ga"
"""The follow-ups with the two dates, and the field that stands for the age in the rules."""


def last_day(limit: str) -> int:
    """The age in days of the last day of the first trimester, from weeks and days.

    >>> last_day("13+6"), last_day("12+0")
    (97, 84)
    """
    weeks, _, days = limit.partition("+")
    return int(weeks) * 7 + int(days)


def first_day_after(answer: Mapping[str, Value], limit: str) -> date | None:
    """The first local date after the first trimester, or None when neither date is usable.

    The due date wins over the last period, because it may come from a scan.

    >>> from datetime import UTC, datetime
    >>> due = When(date(2027, 12, 31), datetime(2028, 1, 1, tzinfo=UTC))
    >>> first_day_after({"edd": due}, "13+6")  # 182 days before
    datetime.date(2027, 7, 2)
    """
    after = last_day(limit) + 1
    due, period = answer.get(DUE), answer.get(LAST_PERIOD)
    if isinstance(due, When):
        return due.on - timedelta(days=GESTATION_DAYS - after)
    if isinstance(period, When):
        return period.on + timedelta(days=after)
    return None
