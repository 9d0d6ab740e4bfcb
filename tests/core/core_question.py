"""Asks the core what the slow clock is asked."""

from datetime import date, datetime
from typing import Any

from tests.core.slow_clock import Case, Hours
from unknot.core.availability import slots
from unknot.core.hours import Exceptions, WallSpan, Weekly, instant, shifts, tick_ceil, tick_floor


def spans(hours: Hours) -> tuple[WallSpan, ...]:
    return tuple(WallSpan(*pair) for pair in hours)


def weekly_of(week: tuple[Hours, ...]) -> Weekly:
    return tuple(spans(hours) for hours in week)


def exceptions_of(days: dict[date, Hours]) -> Exceptions:
    return tuple((day, spans(hours)) for day, hours in days.items())


def core_starts(case: Case) -> list[datetime]:
    asked: dict[str, Any] = case._asdict()
    asked["weekly"] = weekly_of(case.weekly)
    asked["exceptions"] = exceptions_of(case.exceptions)
    asked["busy"] = [(tick_floor(begins), tick_ceil(ends)) for begins, ends in case.busy if begins < ends]
    return [instant(tick) for tick in slots(**asked)]


def core_shifts(
    zone: str, week: tuple[Hours, ...], days: dict[date, Hours], first: date, last: date
) -> list[tuple[int, int, int]]:
    found = shifts(zone, weekly_of(week), exceptions_of(days), first, last)
    return [(shift.starts, shift.ends, shift.anchor) for shift in found]
