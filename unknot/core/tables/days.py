"""Days and times as people write them: 31.12.2026, 12/31/2026, 2026-12-31, 31. joulukuuta 2026, klo 14.30, 2:30 PM."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

DAY_FIRST: Final = "day_first"
MONTH_FIRST: Final = "month_first"
FIRST_YEAR, LAST_YEAR = 1900, 2199
CENTURY: Final = 2000
NOON: Final = 12

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})(?:\2 ?|\. ?)(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)? ?(?:of )?([^\W\d_]{3,})\.?,? ?(\d{4})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})")
_TIME = re.compile(
    r"(?:klo\.? ?|um |at )?(\d{1,2})(?:[:.h](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)? ?(uhr|[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mo|tu|we|th|fr|sa|su|di|mi|do|so|ma|ti|ke|to|pe|la)[^\W\d_]*\.?,? +", re.IGNORECASE
)
_MONTHS: Final = (
    ("jan", "jän", "tammi"),
    ("feb", "helmi"),
    ("mar", "mär", "maalis"),
    ("apr", "huhti"),
    ("may", "mai", "touko"),
    ("jun", "kesä"),
    ("jul", "heinä"),
    ("aug", "elo"),
    ("sep", "syys"),
    ("oct", "okt", "loka"),
    ("nov", "marras"),
    ("dec", "dez", "joulu"),
)


class NoSuchDay(ValueError):
    """It reads like a day, but the calendar has none such: 31.02."""


def day_order(texts: Iterable[str]) -> str | None:
    """Whether day or month comes first in dates with slashes, where one of them tells; None where none does.

    >>> day_order(["03/04/2027", "03/25/2027"])
    'month_first'
    """
    for text in texts:
        found = _NUMBERS.match(text.strip())
        if found and found[2] == "/":
            first, second = int(found[1]), int(found[3])
            if first > NOON >= second:
                return DAY_FIRST
            if second > NOON >= first:
                return MONTH_FIRST
    return None


def read_day(text: str, order: str = DAY_FIRST) -> date:
    """The day that a text names. Raises NoSuchDay for one that no calendar has, ValueError for what is no day.

    >>> read_day("31.12.2026"), read_day("4/5/27", MONTH_FIRST)
    (datetime.date(2026, 12, 31), datetime.date(2027, 4, 5))
    """
    bare = _without_weekday(text)
    day, end = _day_at(bare, order)
    if end != len(bare):
        raise ValueError("no day")
    return day


def read_time(text: str) -> time:
    """The time of day that a text names, seconds left out. Raises ValueError.

    >>> read_time("klo 14.30"), read_time("2:30 PM")
    (datetime.time(14, 30), datetime.time(14, 30))
    """
    found = _TIME.fullmatch(text.strip())
    if not found or (found[2] is None and not found[3] and not text.strip().lower().startswith("klo")):
        raise ValueError("no time")
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower().replace(".", "")
    if half in ("am", "pm"):
        if not 1 <= hour <= NOON:
            raise ValueError("no time")
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute)


def read_moment(text: str, order: str = DAY_FIRST) -> datetime:
    """A day with a time: on some wall, or aware where the text has an offset. Raises as `read_day` and `read_time`.

    >>> read_moment("2027-03-01T09:30:00Z").isoformat()
    '2027-03-01T09:30:00+00:00'
    """
    bare = _without_weekday(text)
    if re.match(r"\d{4}-\d\d-\d\dT", bare):
        try:
            moment = datetime.fromisoformat(bare)
        except ValueError:
            _day_at(bare, order)
            raise
        return moment.replace(second=0, microsecond=0)
    day, end = _day_at(bare, order)
    return datetime.combine(day, read_time(bare[end:].lstrip(" ,T;")))


def _day_at(text: str, order: str) -> tuple[date, int]:
    """The day with which a text begins, and where it ends."""
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3])), found.end()
    if found := _NUMBERS.match(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        month_first = order == MONTH_FIRST and found[2] == "/"
        day, month = (second, first) if month_first else (first, second)
        return _day(year if year > 99 else CENTURY + year, month, day), found.end()
    if found := _NAMED.match(text):
        return _day(int(found[3]), _month(found[2]), int(found[1])), found.end()
    if found := _NAMED_FIRST.match(text):
        return _day(int(found[3]), _month(found[1]), int(found[2])), found.end()
    raise ValueError("no day")


def _without_weekday(text: str) -> str:
    """A weekday before the day says nothing; a month's name does, and stays."""
    found = _WEEKDAY.match(text.strip())
    return text.strip() if not found or _month_or_none(found.group()) else text.strip()[found.end() :]


def _month(name: str) -> int:
    month = _month_or_none(name)
    if month is None:
        raise ValueError("no month")
    return month


def _month_or_none(name: str) -> int | None:
    lowered = name.lower()
    return next((n for n, begins in enumerate(_MONTHS, start=1) if lowered.startswith(begins)), None)


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDay
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay from None
