"""What a salon's visits of some days come to: how full it was, what was earned, who came and who did not."""

from unknot.core.numbers.counting import (
    LEADS,
    Faces,
    Takings,
    by_lead,
    faces,
    leads,
    median_lead,
    takings,
    tally,
)
from unknot.core.numbers.hours import WEEK_HOURS, Filled, Lived, filled
from unknot.core.numbers.months import Month, before, month_of
from unknot.core.numbers.shares import LEAST_MIN, LEAST_VISITS, percent
from unknot.core.numbers.visits import Outcome, Source, Visit, is_late

__all__ = [
    "LEADS",
    "LEAST_MIN",
    "LEAST_VISITS",
    "WEEK_HOURS",
    "Faces",
    "Filled",
    "Lived",
    "Month",
    "Outcome",
    "Source",
    "Takings",
    "Visit",
    "before",
    "by_lead",
    "faces",
    "filled",
    "is_late",
    "leads",
    "median_lead",
    "month_of",
    "percent",
    "takings",
    "tally",
]
