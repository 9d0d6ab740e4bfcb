"""Pages: day rows of the diary, locked for writing. The one way in which occupied time is changed.

The order of locks is what makes the diary free of deadlocks, see docs/hard/diary.md:
a visitor's and an address's advisory locks, then one advisory lock a salon in order of id (fair, where a row lock
is not), then the rows in order of (date, salon). The rows are read in a statement of their own after the locks:
a statement that waits for a lock sees what was there before it waited.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.numeric import Int4

from unknot.core.availability.days import Day
from unknot.core.availability.visits import Timeline, glue
from unknot.core.hours import instant
from unknot.diary import bridge
from unknot.diary.bridge import DayKey
from unknot.plumbing import prepared
from unknot.plumbing.clock import Clock
from unknot.salons.bridge import out_of_use

SALON_LOCK = 1
PERSON_LOCK = 2
LOCK_PATIENCE = "10s"

TickSpan = tuple[int, int]
Lanes = dict[int, dict[int, int]]
"""Resource ids by lane number, by salon."""

_LOCK = "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s::int, %s::int)"
_ROWS = f"""
SELECT {bridge.COLUMNS} FROM diary_salon_day
WHERE salon_id = ANY(%s::bigint[]) AND on_date = ANY(%s::date[])
  AND EXISTS (SELECT FROM unnest(%s::int[], %s::int[]) s(starts, ends) WHERE base < s.ends AND base + length > s.starts)
ORDER BY on_date, salon_id FOR UPDATE
"""


class Pages:
    """The locked rows of some salons around some spans. Use inside a transaction; `save` before it commits."""

    def __init__(self, now: datetime, lanes: Lanes, days: dict[DayKey, Day]) -> None:
        self.now = now
        self.lanes = lanes
        self._days = days
        self._changed: set[DayKey] = set()
        self._forget_expired()

    @classmethod
    def lock(
        cls,
        salon_ids: Collection[int],
        spans: Callable[[], Collection[TickSpan]],
        *,
        clock: Clock,
        lanes: Lanes | None = None,
    ) -> "Pages":
        """Lock the days of the salons that meet the spans, and of every salon that shares a resource with them.

        `spans` is asked once the salons are locked: what it reads cannot change any more. `now` is read after that
        too, so that a hold is judged by the moment at which it is looked at. `lanes` are those of all these salons,
        where they are known.
        """
        # Who knows the lanes reads and writes nothing in `spans`, so that all may travel together.
        together = prepared.pipeline() if lanes else nullcontext()
        lanes = lanes or _lanes(salon_ids)
        with together, prepared.cursor() as cursor:
            _lock_salons(lanes)
            is_asked = _lock_days(cursor, lanes, spans())
            now = clock()
            rows = cursor.fetchall() if is_asked else []
        return cls(now, lanes, dict(map(bridge.day_from_row, rows)))

    def timeline(self, salon_id: int) -> Timeline:
        """One salon's locked days, glued."""
        mine = sorted(self.days_of(salon_id).items())
        return glue([day for _, day in mine], now_s=self.now.timestamp())

    def days_of(self, salon_id: int) -> dict[DayKey, Day]:
        """One salon's locked days as they stand now."""
        return {key: day for key, day in self._days.items() if key.salon_id == salon_id}

    def resources(self, salon_id: int, lanes: Iterable[int]) -> list[int]:
        """The ids of the resources in some lanes of a salon."""
        return [self.lanes[salon_id][lane] for lane in lanes]

    def occupy(self, resource_ids: Collection[int], span: TickSpan, *, until_s: int | None = None) -> None:
        """Take the span from every lane of the resources, in all their salons; held if `until_s` is given."""
        for key, lanes in self._where(resource_ids):
            self._put(key, self._days[key].occupied(lanes, *span, until_s=until_s))

    def keep(self, resource_ids: Collection[int], span: TickSpan) -> None:
        """Let a hold on the span last: its time stays taken and no longer runs out."""
        for key, lanes in self._where(resource_ids):
            self._put(key, self._days[key].kept(lanes, *span))

    def reread(self, resource_ids: Collection[int]) -> None:
        """Rebuild the lanes of the resources from their claims; after claims have gone."""
        if not self._days:
            return
        starts = min(day.base for day in self._days.values())
        ends = max(day.base + day.length for day in self._days.values())
        claims = bridge.read_claims(resource_ids, starts, ends, self.now)
        dates = [key.on_date for key in self._days]
        closed = out_of_use(self.lanes, min(dates), max(dates))
        for key, numbers in self._where(resource_ids):
            day = self._days[key]
            mine = {number: self.lanes[key.salon_id][number] for number in numbers}
            shut = bridge.shut_on(closed.get(key.salon_id, {}), day.base)
            fresh = bridge.built_day(day.base, day.length, mine, (), claims, shut)
            clear = list(day.clear)
            for number in numbers:
                clear[number] = fresh.clear[number]
            others = bridge.held_runs(day, set(range(len(clear))) - set(numbers))
            holds = tuple(sorted((*others, *fresh.holds)))
            self._put(key, Day(day.base, day.length, tuple(clear), day.shifts, holds))

    def save(self) -> None:
        """Write the rows that have changed."""
        bridge.write_days(self._take_changed())

    def changes(self) -> list[list[Any]]:
        """The rows that have changed, as `bridge.WRITTEN` takes them: the caller writes them in their place."""
        return bridge.packed(self._take_changed())

    def _take_changed(self) -> list[tuple[DayKey, Day]]:
        changed = [(key, self._days[key]) for key in sorted(self._changed)]
        self._changed.clear()
        return changed

    def _put(self, key: DayKey, day: Day) -> None:
        if day != self._days[key]:
            self._days[key] = day
            self._changed.add(key)

    def _where(self, resource_ids: Collection[int]) -> list[tuple[DayKey, list[int]]]:
        wanted = set(resource_ids)
        found = []
        for key, day in self._days.items():
            numbers = [n for n, r in self.lanes[key.salon_id].items() if r in wanted and n < len(day.clear)]
            if numbers:
                found.append((key, numbers))
        return found

    def _forget_expired(self) -> None:
        """Give the time of expired holds back for good: in the rows, and by deleting the claims behind it."""
        now_s = self.now.timestamp()
        for key, day in self._days.items():
            gone = {self.lanes[key.salon_id][held.lane] for held in day.holds if held.expires_s <= now_s}
            if gone:
                self._put(key, day.at(now_s))
                with connection.cursor() as cursor:
                    cursor.execute(
                        "DELETE FROM diary_claim c USING unnest(%s::bigint[]) r(id) WHERE c.resource_id = r.id"
                        " AND c.span && tstzrange(%s, %s) AND c.expires_at <= %s",
                        [sorted(gone), instant(day.base), instant(day.base + day.length), self.now],
                    )


def _lock_salons(salon_ids: Iterable[int]) -> None:
    with prepared.cursor() as cursor:
        for salon_id in sorted(salon_ids):
            cursor.execute(_LOCK, [LOCK_PATIENCE, Int4(SALON_LOCK), Int4(salon_id)])


def _lock_days(cursor: CursorWrapper, salon_ids: Iterable[int], spans: Collection[TickSpan]) -> bool:
    """Ask for the rows; whether there is anything to fetch."""
    if not spans:
        return False
    dates = {date for span in spans for date in bridge.dates(*bridge.dates_around(*span))}
    starts, ends = zip(*spans, strict=True)
    cursor.execute(_ROWS, [sorted(salon_ids), sorted(dates), list(starts), list(ends)])
    return True


def lock_person(*digests: str) -> None:
    """Let the requests of one visitor and of one address come one after the other, until the transaction ends."""
    numbers = {int.from_bytes(bytes.fromhex(digest[:8]), "big", signed=True) for digest in digests if digest}
    with connection.cursor() as cursor:
        for number in sorted(numbers):
            cursor.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", [PERSON_LOCK, number])


def _lanes(salon_ids: Collection[int]) -> Lanes:
    """Resource ids by lane number, for the salons and for all that share a resource with them."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT salon_id, number, resource_id FROM salons_lane WHERE salon_id IN ("
            "SELECT theirs.salon_id FROM salons_lane ours JOIN salons_lane theirs USING (resource_id)"
            " WHERE ours.salon_id = ANY(%s::bigint[]))",
            [list(salon_ids)],
        )
        for salon_id, number, resource_id in cursor:
            found[salon_id][number] = resource_id
    return found
