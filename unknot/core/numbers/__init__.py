"""What a salon's visits of some days come to: how full it was, what was earned, who came and who did not."""

from unknot.core.numbers.counting import (
    DAYS_AHEAD,
    Faces,
    Revenue,
    by_days_ahead,
    days_ahead,
    faces,
    middle_of,
    revenue,
    tally,
)
from unknot.core.numbers.hours import WEEK_HOURS, Filled, Lived, filled
from unknot.core.numbers.months import Month, before, month_of
from unknot.core.numbers.shares import LEAST_MIN, LEAST_VISITS, percent
from unknot.core.numbers.visits import Outcome, Source, Visit, is_late

__all__ = [
    "DAYS_AHEAD",
    "LEAST_MIN",
    "LEAST_VISITS",
    "WEEK_HOURS",
    "Faces",
    "Filled",
    "Lived",
    "Month",
    "Outcome",
    "Revenue",
    "Source",
    "Visit",
    "before",
    "by_days_ahead",
    "days_ahead",
    "faces",
    "filled",
    "is_late",
    "middle_of",
    "month_of",
    "percent",
    "revenue",
    "tally",
]
