"""A day's lanes in one number: lane n has the bits from n * LANE_BITS on. What is asked of one is asked of all at once.

Most days stand alone: no shift reaches so near to midnight that a visit with its buffers could cross it. For such a day
nothing has to be glued, and a month is thirty short answers. All other days are for `visits.starts`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from unknot.core.availability.days import LANE_BYTES, Day, unpack_holds, unpack_lanes, unpack_shifts
from unknot.core.availability.masks import comb, runs, stretch
from unknot.core.availability.things import each_its_own
from unknot.core.availability.visits import Need, glue, lanes_of, starts

LANE_BITS = LANE_BYTES * 8
_LANE = (1 << LANE_BITS) - 1
SHAPES_KEPT = 1024


class Packed(NamedTuple):
    """A day as its row keeps it: the bytes of `pack_lanes`, `pack_shifts` and `pack_holds`."""

    base: int
    length: int
    lanes: bytes
    shifts: bytes
    holds: bytes = b""

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
            for held in unpack_holds(self.holds):
                if held.expires_s <= now_s:
                    stack |= stretch(held.starts, held.ends) << held.lane * LANE_BITS
        return stack


class DayStarts(NamedTuple):
    """The starts of one day: `any_of` has their bits from the day's first tick on, `stack` those of each lane.

    A lane's bits count only where `any_of` has them too.
    """

    day: Packed
    any_of: int
    stack: int
    now_s: float

    def lanes_at(self, tick: int) -> list[int]:
        """The practitioners' lanes that can start at an absolute tick."""
        at = tick - self.day.base
        return [lane for lane, mask in self.by_lane.items() if at >= 0 and mask >> at & 1]

    def day_at(self, tick: int) -> Day:
        """The day that holds a tick: itself."""
        return self.unpacked

    @property
    def unpacked(self) -> Day:
        """The day with the holds that have run out given back."""
        return self.day.day.at(self.now_s)

    @property
    def by_lane(self) -> dict[int, int]:
        """The starts of each practitioner's lane that has any."""
        count = -(-self.stack.bit_length() // LANE_BITS)
        lanes = unpack_lanes(self.stack.to_bytes(count * LANE_BYTES, "little"))
        return {lane: mask & self.any_of for lane, mask in enumerate(lanes) if mask & self.any_of}


class _Shape(NamedTuple):
    """Where a treatment could start within the day if nobody was occupied, as a stack and at all; when work lies."""

    fits: int
    any_of: int
    opens: int
    closes: int

    def is_inside(self, day: Packed, need: Need) -> bool:
        """Whether no visit could cross an end of the day.

        Work that ends with the day may go on in the next, even where nothing follows a treatment.
        """
        return self.opens >= need.before and self.closes + max(need.after, 1) <= day.length


def stands_alone(day: Packed, need: Need) -> bool:
    """Whether a need can be answered from this day without the days beside it.

    It can where nobody works so early or so late that a visit with its buffers could reach beyond the day. What no day
    row knows, turnover and what a practitioner gives elsewhere, is for `visits.starts`, and so is whoever has rules.

    >>> from unknot.core.availability.days import LaneShift, pack_shifts
    >>> late = Packed(0, 288, b"", pack_shifts([LaneShift(0, 108, 286, 108)]))
    >>> stands_alone(late, Need(12, 3, who=1, after=2)), stands_alone(late, Need(12, 3, who=1, after=3))
    (True, False)
    """
    return not need.own and _shape(day.shifts, need.duration, need.step, need.who).is_inside(day, need)


def starts_by_day(
    days: Sequence[Packed], need: Need, *, first: int, last: int, now_s: float
) -> Iterator[DayStarts]:
    """All starts of a need without rules at absolute ticks in `[first, last)`, days without a start left out.

    `days` are one salon's in order and may leave gaps. Equal to `visits.starts` over the glued days.
    """
    for at, day in enumerate(days):
        within = stretch(first - day.base, min(last - day.base, day.length))
        if not within:
            continue
        by_itself = stands_alone(day, need)
        found = alone(day, need, within, now_s) if by_itself else _glued(days, at, need, within, now_s)
        if found.any_of:
            yield found


def alone(day: Packed, need: Need, within: int, now_s: float) -> DayStarts:
    """The starts of a need on a day that stands alone, of those `within` some ticks of the day."""
    shape = _shape(day.shifts, need.duration, need.step, need.who)
    if not shape.any_of & within:
        return DayStarts(day, 0, 0, now_s)
    served = runs(day.clear(now_s), need.whole) << need.before
    can = shape.fits & served
    any_of = _any_of(can, need.who) & within
    return DayStarts(day, any_of & _equipped(served, need) if any_of else 0, can, now_s)


def _glued(days: Sequence[Packed], at: int, need: Need, within: int, now_s: float) -> DayStarts:
    """The same of any day, with the days beside it."""
    day = days[at]
    timeline = glue([each.day for each in days[max(at - 1, 0) : at + 2]], now_s=now_s)
    found = starts(timeline, need, first=day.base, last=day.base + day.length)
    off = day.base - timeline.base
    stack = sum(mask >> off << lane * LANE_BITS for lane, mask in found.by_lane.items())
    return DayStarts(day, found.any_of >> off & within, stack, now_s)


def _equipped(served: int, need: Need) -> int:
    """The ticks at which room and equipment would be clear."""
    things = need.things
    if len(things) == 1:
        return _any_of(served, things[0])
    return each_its_own(things, lambda lane: served >> lane * LANE_BITS & _LANE, _LANE)


def _any_of(stack: int, lanes: int) -> int:
    """What some of the lanes have, by laying one half of them upon the other."""
    kept, halves = _folds(lanes)
    stack &= kept
    for bits, low in halves:
        stack = stack >> bits | stack & low
    return stack


@lru_cache(maxsize=SHAPES_KEPT)
def _folds(lanes: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The stack of these lanes with every bit set, and where to cut it in two until one lane is left."""
    kept = sum(_LANE << lane * LANE_BITS for lane in lanes_of(lanes))
    halves = []
    count = lanes.bit_length()
    while count > 1:
        count = (count + 1) // 2
        halves.append((count * LANE_BITS, (1 << count * LANE_BITS) - 1))
    return kept, tuple(halves)


@lru_cache(maxsize=SHAPES_KEPT)
def _shape(packed: bytes, duration: int, step: int, who: int) -> _Shape:
    """What the shifts of a day allow, by their bytes: many days and many salons share one."""
    work = grid = 0
    shifts = [shift for shift in unpack_shifts(packed) if who >> shift.lane & 1]
    for lane, begins, ends, anchor in shifts:
        off = lane * LANE_BITS + begins
        work |= stretch(0, ends - begins) << off
        grid |= comb(step, (anchor - begins) % step, ends - begins) << off
    opens = min((shift.starts for shift in shifts), default=LANE_BITS)
    closes = max((shift.ends for shift in shifts), default=0)
    fits = runs(work, duration) & grid
    return _Shape(fits, _any_of(fits, who), opens, closes)
