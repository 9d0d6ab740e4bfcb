"""OpenStreetMap's `opening_hours` strings into weekly hours, where a weekly table can hold what they say.

The grammar is the `opening_hours` package's, not ours: it reads the string, and the weekly hours are read off
its own answer for one week. What we add is the refusal of everything that one week can't show.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, TypeAlias

# The package's type stub leaves ParserError out.
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from unknot.core.hours import WallSpan, Weekly

Run: TypeAlias = tuple[int, int]
"""Minutes from a day's midnight, `[from, to)`."""

MONDAY: Final = date(2026, 3, 2)
"""The week the table is read from; any will do, for what depends on the date was refused before."""
WEEKDAYS: Final = 7
DAY_MIN: Final = 24 * 60
LATEST_END_MIN: Final = DAY_MIN + 6 * 60
"""A shift ends at most six hours after midnight; a longer run is cut at midnights."""
HOLIDAY_COUNTRY: Final = "FI"
HOLIDAY_YEARS: Final = (2020, 2035)
"""Enough holidays of one country to see what a string does on a holiday that is a Monday, a Tuesday …"""

WEEKLY_WORDS: Final = re.compile(
    r"(?:24/7|(?:Mo|Tu|We|Th|Fr|Sa|Su)\b|PH\b(?! [+-])|closed\b|open\b|\d\d:\d\d|[-,; ])*"
)


class Reason(StrEnum):
    """Why a string can't become weekly hours."""

    SYNTAX = "syntax"
    COMMENT = "comment"
    UNKNOWN_STATE = "unknown_state"
    SUN = "sun"
    OPEN_END = "open_end"
    FALLBACK = "fallback"
    SCHOOL_HOLIDAYS = "school_holidays"
    HOLIDAY_HOURS = "holiday_hours"
    PART_OF_YEAR = "part_of_year"
    ODD_MINUTES = "odd_minutes"
    NEVER_OPEN = "never_open"


TELLTALES: Final = (
    (Reason.COMMENT, re.compile(r'"')),
    (Reason.UNKNOWN_STATE, re.compile(r"\bunknown\b")),
    (Reason.SUN, re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b")),
    (Reason.FALLBACK, re.compile(r"\|\|")),
    (Reason.SCHOOL_HOLIDAYS, re.compile(r"\bSH\b")),
    (Reason.OPEN_END, re.compile(r"\d\+")),
)
"""In this order, what gives a reason away; whatever else is not weekly is about a part of the year."""


@dataclass(frozen=True)
class Hours:
    """What a string says in wall time; on public holidays the same, or closed."""

    weekly: Weekly
    closed_on_public_holidays: bool


@dataclass(frozen=True)
class Unparseable:
    """A string that no weekly table can hold, with why."""

    text: str
    reason: Reason


def opening_hours(text: str) -> Hours | Unparseable:
    """Read an `opening_hours` value. Never raises; nothing is guessed.

    Runs that touch at midnight are one span of the day they begin; one that ends after six the next morning
    is cut at each midnight.
    """
    if "\0" in text:
        return Unparseable(text, Reason.SYNTAX)
    try:
        parsed = OpeningHours(text)
    except ParserError:
        return Unparseable(text, Reason.SYNTAX)
    reason = _reason(str(parsed))
    if reason:
        return Unparseable(text, reason)
    runs = _week(parsed)
    if not any(runs):
        return Unparseable(text, Reason.NEVER_OPEN)
    if any(minute % 5 for day in runs for run in day for minute in run):
        return Unparseable(text, Reason.ODD_MINUTES)
    closed = _closed_on_holidays(text, runs)
    if closed is None:
        return Unparseable(text, Reason.HOLIDAY_HOURS)
    return Hours(tuple(tuple(WallSpan(*run) for run in day) for day in runs), closed)


def _reason(normal: str) -> Reason | None:
    if WEEKLY_WORDS.fullmatch(normal):
        return None
    told = (reason for reason, telltale in TELLTALES if telltale.search(normal))
    return next(told, Reason.PART_OF_YEAR)


def _week(parsed: OpeningHours) -> list[list[Run]]:
    """The runs that begin on each day of a week, Monday first, in minutes from the day's midnight."""
    days: list[list[Run]] = [[] for _ in range(WEEKDAYS)]
    for starts, ends in _open(parsed, MONDAY - timedelta(weeks=1), MONDAY + timedelta(weeks=2)):
        for day, run in _by_day(starts, ends):
            index = (day - MONDAY).days
            if 0 <= index < WEEKDAYS:
                days[index].append(run)
    return days


def _by_day(starts: datetime, ends: datetime) -> Iterator[tuple[date, Run]]:
    midnight = datetime.combine(starts.date(), time())
    if _minutes(ends - midnight) <= LATEST_END_MIN:
        yield starts.date(), (_minutes(starts - midnight), _minutes(ends - midnight))
        return
    while midnight < ends:
        from_min, to_min = max(0, _minutes(starts - midnight)), min(DAY_MIN, _minutes(ends - midnight))
        yield midnight.date(), (from_min, to_min)
        midnight += timedelta(days=1)


def _closed_on_holidays(text: str, runs: list[list[Run]]) -> bool | None:
    """True: closed; False: as on any other day; None: hours of their own."""
    if not re.search(r"\bPH\b", text):
        return False
    parsed = OpeningHours(text, country=HOLIDAY_COUNTRY)
    seen = set()
    for day in _holidays():
        night_before = runs[day.weekday() - 1]
        from_min = max((to_min - DAY_MIN for _, to_min in night_before), default=0)
        usual = _clipped(runs[day.weekday()], from_min)
        held = _clipped([run for _, run in _on(parsed, day)], from_min)
        if held and held != usual:
            return None
        if usual:
            seen.add(not held)
    return seen.pop() if len(seen) == 1 else None


def _on(parsed: OpeningHours, day: date) -> Iterator[tuple[date, Run]]:
    for starts, ends in _open(parsed, day, day + timedelta(days=1)):
        yield from _by_day(starts, ends)


def _clipped(runs: list[Run], from_min: int) -> list[Run]:
    """What the runs leave of the day from a minute on, until its midnight."""
    return [(max(a, from_min), min(b, DAY_MIN)) for a, b in runs if b > from_min and a < DAY_MIN]


@cache
def _holidays() -> tuple[date, ...]:
    """The first public holiday on each weekday in the years looked at."""
    first, last = (date(year, 1, 1) for year in HOLIDAY_YEARS)
    found: dict[int, date] = {}
    for starts, ends in _open(OpeningHours("PH", country=HOLIDAY_COUNTRY), first, last):
        for day, _ in _by_day(starts, ends):
            found.setdefault(day.weekday(), day)
    return tuple(found.values())


def _open(parsed: OpeningHours, first: date, end: date) -> Iterator[tuple[datetime, datetime]]:
    """The open runs between two midnights, in wall time."""
    midnights = (datetime.combine(day, time()) for day in (first, end))
    for starts, ends, state, _ in parsed.intervals(*midnights):
        if state == State.OPEN:
            yield starts, ends


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
