"""Moving in: what a file of another system says, what of it can be taken, and what not and why."""

from unknot.diary.moving_in.calendars import read_calendar
from unknot.diary.moving_in.mapping import Mapping, Unknown, read_mapping, unknown_words
from unknot.diary.moving_in.plans import plan
from unknot.diary.moving_in.rows import read_rows
from unknot.diary.moving_in.sold import Menu
from unknot.diary.moving_in.values import Left, Person, Plan, Reading, Visit, Why

__all__ = [
    "Left",
    "Mapping",
    "Menu",
    "Person",
    "Plan",
    "Reading",
    "Unknown",
    "Visit",
    "Why",
    "plan",
    "read_calendar",
    "read_mapping",
    "read_rows",
    "unknown_words",
]
