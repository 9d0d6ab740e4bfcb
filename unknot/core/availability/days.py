"""A salon's day as bits: which ticks of each lane are clear, when its practitioners work, which holds run out.

A day is one local date, from its first instant to the next date's, so every instant of a lane lies in one day
only: 276, 288 or 300 ticks, seldom another number. Days are glued along real time before anything is asked of
them, which makes midnight and clock changes no special case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from unknot.core.availability.masks import stretch

LANE_BYTES = 40
MOST_TICKS = 312
SHIFTS_KEPT = 1024
"""Days of one weekday have the same shifts, and so have many salons: so many different ones are kept unpacked."""

_SHIFT = Struct("<BHHh")
_HOLD = Struct("<IBHH")


class LaneShift(NamedTuple):
    """Working time of a lane within its day, in ticks after the day's first; `anchor` (often negative) is its grid."""

    lane: int
    starts: int
    ends: int
    anchor: int


class HeldRun(NamedTuple):
    """Ticks of a lane that come back when the hold runs out; `expires_s` in seconds since 1970."""

    expires_s: int
    lane: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Day:
    """One salon's local date. `base` is its first tick since 1970, `length` its ticks.

    `clear[n]` has a bit for each tick at which lane n is not occupied, working time or not; held ticks are not
    clear, and come back through `holds`.
    """

    base: int
    length: int
    clear: tuple[int, ...]
    shifts: tuple[LaneShift, ...] = ()
    holds: tuple[HeldRun, ...] = ()

    def at(self, now_s: float) -> "Day":
        """This day with the holds that have run out by `now_s` given back. A hold ends at its very second."""
        if not self.holds or not any(held.expires_s <= now_s for held in self.holds):
            return self
        clear = list(self.clear)
        for held in self.holds:
            if held.expires_s <= now_s:
                clear[held.lane] |= stretch(held.starts, held.ends)
        alive = tuple(held for held in self.holds if held.expires_s > now_s)
        return replace(self, clear=tuple(clear), holds=alive)

    def occupied(self, lanes: Iterable[int], starts: int, ends: int, *, until_s: int | None = None) -> "Day":
        """This day with absolute ticks `[starts, ends)` taken from `lanes`; held until `until_s` if that is given."""
        from_, to = max(starts - self.base, 0), min(ends - self.base, self.length)
        if from_ >= to:
            return self
        taken = stretch(from_, to)
        clear = list(self.clear)
        holds = list(self.holds)
        for lane in lanes:
            clear[lane] &= ~taken
            if until_s is not None:
                holds.append(HeldRun(until_s, lane, from_, to))
        return replace(self, clear=tuple(clear), holds=tuple(sorted(holds)))

    def freed(self, lane: int, starts: int, ends: int) -> "Day":
        """This day with absolute ticks `[starts, ends)` of a lane clear again, and no hold that lies in them."""
        from_, to = max(starts - self.base, 0), min(ends - self.base, self.length)
        if from_ >= to or lane >= len(self.clear):
            return self
        clear = list(self.clear)
        clear[lane] |= stretch(from_, to)
        holds = tuple(
            held for held in self.holds if held.lane != lane or held.starts < from_ or held.ends > to
        )
        return replace(self, clear=tuple(clear), holds=holds)

    def kept(self, lanes: Iterable[int], starts: int, ends: int) -> "Day":
        """This day with the hold on absolute ticks `[starts, ends)` of `lanes` made lasting: it will not run out."""
        from_, to = max(starts - self.base, 0), min(ends - self.base, self.length)
        gone = {(lane, from_, to) for lane in lanes}
        holds = tuple(held for held in self.holds if (held.lane, held.starts, held.ends) not in gone)
        return replace(self, holds=holds)

    @property
    def next_expiry_s(self) -> int | None:
        """When the earliest hold runs out, if any, in seconds since 1970."""
        return min((held.expires_s for held in self.holds), default=None)


def pack_lanes(clear: Sequence[int]) -> bytes:
    """The clear bits as bytes: 40 for each lane, little-endian."""
    return b"".join(lane.to_bytes(LANE_BYTES, "little") for lane in clear)


def unpack_lanes(packed: bytes) -> tuple[int, ...]:
    """The clear bits of each lane.

    >>> unpack_lanes(pack_lanes([5, 0, 1 << 299])) == (5, 0, 1 << 299)
    True
    """
    view = bytes(packed)
    return tuple(
        [int.from_bytes(view[at : at + LANE_BYTES], "little") for at in range(0, len(view), LANE_BYTES)]
    )


def pack_shifts(shifts: Iterable[LaneShift]) -> bytes:
    """Seven bytes a shift: lane, start, end, anchor."""
    return b"".join(_SHIFT.pack(*shift) for shift in shifts)


@lru_cache(maxsize=SHIFTS_KEPT)
def unpack_shifts(packed: bytes) -> tuple[LaneShift, ...]:
    """The shifts of a day.

    >>> unpack_shifts(pack_shifts([LaneShift(2, 0, 24, -12)]))
    (LaneShift(lane=2, starts=0, ends=24, anchor=-12),)
    """
    return tuple(map(LaneShift._make, _SHIFT.iter_unpack(packed)))


def pack_holds(holds: Iterable[HeldRun]) -> bytes:
    """Nine bytes a run: expiry, lane, start, end."""
    return b"".join(_HOLD.pack(*held) for held in holds)


def unpack_holds(packed: bytes) -> tuple[HeldRun, ...]:
    """The runs that come back.

    >>> unpack_holds(pack_holds([HeldRun(1_800_000_000, 1, 108, 120)]))
    (HeldRun(expires_s=1800000000, lane=1, starts=108, ends=120),)
    """
    return tuple(map(HeldRun._make, _HOLD.iter_unpack(packed)))
