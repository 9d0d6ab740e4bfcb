"""The rules of working time and of slots again: minute by minute, straight from the wall clock, and slow.

Written from the rules alone. It shares no code with the core and knows no ticks, segments or bitmaps.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MIN = 1440
LOOK_DAYS = 5  # how far around the asked days the clock is read, in elapsed days

Hours = tuple[tuple[int, int], ...]


class Piece(NamedTuple):
    """Working time `[starts, ends)` of a run `[run_starts, run_ends)`, in minutes since 1970."""

    starts: int
    ends: int
    anchor: int
    run_ends: int


@lru_cache(maxsize=8000)
def wall_minutes(zone: str, utc_day: int) -> tuple[int, ...]:
    """Return what the wall shows at each minute of a UTC day: days since year 1 times 1440, plus minutes."""
    clock = ZoneInfo(zone)
    shown = []
    for minute in range(utc_day * DAY_MIN, (utc_day + 1) * DAY_MIN):
        local = (EPOCH + timedelta(minutes=minute)).astimezone(clock)
        shown.append(local.toordinal() * DAY_MIN + local.hour * 60 + local.minute)
    return tuple(shown)


def wall_day(zone: str, minute: int) -> int:
    """Return the day on the wall, since year 1, at a minute since 1970."""
    return wall_minutes(zone, minute // DAY_MIN)[minute % DAY_MIN] // DAY_MIN


def utc_day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@lru_cache(maxsize=8000)
def first_minute(zone: str, day: date) -> int:
    """Return the first minute since 1970 at which the calendar on the wall shows `day` or a later one."""
    minute = (utc_day(day) - 2) * DAY_MIN
    while wall_day(zone, minute) < day.toordinal():
        minute += 1
    return minute


def open_wall(weekly: tuple[Hours, ...], exceptions: dict[date, Hours], first: date, last: date) -> set[int]:
    """Return every wall minute that lies in a span, for spans that begin from `first` to `last`."""
    shown: set[int] = set()
    day = first
    while day <= last:
        midnight = day.toordinal() * DAY_MIN
        for from_min, to_min in exceptions.get(day, weekly[day.weekday()]):
            shown.update(range(midnight + from_min, midnight + to_min))
        day += timedelta(days=1)
    return shown


def runs(zone: str, opened: set[int], lower: int, upper: int) -> list[tuple[int, int]]:
    """Return the unbroken runs of minutes `[starts, ends)` whose wall minute is open, in whole UTC days."""
    found: list[tuple[int, int]] = []
    starts: int | None = None
    minute = lower
    for each_day in range(lower // DAY_MIN, upper // DAY_MIN):
        for shown in wall_minutes(zone, each_day):
            if shown in opened:
                if starts is None:
                    starts = minute
            elif starts is not None:
                found.append((starts, minute))
                starts = None
            minute += 1
    if starts is not None:
        found.append((starts, upper))
    return found


def pieces(
    zone: str, weekly: tuple[Hours, ...], exceptions: dict[date, Hours], first: date, last: date
) -> list[Piece]:
    """Return all working time of the local days, uncut, in whole steps of five minutes since 1970."""
    lower = (utc_day(first) - LOOK_DAYS) * DAY_MIN
    upper = (utc_day(last) + LOOK_DAYS + 1) * DAY_MIN
    far = timedelta(days=LOOK_DAYS + 4)
    opened = open_wall(weekly, exceptions, first - far, last + far)
    found = []
    for starts, ends in runs(zone, opened, lower, upper):
        anchors = [starts]
        if ends - starts > DAY_MIN or starts == lower or ends == upper:
            latest = max(wall_day(zone, starts - 1), wall_day(zone, starts))
            for minute in range(starts, ends):
                if wall_day(zone, minute) > latest:
                    latest = wall_day(zone, minute)
                    anchors.append(minute)
        anchors = [minute + -minute % 5 for minute in anchors]
        ends -= ends % 5
        for anchor, until in zip(anchors, [*anchors[1:], ends], strict=True):
            if anchor < until:
                found.append(Piece(anchor, until, anchor, ends))
    return found


def cut_shifts(
    zone: str, weekly: tuple[Hours, ...], exceptions: dict[date, Hours], first: date, last: date
) -> list[tuple[int, int, int]]:
    """Return (starts, ends, anchor) of the working time inside the local days, in ticks of five minutes."""
    lower, upper = first_minute(zone, first), first_minute(zone, last + timedelta(days=1))
    return [
        (max(piece.starts, lower) // 5, min(piece.ends, upper) // 5, piece.anchor // 5)
        for piece in pieces(zone, weekly, exceptions, first, last)
        if piece.starts < upper and piece.ends > lower
    ]


class Case(NamedTuple):
    """A question to the slots, with busy instants as given: not yet widened."""

    zone: str
    now: datetime
    weekly: tuple[Hours, ...]
    exceptions: dict[date, Hours]
    busy: list[tuple[datetime, datetime]]
    duration_min: int
    step_min: int
    buffer_before_min: int
    buffer_after_min: int
    notice_min: float
    starts_from: datetime
    starts_until: datetime


def starts(case: Case) -> list[datetime]:
    """Return every possible start of a case, by trying each step of each shift on its own."""
    day, minute = timedelta(days=1), timedelta(minutes=1)
    working = pieces(
        case.zone,
        case.weekly,
        case.exceptions,
        case.starts_from.astimezone(UTC).date() - day,
        case.starts_until.astimezone(UTC).date() + day,
    )
    taken = [widened(*span) for span in case.busy if span[0] < span[1]]
    soonest = case.now.astimezone(UTC) + timedelta(minutes=case.notice_min)
    found = []
    for piece in working:
        for at in range(piece.anchor, piece.ends, case.step_min):
            starts_at = EPOCH + at * minute
            ends_at = starts_at + case.duration_min * minute
            in_time = case.starts_from <= starts_at < case.starts_until and starts_at >= soonest
            in_shift = ends_at <= EPOCH + piece.run_ends * minute
            kept_from = starts_at - case.buffer_before_min * minute
            kept_to = ends_at + case.buffer_after_min * minute
            alone = all(kept_from >= ends or kept_to <= begins for begins, ends in taken)
            if in_time and in_shift and alone:
                found.append(starts_at)
    return found


def widened(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Return a span moved outwards to whole steps of five minutes since 1970."""
    five = timedelta(minutes=5)
    late, past = (starts_at - EPOCH) % five, (ends_at - EPOCH) % five
    return starts_at - late, ends_at + (five - past if past else timedelta(0))
