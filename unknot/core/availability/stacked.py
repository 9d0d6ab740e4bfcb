"""A day's lanes in one number: lane n has the bits from n * LANE_BITS on. What is asked of one is asked of all at once.

Most days stand alone: no shift reaches so near to midnight that a visit with its buffers could cross it. For such a day
nothing has to be glued, and a month is thirty short answers. Days that don't stand alone are for `visits.starts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unknot.core.availability.days import LANE_BYTES, Day, HeldRun, unpack_holds, unpack_lanes, unpack_shifts
from unknot.core.availability.masks import comb, runs, stretch
from unknot.core.availability.things import each_its_own
from unknot.core.availability.visits import Need, Starts, glue, lanes_of, starts

LANE_BITS = LANE_BYTES * 8
_LANE = (1 << LANE_BITS) - 1
SHAPES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Packed:
    """A day as its row keeps it: the bytes of `pack_lanes`, `pack_shifts` and `pack_holds`."""

    base: int
    length: int
    lanes: bytes
    shifts: bytes
    holds: bytes

    @property
    def day(self) -> Day:
        """The day unpacked."""
        return Day(
            self.base,
            self.length,
            unpack_lanes(self.lanes),
            unpack_shifts(self.shifts),
            unpack_holds(self.holds),
        )

    def clear(self, now_s: float) -> int:
        """The clear bits of all lanes in one number, with the holds that have run out by `now_s` given back."""
        stack = int.from_bytes(self.lanes, "little")
        if self.holds:
            for held in map(HeldRun._make, unpack_holds(self.holds)):
                if held.expires_s <= now_s:
                    stack |= stretch(held.starts, held.ends) << held.lane * LANE_BITS
        return stack


class _Shape(NamedTuple):
    """Where a treatment could start if nobody was occupied: a stack, and between which ticks of the day work lies."""

    fits: int
    opens: int
    closes: int


class DayStarts(NamedTuple):
    """The starts of one day: `base` is its first tick, and each lane of `by_lane` has the bits of its starts."""

    base: int
    by_lane: dict[int, int]
    any_of: int


def starts_by_day(
    days: Sequence[Packed], need: Need, *, first: int, last: int, now_s: float
) -> Iterator[DayStarts]:
    """All starts of `need` at absolute ticks in `[first, last)`, day by day, days without a start left out.

    `days` are one salon's in order and may leave gaps. Equal to `visits.starts` over the glued days.
    """
    for at, day in enumerate(days):
        if day.base >= last or day.base + day.length <= first:
            continue
        window = stretch(first - day.base, min(last - day.base, day.length))
        by_lane = _alone(day, need, window, now_s)
        if by_lane is None:
            by_lane = _glued(days[max(at - 1, 0) : at + 2], day, need, window, now_s)
        if by_lane:
            any_of = 0
            for mask in by_lane.values():
                any_of |= mask
            yield DayStarts(day.base, by_lane, any_of)


def _alone(day: Packed, need: Need, window: int, now_s: float) -> dict[int, int] | None:
    """The starts by lane from this day alone; None where a visit could reach into another day."""
    shape = _shape(day.shifts, need.duration, need.step)
    if not shape.fits:
        return {}
    if shape.opens < need.before or shape.closes + max(need.after, 1) > day.length:
        return None
    served = runs(day.clear(now_s), need.whole) << need.before
    can = shape.fits & served
    if not can:
        return {}
    window &= each_its_own(need.things, lambda lane: served >> lane * LANE_BITS & _LANE, _LANE)
    masks = {lane: can >> lane * LANE_BITS & window for lane in lanes_of(need.who)} if window else {}
    return {lane: mask for lane, mask in masks.items() if mask}


def _glued(near: Sequence[Packed], day: Packed, need: Need, window: int, now_s: float) -> dict[int, int]:
    """The same with the days beside it."""
    timeline = glue([each.day for each in near], now_s=now_s)
    found: Starts = starts(timeline, need, first=day.base, last=day.base + day.length)
    off = day.base - timeline.base
    masks = {lane: mask >> off & window for lane, mask in found.by_lane.items()}
    return {lane: mask for lane, mask in masks.items() if mask}


@lru_cache(maxsize=SHAPES_KEPT)
def _shape(packed: bytes, duration: int, step: int) -> _Shape:
    """What the shifts of a day allow, by their bytes: many days and many salons share one."""
    work = grid = 0
    shifts = unpack_shifts(packed)
    for lane, begins, ends, anchor in shifts:
        off = lane * LANE_BITS + begins
        work |= stretch(0, ends - begins) << off
        grid |= comb(step, (anchor - begins) % step, ends - begins) << off
    opens = min((shift.starts for shift in shifts), default=0)
    closes = max((shift.ends for shift in shifts), default=0)
    return _Shape(runs(work, duration) & grid, opens, closes)
