"""A market: any number of salons at the same density around Helsinki, written with COPY into an empty database.

Five practitioners and three rooms a salon, 3.84 salons a square kilometre, 65 % of the working time taken, day rows to
the horizon. What is taken is written as blocks, one with its claim for each run without a pause:
appointments would multiply the writing, and no row that is measured reads them. `unknot check` finds nothing wrong.
"""

import math
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from django.db import connection, transaction

from benchmarks.moulds import (
    BUFFER_AFTER_MIN,
    CLOSES_MIN,
    OPENS_MIN,
    TABLE,
    ZONE,
    Mould,
    MouldDay,
    dates_of,
    mould,
    mould_days,
)
from unknot.core.hours import local_day, tick_floor
from unknot.core.suitability.settings import NEW_SALON
from unknot.plumbing.ids import ALPHABET, LENGTH

SEED = 20_27
CENTRE = (60.1699, 24.9384)
SALONS_A_KM2 = 10_000 / (51 * 51)
KM_A_DEG = 111.195
MOULDS = 16
SALONS_AT_ONCE = 200
STEP_MIN = 15

Progress = Callable[[str, int, int], None]

COLUMNS = {
    "salons_salon": "id, public_id, name, lat, lon, zone, country, subdivision, street, postcode, city, wheelchair,"
    " phone, email, currency, language, osm, hours_source, closed_on_public_holidays, min_notice_min, horizon_days,"
    " step_min, change_notice_min, policy, switches",
    "salons_resource": "id, public_id, kind, name, gender, features",
    "salons_lane": "id, salon_id, resource_id, number",
    "salons_skill": "practitioner_id, treatment",
    "salons_weeklyhours": "salon_id, lane_id, weekday, from_min, to_min",
    "salons_offer": "id, public_id, salon_id, treatment, extent, duration_min, price_minor, buffer_before_min,"
    " buffer_after_min, room_feature, equipment_features, who, rooms, equipment, is_active",
    "diary_block": "id, public_id, resource_id, starts_at, ends_at, reason",
    "diary_claim": "resource_id, span, block_id",
    "diary_salon_day": "on_date, salon_id, base, length, lanes, shifts, holds, version",
}
COUNTED = ("salons_salon", "salons_resource", "salons_lane", "salons_offer", "diary_block")
NULL = "\\N"

Tables = dict[str, list[str]]


class Kind(NamedTuple):
    """A mould with its days."""

    mould: Mould
    days: list[MouldDay]


class Big(NamedTuple):
    """A single salon out of the row: so many practitioners and rooms, about sixty visits a practitioner and month."""

    people: int
    rooms: int


def write(salons: int, *, days: int, now: datetime, progress: Progress, big: Sequence[Big] = ()) -> None:
    """Fill an empty database: the `big` salons come first, at the centre, and count as salons."""
    throw = Random(SEED)
    today = local_day(ZONE, tick_floor(now))
    dates = dates_of(today, days)
    progress("moulds", 0, 1)
    kinds = [_kind(mould(throw), dates, throw, sparse=False) for _ in range(MOULDS)]
    lone = [
        _kind(mould(throw, people=each.people, rooms=each.rooms, skill_share=1), dates, throw, sparse=True)
        for each in big
    ]
    progress("moulds", 1, 1)
    pen = _Pen(throw, salons, days)
    with transaction.atomic(), _nothing_else_looks(progress):
        for first in range(0, salons, SALONS_AT_ONCE):
            until = min(first + SALONS_AT_ONCE, salons)
            tables: Tables = {name: [] for name in COLUMNS}
            for number in range(first, until):
                pen.salon(tables, number, lone[number] if number < len(lone) else throw.choice(kinds))
            _copy(tables)
            progress("salons", until, salons)
        _count_on(pen)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _kind(made: Mould, dates: Sequence[Any], throw: Random, *, sparse: bool) -> Kind:
    busy_from = dates[2]
    return Kind(made, mould_days(made, dates, throw, busy_from=busy_from, sparse=sparse))


class _Pen:
    """Writes salons as lines for COPY, and gives out their numbers."""

    def __init__(self, throw: Random, salons: int, days: int) -> None:
        self.throw = throw
        self.days = days
        self.next = dict.fromkeys(COUNTED, 1)
        half_km = math.sqrt(salons / SALONS_A_KM2) / 2
        self.half_lat = half_km / KM_A_DEG
        self.half_lon = self.half_lat / math.cos(math.radians(CENTRE[0]))

    def salon(self, tables: Tables, number: int, kind: Kind) -> None:
        """One salon with all that belongs to it."""
        salon = self._number("salons_salon")
        lat, lon = CENTRE if number == 0 else self._place()
        house = (
            *(
                salon,
                _id(),
                f"Salon {number + 1}",
                lat,
                lon,
                ZONE,
                "FI",
                "",
                "Testikatu 1",
                "00100",
                "Helsinki",
            ),
            *(
                "yes",
                "",
                "",
                "EUR",
                "en",
                "",
                "generated",
                False,
                0,
                self.days,
                STEP_MIN,
                0,
                NEW_SALON,
                "{}",
            ),
        )
        tables["salons_salon"].append(_joined(house))
        resources = self._resources(tables, salon, kind)
        self._offers(tables, salon, kind.mould)
        self._days(tables, salon, kind, resources)

    def _number(self, table: str) -> int:
        self.next[table] += 1
        return self.next[table] - 1

    def _place(self) -> tuple[float, float]:
        lat = CENTRE[0] + self.throw.uniform(-self.half_lat, self.half_lat)
        return round(lat, 6), round(CENTRE[1] + self.throw.uniform(-self.half_lon, self.half_lon), 6)

    def _resources(self, tables: Tables, salon: int, kind: Kind) -> list[int]:
        """People and rooms with their lanes and hours; the numbers of the resources."""
        made, found = kind.mould, []
        week = range(7)
        hours = [(salon, NULL, weekday, OPENS_MIN, CLOSES_MIN) for weekday in week]
        for number in range(made.lanes):
            resource, lane = self._number("salons_resource"), self._number("salons_lane")
            is_person = number < made.people
            word = (
                ("practitioner", f"Person {resource}", "female")
                if is_person
                else ("room", f"Room {resource}", "")
            )
            features = f"{{{TABLE}}}" if made.tables >> number & 1 else "{}"
            tables["salons_resource"].append(_joined((resource, _id(), *word, features)))
            tables["salons_lane"].append(_joined((lane, salon, resource, number)))
            if is_person:
                tables["salons_skill"] += [_joined((resource, skill)) for skill in made.skills[number]]
                hours += [
                    (salon, lane, weekday, span.from_min, span.to_min)
                    for weekday in week
                    for span in made.weekly[number][weekday]
                ]
            found.append(resource)
        tables["salons_weeklyhours"] += map(_joined, hours)
        return found

    def _offers(self, tables: Tables, salon: int, made: Mould) -> None:
        for dish in made.menu:
            price = 6_000 + 100 * self.throw.randrange(30)
            sold = (
                self._number("salons_offer"),
                _id(),
                salon,
                dish.treatment,
                "partial",
                dish.duration_min,
                price,
            )
            needs = (0, BUFFER_AFTER_MIN, TABLE, "{}", dish.who, dish.rooms, "{}", True)
            tables["salons_offer"].append(_joined((*sold, *needs)))

    def _days(self, tables: Tables, salon: int, kind: Kind, resources: list[int]) -> None:
        rows, choice = tables["diary_salon_day"], self.throw.choice
        for day in kind.days:
            chosen = [choice(fills) for fills in day.lanes]
            lanes = "".join([fill[0] for fill in chosen])
            rows.append(
                f"{day.on_date}\t{salon}\t{day.base}\t{day.length}\t\\\\x{lanes}\t\\\\x{day.shifts}\t\\\\x\t0\n"
            )
            for resource, (_, spans) in zip(resources, chosen, strict=True):
                self._take(tables, resource, spans)

    def _take(self, tables: Tables, resource: int, spans: Sequence[str]) -> None:
        """One block with its claim for each span, written as `[from,to)`."""
        for span in spans:
            block = self._number("diary_block")
            starts, ends = span[1:-1].split(",")
            tables["diary_block"].append(f"{block}\t{_id()}\t{resource}\t{starts}\t{ends}\tmarket\n")
            tables["diary_claim"].append(f"{resource}\t{span}\t{block}\n")


def _joined(values: Sequence[object]) -> str:
    return "\t".join([str(value) for value in values]) + "\n"


def _id() -> str:
    return "".join([ALPHABET[byte & 31] for byte in secrets.token_bytes(LENGTH)])


def _copy(tables: Tables) -> None:
    with connection.cursor() as cursor:
        for table, lines in tables.items():
            with cursor.copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
                copy.write("".join(lines))


def _count_on(pen: _Pen) -> None:
    """Let the sequences go on after the numbers that were given out."""
    with connection.cursor() as cursor:
        for table, number in pen.next.items():
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), %s, false)", [number])


@contextmanager
def _nothing_else_looks(progress: Progress) -> Iterator[None]:
    """Write first, look afterwards: foreign keys and the claims' indexes are laid aside and built at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        laid_aside = [*_constraints(cursor), *_indexes(cursor)]
    yield
    with connection.cursor() as cursor:
        for done, statement in enumerate(laid_aside, start=1):
            progress("constraints and indexes", done - 1, len(laid_aside))
            cursor.execute(statement)
        progress("constraints and indexes", len(laid_aside), len(laid_aside))


def _constraints(cursor: Any) -> list[str]:
    """Drop the tables' foreign keys and the claims' exclusion constraint; the statements that bring them back."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = ANY(%s::text[]::regclass[]) AND contype IN ('f', 'x') ORDER BY contype DESC",
        [list(COLUMNS)],
    )
    found = cursor.fetchall()
    for table, name, _ in found:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return [f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}" for table, name, definition in found]


def _indexes(cursor: Any) -> list[str]:
    """Drop the claims' plain indexes; the statements that bring them back."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = 'diary_claim'::regclass AND NOT indisunique"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]
