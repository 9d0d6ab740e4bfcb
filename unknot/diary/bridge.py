"""Day rows and claims as values of the core, and back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from psycopg.types.numeric import Int8

from unknot.core.availability.days import (
    Day,
    HeldRun,
    LaneShift,
    pack_holds,
    pack_lanes,
    pack_shifts,
    unpack_holds,
    unpack_lanes,
    unpack_shifts,
)
from unknot.core.availability.masks import stretch
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.plumbing import prepared, reading
from unknot.salons.rota import Runs

COLUMNS = "on_date, salon_id, base, length, lanes, shifts, holds"
WRITTEN = """
UPDATE diary_salon_day d SET lanes = new.lanes, shifts = new.shifts, holds = new.holds,
  next_expiry_s = new.next_expiry_s, version = d.version + 1
FROM unnest(%s::date[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[], %s::bigint[])
  new(on_date, salon_id, lanes, shifts, holds, next_expiry_s)
WHERE d.on_date = new.on_date AND d.salon_id = new.salon_id
"""
"""Writes day rows, for the values of `packed`."""


class DayKey(NamedTuple):
    """Which row: rows are locked in this order."""

    on_date: date
    salon_id: int


class Occupied(NamedTuple):
    """A claim in ticks, widened outwards; `expires_s` for a hold's."""

    resource_id: int
    starts: int
    ends: int
    expires_s: int | None


def day_from_row(row: Sequence[object]) -> tuple[DayKey, Day]:
    """A day from the columns COLUMNS."""
    on_date, salon_id, base, length, lanes, shifts, holds = row
    day = Day(base, length, unpack_lanes(lanes), unpack_shifts(shifts), unpack_holds(holds))  # type: ignore[arg-type]
    return DayKey(on_date, salon_id), day  # type: ignore[arg-type]


def read_days(salon_ids: Collection[int], first: date, last: date) -> dict[int, list[Day]]:
    """The day rows of some salons on some dates, by salon and in order of date, without a lock. One statement."""
    return _days(
        "salon_id = ANY(%s::bigint[]) AND on_date = ANY(%s::date[])", [list(salon_ids), dates(first, last)]
    )


def read_days_meeting(salon_ids: Collection[int], starts: int, ends: int) -> dict[int, list[Day]]:
    """The same for the days that meet the ticks `[starts, ends)`."""
    dated = "salon_id = ANY(%s::bigint[]) AND on_date = ANY(%s::date[])"
    asked = [list(salon_ids), dates(*dates_around(starts, ends))]
    return _days(f"{dated} AND base < %s::int AND base + length > %s::int", [*asked, ends, starts])


def _days(condition: str, values: Sequence[Any]) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = defaultdict(list)
    with reading.prepared() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM diary_salon_day WHERE {condition} ORDER BY on_date, salon_id", values
        )
        for row in cursor.fetchall():
            key, day = day_from_row(row)
            found[key.salon_id].append(day)
    return found


def packed(days: Iterable[tuple[DayKey, Day]]) -> list[list[Any]]:
    """The values of WRITTEN: the rows' keys, bits, shifts and holds, column by column."""
    columns: list[list[Any]] = [[], [], [], [], [], []]
    for key, day in days:
        lanes, shifts, holds = pack_lanes(day.clear), pack_shifts(day.shifts), pack_holds(day.holds)
        row = (key.on_date, Int8(key.salon_id), lanes, shifts, holds, day.next_expiry_s)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return columns


def write_days(days: Iterable[tuple[DayKey, Day]]) -> None:
    """Update the rows' bits, shifts and holds. The caller holds their locks. One statement, if there are any."""
    columns = packed(days)
    if columns[0]:
        with prepared.cursor() as cursor:
            cursor.execute(WRITTEN, columns)


def read_claims(resource_ids: Collection[int], starts: int, ends: int, now: datetime) -> list[Occupied]:
    """The claims of some resources that meet the ticks `[starts, ends)`, each once; expired holds are left out."""
    if not resource_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.resource_id, lower(c.span), upper(c.span), c.expires_at"
            " FROM unnest(%s::bigint[]) r(id) JOIN diary_claim c ON c.resource_id = r.id"
            " WHERE c.span && tstzrange(%s, %s) AND (c.expires_at IS NULL OR c.expires_at > %s)",
            [sorted(set(resource_ids)), instant(starts), instant(ends), now],
        )
        return [
            Occupied(
                resource,
                tick_floor(lower),
                tick_ceil(upper),
                None if expires is None else int(expires.timestamp()),
            )
            for resource, lower, upper, expires in cursor
        ]


def built_day(
    base: int,
    length: int,
    lanes: dict[int, int],
    shifts: Iterable[LaneShift],
    claims: Iterable[Occupied],
    shut: Collection[int] = (),
) -> Day:
    """A day from scratch: `lanes` are resource ids by lane number, `claims` those that meet the day.

    Nothing of the `shut` lanes can be had that day, not even when a hold on one of them runs out.
    """
    clear = [0] * (max(lanes, default=-1) + 1)
    for lane in lanes:
        clear[lane] = 0 if lane in shut else stretch(0, length)
    holds = []
    numbers = {resource: lane for lane, resource in lanes.items()}
    for claim in claims:
        lane = numbers.get(claim.resource_id, -1)
        starts, ends = max(claim.starts - base, 0), min(claim.ends - base, length)
        if lane < 0 or lane in shut or starts >= ends:
            continue
        clear[lane] &= ~stretch(starts, ends)
        if claim.expires_s is not None:
            holds.append(HeldRun(claim.expires_s, lane, starts, ends))
    return Day(base, length, tuple(clear), tuple(shifts), tuple(sorted(holds)))


def shut_on(out_of_use: Mapping[int, Runs], tick: int) -> set[int]:
    """The lanes that are out of use at a tick, and so on all its day."""
    return {lane for lane, runs in out_of_use.items() if any(from_ <= tick < to for from_, to in runs)}


def dates_around(starts: int, ends: int) -> tuple[date, date]:
    """Dates so wide that the local days of any zone that meet the ticks `[starts, ends)` lie between them."""
    return instant(starts).date() - timedelta(days=1), instant(ends).date() + timedelta(days=1)


def dates(first: date, last: date) -> list[date]:
    """All dates from the first to the last.

    The key of the rows begins with the date: asked for one by one, only the wanted salons' rows are read; asked for as
    a range, all salons' rows of these dates.
    """
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def held_runs(day: Day, lanes: Iterable[int]) -> tuple[HeldRun, ...]:
    """The held runs of some lanes."""
    wanted = set(lanes)
    return tuple(held for held in day.holds if held.lane in wanted)
