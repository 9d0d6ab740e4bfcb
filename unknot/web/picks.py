"""Dates by quick picks: nobody remembers the day, so each pick stands for the latest day it can mean."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy


@dataclass(frozen=True, slots=True)
class Pick:
    """A stretch of the past. Its latest day counts: the least time has passed since, which is the careful reading."""

    value: str
    label: "Promise | str"
    days_ago: int


PICKS = (
    Pick("today", lazy("Today"), 0),
    Pick("yesterday", lazy("Yesterday"), 1),
    Pick("week", lazy("2 to 7 days ago"), 2),
    Pick("month", lazy("1 to 4 weeks ago"), 7),
    Pick("six_weeks", lazy("4 to 6 weeks ago"), 28),
    Pick("quarter", lazy("6 to 12 weeks ago"), 42),
    Pick("half_year", lazy("3 to 6 months ago"), 89),
    Pick("year", lazy("6 to 12 months ago"), 181),
    Pick("years", lazy("1 to 5 years ago"), 365),
    Pick("long_ago", lazy("More than 5 years ago"), 1826),
)
"""A month counts as its shortest, and so does each other stretch."""


def within(longest_days: int) -> list[tuple[str, str]]:
    """The picks that can still differ where nothing counts for longer than so many days; the last means all before."""
    telling = [each for each in PICKS if each.days_ago <= longest_days + 1]
    before = PICKS[len(telling) :][:1]
    return [(each.value, str(each.label)) for each in telling] + [
        (each.value, _("Longer ago")) for each in before
    ]


def picked(value: str, today: date) -> date | None:
    """The day that a pick stands for, seen from the salon's local `today`; None for no pick."""
    days_ago = next((each.days_ago for each in PICKS if each.value == value), None)
    return None if days_ago is None else today - timedelta(days=days_ago)
