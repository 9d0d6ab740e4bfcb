"""A question to `unknot slots` as read from JSON, checked field by field."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final, NamedTuple, NoReturn
from zoneinfo import ZoneInfo

from unknot.core.hours import Exceptions, WallSpan, Weekly, tick_ceil, tick_floor

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2200
LONGEST_MIN: Final = 7 * 1440  # of a duration, a step or a buffer
LONGEST_NOTICE_MIN: Final = 10 * 366 * 1440
LONGEST_WINDOW: Final = timedelta(days=10 * 366)
MOST: Final = {"cases": 100_000, "hours": 1_000, "exceptions": 20_000, "busy": 500_000}

_REQUIRED: Final = ("zone", "now", "hours", "duration_min", "step_min", "from", "to")
_OPTIONAL: Final = ("exceptions", "busy", "buffer_before_min", "buffer_after_min", "notice_min")
_AT_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00", re.ASCII)
_ON_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))",
    re.ASCII,
)


class BadInput(Exception):
    """What is wrong with the input: the path of a field, and why."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep the path and the reason apart and join them for reading."""
        super().__init__(f"{path}: {reason}" if path else reason)


class Question(NamedTuple):
    """One case, ready for `core.availability.slots`; `busy` is in ticks, widened outwards."""

    zone: str
    now: datetime
    weekly: Weekly
    exceptions: Exceptions
    busy: tuple[tuple[int, int], ...]
    duration_min: int
    step_min: int
    buffer_before_min: int
    buffer_after_min: int
    notice_min: float
    starts_from: datetime
    starts_until: datetime


class Fields(dict[str, Any]):
    """A JSON object that remembers which names were given twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        """Keep the last value of each name, and the first name that came again."""
        super().__init__(pairs)
        self.repeated: str | None = None
        if len(self) != len(pairs):
            self.repeated = next(
                name for name, times in Counter(name for name, _ in pairs).items() if times > 1
            )


def question(given: Any, path: str) -> Question:
    """Return the case found at `path` of the input ("" for the only one). Raises BadInput."""
    fields = _object(given, path, _REQUIRED, _OPTIONAL)
    at = f"{path}." if path else ""
    starts_from, starts_until = (_instant(fields[name], at + name) for name in ("from", "to"))
    if starts_from >= starts_until:
        raise BadInput(f"{at}to", "must be after from")
    if starts_until - starts_from > LONGEST_WINDOW:
        raise BadInput(f"{at}to", f"must be at most {LONGEST_WINDOW.days} days after from")
    return Question(
        zone=_zone(fields["zone"], f"{at}zone"),
        now=_instant(fields["now"], f"{at}now"),
        weekly=_weekly(fields["hours"], f"{at}hours"),
        exceptions=_exceptions(fields.get("exceptions", []), f"{at}exceptions"),
        busy=_busy(fields.get("busy", []), f"{at}busy"),
        duration_min=_minutes(fields["duration_min"], f"{at}duration_min", least=5),
        step_min=_minutes(fields["step_min"], f"{at}step_min", least=5),
        buffer_before_min=_minutes(fields.get("buffer_before_min", 0), f"{at}buffer_before_min"),
        buffer_after_min=_minutes(fields.get("buffer_after_min", 0), f"{at}buffer_after_min"),
        notice_min=_number(fields.get("notice_min", 0), f"{at}notice_min", LONGEST_NOTICE_MIN),
        starts_from=starts_from,
        starts_until=starts_until,
    )


def field_name(name: str) -> str:
    """Return a name as it can stand on one line of a terminal."""
    return name if name.isascii() and name.isprintable() and name else ascii(name)


def _object(given: Any, path: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Fields:
    at = f"{path}." if path else ""
    if not isinstance(given, Fields):
        raise BadInput(path, "must be an object")
    if given.repeated is not None:
        raise BadInput(at + field_name(given.repeated), "given twice")
    for name in given:
        if name not in required and name not in optional:
            raise BadInput(at + field_name(name), "unknown field")
    for name in required:
        if name not in given:
            raise BadInput(at + name, "missing")
    return given


def _list(given: Any, path: str, most: int) -> list[Any]:
    if not isinstance(given, list):
        raise BadInput(path, "must be a list")
    if len(given) > most:
        raise BadInput(path, f"must have at most {most} entries")
    return given


def _text(given: Any, path: str) -> str:
    if not isinstance(given, str):
        raise BadInput(path, "must be a string")
    return given


def _zone(given: Any, path: str) -> str:
    name = _text(given, path)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadInput(path, "must be the name of a time zone, such as Europe/Warsaw") from None
    return name


def _number(given: Any, path: str, most: int) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise BadInput(path, "must be a number")
    if not 0 <= given <= most:  # also what NaN fails
        raise BadInput(path, f"must be a number from 0 to {most}")
    return given


def _minutes(given: Any, path: str, least: int = 0) -> int:
    minutes = _number(given, path, LONGEST_MIN)
    if minutes % 5 or minutes < least:
        raise BadInput(path, f"must be a multiple of 5 minutes, {least} or more")
    return int(minutes)


def _instant(given: Any, path: str) -> datetime:
    shape = _INSTANT.fullmatch(_text(given, path))
    if shape is None:
        _refuse_instant(path)
    day, clock, fraction, sign, hours, minutes = shape.groups()
    digits = fraction or ""
    behind = timedelta(hours=int(hours), minutes=int(minutes)) if sign else timedelta(0)
    try:
        local = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError:
        _refuse_instant(path)
    if not FIRST_YEAR - 1 <= local.year <= LAST_YEAR + 1:
        _refuse_year(path)
    micros = int(digits[:6].ljust(6, "0"))
    if micros == 0 and digits.strip("0"):
        micros = 1  # less than a microsecond past a full second is still past it
    offset = timezone(-behind if sign == "-" else behind)
    moment = local.replace(microsecond=micros, tzinfo=offset).astimezone(UTC)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        _refuse_year(path)
    return moment


def _refuse_instant(path: str) -> NoReturn:
    raise BadInput(path, "must be an instant with its offset, such as 2027-03-28T08:00:00Z")


def _refuse_year(path: str) -> NoReturn:
    raise BadInput(path, f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}")


def _at_min(given: Any, path: str, *, ends: bool) -> int:
    shape = _AT_TIME.fullmatch(_text(given, path))
    if shape is None or (not ends and given == "24:00"):
        raise BadInput(path, "must be a time of day from 00:00 to " + ("24:00" if ends else "23:55"))
    minute = int(given[:2]) * 60 + int(given[3:])
    if minute % 5:
        raise BadInput(path, "must be a multiple of 5 minutes")
    return minute


def _span(from_: Any, to: Any, from_path: str, to_path: str) -> WallSpan:
    from_min, to_min = _at_min(from_, from_path, ends=False), _at_min(to, to_path, ends=True)
    return WallSpan(from_min, to_min if to_min > from_min else to_min + 1440)


def _weekly(given: Any, path: str) -> Weekly:
    by_day: list[list[WallSpan]] = [[] for _ in WEEKDAYS]
    for index, entry in enumerate(_list(given, path, MOST["hours"])):
        at = f"{path}[{index}]"
        fields = _object(entry, at, ("days", "from", "to"))
        span = _span(fields["from"], fields["to"], f"{at}.from", f"{at}.to")
        for place, day in enumerate(_list(fields["days"], f"{at}.days", len(WEEKDAYS))):
            if day not in WEEKDAYS:
                raise BadInput(f"{at}.days[{place}]", f"must be one of {', '.join(WEEKDAYS)}")
            by_day[WEEKDAYS.index(day)].append(span)
    return tuple(tuple(sorted(set(spans))) for spans in by_day)


def _exceptions(given: Any, path: str) -> Exceptions:
    replaced: dict[date, tuple[WallSpan, ...]] = {}
    for index, entry in enumerate(_list(given, path, MOST["exceptions"])):
        at = f"{path}[{index}]"
        fields = _object(entry, at, ("on_date", "hours"))
        on_date = _date(fields["on_date"], f"{at}.on_date")
        if on_date in replaced:
            raise BadInput(f"{at}.on_date", f"{on_date} has an exception already")
        spans: set[WallSpan] = set()
        for place, pair in enumerate(_list(fields["hours"], f"{at}.hours", MOST["hours"])):
            here = f"{at}.hours[{place}]"
            if not isinstance(pair, list) or len(pair) != 2:
                raise BadInput(here, "must be a pair: from, to")
            spans.add(_span(pair[0], pair[1], f"{here}[0]", f"{here}[1]"))
        replaced[on_date] = tuple(sorted(spans))
    return tuple(replaced.items())


def _date(given: Any, path: str) -> date:
    try:
        if _ON_DATE.fullmatch(_text(given, path)) is None:
            raise ValueError
        on_date = date.fromisoformat(given)
    except ValueError:
        raise BadInput(path, "must be a date, such as 2027-03-28") from None
    if not FIRST_YEAR - 1 <= on_date.year <= LAST_YEAR + 1:
        _refuse_year(path)
    return on_date


def _busy(given: Any, path: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for index, entry in enumerate(_list(given, path, MOST["busy"])):
        at = f"{path}[{index}]"
        fields = _object(entry, at, ("starts_at", "ends_at"))
        starts_at = _instant(fields["starts_at"], f"{at}.starts_at")
        ends_at = _instant(fields["ends_at"], f"{at}.ends_at")
        if starts_at > ends_at:
            raise BadInput(f"{at}.ends_at", "must not be before starts_at")
        if starts_at < ends_at:
            spans.append((tick_floor(starts_at), tick_ceil(ends_at)))
    return tuple(spans)
