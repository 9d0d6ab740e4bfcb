"""The starts of a whole offer again: practitioner, room, equipment, buffers, holds and notice, minute by minute.

Working time comes from the slow clock. Every lane is a row of minutes; a start is possible where nothing in them
speaks against it. It shares no code with the core and knows no ticks, days or bitmaps.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import NamedTuple

from tests.core.slow_clock import DAY_MIN, EPOCH, Hours, first_minute, pieces, utc_day, wall_day, widened

AROUND_DAYS = 4


class Rota(NamedTuple):
    """Weekly hours and the dates on which others hold: a salon's, or a practitioner's."""

    weekly: tuple[Hours, ...]
    exceptions: dict[date, Hours]


class Salon(NamedTuple):
    """A salon whose first lanes are its practitioners'; as many others are rooms and equipment."""

    zone: str
    opening: Rota
    practitioners: tuple[Rota, ...]
    others: int


class Taken(NamedTuple):
    """A claim on a lane; a hold's runs out."""

    lane: int
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime | None


class Question(NamedTuple):
    """When can this offer start from `starts_from` on and before `starts_until`? Lanes by number, times in minutes."""

    now: datetime
    notice_min: int
    horizon_days: int
    starts_from: datetime
    starts_until: datetime
    duration_min: int
    step_min: int
    before_min: int
    after_min: int
    who: frozenset[int]
    rooms: frozenset[int] | None
    equipment: tuple[frozenset[int], ...]
    taken: tuple[Taken, ...]


class Working(NamedTuple):
    """Where starts of a practitioner may lie: minutes `[starts, ends)`, counted from the anchor."""

    starts: int
    ends: int
    anchor: int


class SlowSalon:
    """A salon around some days, written out minute by minute."""

    def __init__(self, salon: Salon, first: date, last: date) -> None:
        self.zone = salon.zone
        self.lower = (utc_day(first) - AROUND_DAYS) * DAY_MIN
        self.upper = (utc_day(last) + AROUND_DAYS + 1) * DAY_MIN
        self.lanes = len(salon.practitioners) + salon.others
        opening = pieces(salon.zone, *salon.opening, first, last)
        self._working = [
            [
                Working(
                    max(own.starts, open_.starts), min(own.ends, open_.ends), max(own.anchor, open_.anchor)
                )
                for own in pieces(salon.zone, *rota, first, last)
                for open_ in opening
                if own.starts < open_.ends and open_.starts < own.ends
            ]
            for rota in salon.practitioners
        ]
        self._at_work = [self._minutes((each.starts, each.ends) for each in lane) for lane in self._working]

    def starts(self, question: Question) -> dict[int, list[datetime]]:
        """By practitioner's lane, every start, tried one after the other."""
        taken = self._taken(question)
        earliest, latest = self._earliest(question), self._latest(question)
        found = {}
        for lane in sorted(question.who):
            starts = [
                minute
                for working in self._working[lane]
                for minute in range(working.anchor, working.ends, question.step_min)
                if minute >= working.starts
                and earliest <= EPOCH + timedelta(minutes=minute) < latest
                and self._can(question, taken, lane, minute)
            ]
            if starts:
                found[lane] = [EPOCH + timedelta(minutes=minute) for minute in sorted(starts)]
        return found

    def _can(self, question: Question, taken: list[bytearray], lane: int, minute: int) -> bool:
        from_, to = minute - self.lower, minute - self.lower + question.duration_min
        if 0 in self._at_work[lane][from_:to]:
            return False
        whole = slice(from_ - question.before_min, to + question.after_min)
        groups = [frozenset({lane}), *question.equipment]
        groups += [] if question.rooms is None else [question.rooms]
        free = [[each for each in group if 1 not in taken[each][whole]] for group in groups]
        return any(len(set(chosen)) == len(chosen) for chosen in product(*free))

    def _earliest(self, question: Question) -> datetime:
        return max(question.starts_from, question.now + timedelta(minutes=question.notice_min))

    def _latest(self, question: Question) -> datetime:
        today = wall_day(self.zone, (question.now - EPOCH) // timedelta(minutes=5) * 5)
        after = date.fromordinal(today + question.horizon_days + 1)
        return min(question.starts_until, EPOCH + timedelta(minutes=first_minute(self.zone, after)))

    def _taken(self, question: Question) -> list[bytearray]:
        spans: list[list[tuple[int, int]]] = [[] for _ in range(self.lanes)]
        for each in question.taken:
            if each.expires_at is None or each.expires_at > question.now:
                starts_at, ends_at = widened(each.starts_at.astimezone(UTC), each.ends_at.astimezone(UTC))
                spans[each.lane].append((_minute(starts_at), _minute(ends_at)))
        return [self._minutes(lane) for lane in spans]

    def _minutes(self, spans: Iterable[tuple[int, int]]) -> bytearray:
        shown = bytearray(self.upper - self.lower)
        for starts, ends in spans:
            from_, to = max(starts - self.lower, 0), min(ends - self.lower, len(shown))
            if from_ < to:
                shown[from_:to] = b"\1" * (to - from_)
        return shown


def _minute(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(minutes=1)
