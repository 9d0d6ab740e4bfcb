"""From a salon's days to the starts of an offer, to who and what makes one possible, to why there is none."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from unknot.core.availability.days import Day, LaneShift
from unknot.core.availability.limits import NO_LIMITS, Own, Shape, Stint, forbidden
from unknot.core.availability.masks import comb, runs, stretch
from unknot.core.availability.rules import RuleSet
from unknot.core.availability.starts import starts_mask
from unknot.core.availability.things import each_its_own, handed_out, ways


@dataclass(frozen=True, slots=True)
class Need:
    """What one offer asks of a salon's lanes. Times in ticks; `who`, `rooms` and `equipment` are masks of lanes.

    One lane of `who` serves the client; one of `rooms` too unless `needs_room` is false; and one of each entry of
    `equipment`, none of them twice. `before` and `after` occupy them all, each with its own turnover besides
    (`Timeline.turnover`). `doubles` are the rooms for two who come together; one alone takes such a room whole, and
    last. `own` has the practitioners that are bound by more than `step`; `is_deep` is deep pressure for them.
    """

    duration: int
    step: int
    who: int
    before: int = 0
    after: int = 0
    needs_room: bool = False
    rooms: int = 0
    equipment: tuple[int, ...] = ()
    doubles: int = 0
    is_deep: bool = False
    own: Mapping[int, Own] = field(default_factory=dict)

    def step_of(self, lane: int) -> int:
        """The grid of a practitioner's starts."""
        return self.own[lane].step if lane in self.own else self.step

    @property
    def things(self) -> tuple[int, ...]:
        """The groups of lanes of which each has to give one beside the practitioner: the room first."""
        return (self.rooms, *self.equipment) if self.needs_room else self.equipment

    @property
    def whole(self) -> int:
        """Ticks occupied: the treatment and its buffers."""
        return self.before + self.duration + self.after


@dataclass(frozen=True, slots=True)
class Timeline:
    """Days glued along real time from the tick `base`: bit i is the tick base + i, in every mask.

    `shifts` are those of each lane, in ticks after `base`. `turnover` is what a lane takes before and after each
    treatment beside the offer's buffers, `stints` what a practitioner gives on these days and around them, in order,
    `rules` what a practitioner says: all three only where a salon has such rules.
    """

    base: int
    length: int
    days: tuple[Day, ...]
    clear: tuple[int, ...]
    shifts: Mapping[int, Sequence[LaneShift]] = field(default_factory=dict)
    turnover: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    stints: Mapping[int, Sequence[Stint]] = field(default_factory=dict)
    rules: Mapping[int, RuleSet] = field(default_factory=dict)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The days as absolute ticks."""
        return [(day.base, day.base + day.length) for day in self.days]

    def buffers(self, lane: int, need: Need) -> tuple[int, int]:
        """What a lane takes before and after a treatment: the offer's buffers, and its own turnover."""
        if lane not in self.turnover:
            return need.before, need.after
        before, after = self.turnover[lane]
        return need.before + before, need.after + after

    def allowed(self, lane: int, need: Need, *, is_first: bool = True) -> int:
        """The starts that the rules leave a practitioner's lane; notice and horizon bind a first start alone."""
        whole = (1 << self.length) - 1
        own = need.own.get(lane)
        if own is None:
            return whole
        shape = Shape(need.duration, *self.buffers(lane, need), need.is_deep)
        window = stretch(own.first - self.base, own.last - self.base) if is_first else whole
        return (
            window & whole & ~forbidden(own.limits, self.spans, self.stints.get(lane, ()), shape, self.base)
        )

    def day_at(self, tick: int) -> Day:
        """The day that holds an absolute tick. Raises LookupError when it is not among these."""
        for day in self.days:
            if day.base <= tick < day.base + day.length:
                return day
        raise LookupError(tick)

    def work(self, lane: int) -> int:
        """The working time of a lane."""
        mask = 0
        for _, starts, ends, _ in self.shifts.get(lane, ()):
            mask |= ((1 << (ends - starts)) - 1) << starts
        return mask

    def grid(self, lane: int, step: int) -> int:
        """The starts on the grid of the lane's shifts."""
        mask = 0
        for _, starts, ends, anchor in self.shifts.get(lane, ()):
            mask |= comb(step, (anchor - starts) % step, ends - starts) << starts
        return mask

    def emptied(self) -> "Timeline":
        """The same days without a single claim."""
        full = 0
        for day in self.days:
            full |= stretch(day.base - self.base, day.base - self.base + day.length)
        return replace(self, clear=(full,) * len(self.clear), stints={})

    def at(self, now_s: float) -> "Timeline":
        """The same with what holds had taken and has run out by `now_s` given back."""
        later = glue(self.days, now_s=now_s)
        stints = {
            lane: [each for each in mine if each.expires_s is None or each.expires_s > now_s]
            for lane, mine in self.stints.items()
        }
        return replace(later, turnover=self.turnover, stints=stints, rules=self.rules)


def glue(days: Sequence[Day], *, now_s: float) -> Timeline:
    """One salon's days as a timeline, with the holds that have run out by `now_s` given back.

    Days come in order and may leave gaps; a missing day is not clear.
    """
    if not days:
        return Timeline(0, 0, (), ())
    today = tuple(day.at(now_s) for day in days)
    base = today[0].base
    clear = [0] * max(len(day.clear) for day in today)
    shifts: defaultdict[int, list[LaneShift]] = defaultdict(list)
    for day in today:
        off = day.base - base
        for lane, bits in enumerate(day.clear):
            clear[lane] |= bits << off
        for lane, starts, ends, anchor in day.shifts:
            shifts[lane].append(LaneShift(lane, starts + off, ends + off, anchor + off))
    return Timeline(base, today[-1].base + today[-1].length - base, today, tuple(clear), shifts)


@dataclass(frozen=True, slots=True)
class Starts:
    """Where an offer can start: a mask for each practitioner's lane, rooms and equipment considered."""

    base: int
    by_lane: dict[int, int]

    @property
    def any_of(self) -> int:
        """The starts at which some practitioner can."""
        union = 0
        for mask in self.by_lane.values():
            union |= mask
        return union

    def lanes_at(self, tick: int) -> list[int]:
        """The practitioners' lanes that can start at an absolute tick."""
        at = tick - self.base
        return [lane for lane, mask in self.by_lane.items() if at >= 0 and mask >> at & 1]


def lanes_of(mask: int) -> list[int]:
    """The numbers in a mask of lanes, lowest first."""
    return [lane for lane in range(mask.bit_length()) if mask >> lane & 1]


def starts(timeline: Timeline, need: Need, *, first: int, last: int) -> Starts:
    """All starts of `need` at absolute ticks in `[first, last)`.

    >>> from unknot.core.availability.days import LaneShift
    >>> day = Day(0, 288, ((1 << 288) - 1,) * 2, (LaneShift(0, 108, 132, 108),))
    >>> found = starts(glue([day], now_s=0), Need(12, 6, who=1, needs_room=True, rooms=2), first=0, last=288)
    >>> [tick for tick in range(288) if found.any_of >> tick & 1]
    [108, 114, 120]
    """
    window = stretch(first - timeline.base, last - timeline.base)
    window &= _served(timeline, need)
    found = {}
    for lane in lanes_of(need.who):
        if not window or lane >= len(timeline.clear):
            continue
        grid = timeline.grid(lane, need.step_of(lane)) & window
        if grid and lane in need.own:
            grid &= timeline.allowed(lane, need)
        if grid:
            mask = starts_mask(
                timeline.work(lane),
                grid,
                timeline.clear[lane],
                need.duration,
                *timeline.buffers(lane, need),
            )
            if mask:
                found[lane] = mask
    return Starts(timeline.base, found)


class Why(StrEnum):
    """Why an offer cannot start at an instant even if there were no claims.

    NOT_TOGETHER is said of several offers only: each could, but not all as they were asked for. LIMITS are those of
    the practitioners (`core.availability.limits`).
    """

    NO_SKILL = "no_skill"
    NO_ROOM = "no_room"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    CLOSED = "closed"
    OFF_GRID = "off_grid"
    LIMITS = "limits"
    NOT_TOGETHER = "not_together"


def why_never(timeline: Timeline, need: Need, tick: int, *, on_tick: bool) -> Why | None:
    """Why nobody could start at `tick` in an empty diary; None when somebody could.

    `on_tick` is false when the instant asked for lies between two ticks. Notice and horizon are the caller's.
    """
    if not need.who:
        return Why.NO_SKILL
    if handed_out([lanes_of(group) for group in need.things]) is None:
        return Why.NO_ROOM
    empty, at = timeline.emptied(), tick - timeline.base
    working = [
        lane for lane in lanes_of(need.who) if at >= 0 and runs(empty.work(lane), need.duration) >> at & 1
    ]
    if not working:
        return Why.CLOSED
    if not on_tick or not any(empty.grid(lane, need.step_of(lane)) >> at & 1 for lane in working):
        return Why.OFF_GRID
    if starts(empty, need, first=tick, last=tick + 1).any_of:
        return None
    unbound = replace(need, own={lane: replace(own, limits=NO_LIMITS) for lane, own in need.own.items()})
    return Why.LIMITS if starts(empty, unbound, first=tick, last=tick + 1).any_of else Why.CLOSED


def things_at(timeline: Timeline, need: Need, tick: int) -> tuple[int, ...] | None:
    """The lanes of room and equipment for a start, each once, the first of `ways_at`; None when there are none."""
    return handed_out([_free_lanes(timeline, group, need, tick) for group in need.things])


def ways_at(timeline: Timeline, need: Need, tick: int) -> Iterator[tuple[int, ...]]:
    """Every choice of lanes of room and equipment for a start, `things_at` first: the lowest, rooms for two last."""
    yield from ways([_free_lanes(timeline, group, need, tick) for group in need.things])


def _served(timeline: Timeline, need: Need) -> int:
    """The ticks at which room and equipment would be clear for a visit that starts there, none of them used twice."""

    def able(lane: int) -> int:
        clear = timeline.clear[lane] if lane < len(timeline.clear) else 0
        before, after = timeline.buffers(lane, need)
        return runs(clear, before + need.duration + after) << before

    return each_its_own(need.things, able, (1 << timeline.length) - 1)


def _free_lanes(timeline: Timeline, lanes: int, need: Need, tick: int) -> list[int]:
    """Those of `lanes` that are clear for a visit at `tick`, buffers included; those for two come last."""
    in_order = lanes_of(lanes & ~need.doubles) + lanes_of(lanes & need.doubles)
    return [lane for lane in in_order if _is_free(timeline, lane, need, tick - timeline.base)]


def _is_free(timeline: Timeline, lane: int, need: Need, at: int) -> bool:
    before, after = timeline.buffers(lane, need)
    wanted = stretch(at - before, at + need.duration + after)
    return at >= before and lane < len(timeline.clear) and timeline.clear[lane] & wanted == wanted
