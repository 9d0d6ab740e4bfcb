"""Why not then? What keeps an offer from starting at one instant, lane by lane, and the least that would free it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from unknot.core.availability.limits import Shape, broken
from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.things import crowds, lacking
from unknot.core.availability.visits import Need, Timeline, lanes_of


class GapKind(StrEnum):
    """What a lane lacks: working time, time without a claim, time that only a hold takes, a start on its grid.

    And what a practitioner's own rules ask for: notice, horizon, and what keeps her well (`limits.Limit`).
    """

    OFF = "off"
    TAKEN = "taken"
    HELD = "held"
    OFF_GRID = "off_grid"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    TRAVEL = "travel"
    BREAK = "break"
    STRETCH = "stretch"
    HANDS_ON = "hands_on"
    DEEP = "deep"


class Role(StrEnum):
    """What a group of lanes is needed for."""

    PRACTITIONER = "practitioner"
    ROOM = "room"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class Gap:
    """Ticks `[starts, ends)` that a lane would have to have. `expires_s` is when the hold that takes them runs out.

    Off the grid, they lie between the start that was asked for and the nearest start of the lane's grid.
    """

    lane: int
    kind: GapKind
    starts: int
    ends: int
    expires_s: int | None = None

    @property
    def length(self) -> int:
        """In ticks."""
        return self.ends - self.starts


@dataclass(frozen=True, slots=True)
class Blocked:
    """A group of lanes of which none can serve. `gaps` has what each of them lacks, in order of time.

    Without lanes nobody and nothing of the kind is there at all.
    """

    role: Role
    gaps: Mapping[int, Sequence[Gap]] = field(default_factory=dict)

    @property
    def cheapest(self) -> Sequence[Gap]:
        """What would have to change for the lane that lacks least; the lowest of equals. Nothing without lanes."""
        return min(self.gaps.values(), key=lambda gaps: sum(gap.length for gap in gaps), default=())

    @property
    def frees_s(self) -> int | None:
        """When the first of its lanes would be free because holds run out; None where something else is in the way."""
        ends = [_last(gaps) for gaps in self.gaps.values() if all(gap.kind is GapKind.HELD for gap in gaps)]
        return min(ends, default=None)


def every_gap(blocked: Sequence[Blocked]) -> list[tuple[Role, Gap]]:
    """All that stands in the way, each with what it is needed for."""
    return [(each.role, gap) for each in blocked for gaps in each.gaps.values() for gap in gaps]


def least_gaps(blocked: Sequence[Blocked]) -> list[tuple[Role, Gap]]:
    """The least of it that would have to change."""
    return [(each.role, gap) for each in blocked for gap in each.cheapest]


def why_not(timeline: Timeline, need: Need, tick: int) -> tuple[Blocked, ...]:
    """What keeps `need` from starting at an absolute tick: nothing exactly where `visits.starts` has that tick.

    Notice and horizon are the caller's, and so is an instant between two ticks.

    >>> from unknot.core.availability.days import Day, LaneShift
    >>> from unknot.core.availability.visits import glue
    >>> day = Day(0, 288, ((1 << 288) - 1 - (0b11 << 116),), (LaneShift(0, 108, 132, 108),))
    >>> (blocked,) = why_not(glue([day], now_s=0), Need(12, 6, 1), 114)
    >>> blocked.cheapest
    [Gap(lane=0, kind=<GapKind.TAKEN: 'taken'>, starts=116, ends=118, expires_s=None)]
    """
    people = {lane: _of_practitioner(timeline, need, lane, tick) for lane in lanes_of(need.who)}
    nobody = [] if any(not gaps for gaps in people.values()) else [Blocked(Role.PRACTITIONER, people)]
    return (*nobody, *_things_missing(timeline, need, tick))


def _things_missing(timeline: Timeline, need: Need, tick: int) -> Iterator[Blocked]:
    """What is missing of room and equipment, once for each lane more that it would take."""
    wanted = {lane for group in need.things for lane in lanes_of(group)}
    gaps = {lane: list(_taken(timeline, lane, *_whole(timeline, need, lane, tick))) for lane in wanted}

    def length(lane: int) -> int:
        return sum(gap.length for gap in gaps[lane])

    for crowd in crowds(need.things):
        role = Role.ROOM if need.needs_room and need.rooms in crowd else Role.EQUIPMENT
        for lanes in lacking(crowd, [lane for lane in wanted if not gaps[lane]], length):
            yield Blocked(role, {lane: gaps[lane] for lane in sorted(lanes)})


def _whole(timeline: Timeline, need: Need, lane: int, tick: int) -> tuple[int, int]:
    """What a start would take of a lane."""
    before, after = timeline.buffers(lane, need)
    return tick - before, tick + need.duration + after


def _of_practitioner(timeline: Timeline, need: Need, lane: int, tick: int) -> list[Gap]:
    off = _missing(timeline.work(lane), timeline.base, tick, tick + need.duration)
    gaps = [Gap(lane, GapKind.OFF, *span) for span in off]
    gaps += _off_grid(timeline, lane, need.step_of(lane), tick)
    gaps += _taken(timeline, lane, *_whole(timeline, need, lane, tick))
    gaps += _beyond(timeline, need, lane, tick)
    return sorted(gaps, key=lambda gap: (gap.starts, gap.ends, gap.kind))


def _beyond(timeline: Timeline, need: Need, lane: int, tick: int) -> Iterator[Gap]:
    """What a practitioner's own rules have against a start."""
    own = need.own.get(lane)
    if own is None:
        return
    if tick < own.first:
        yield Gap(lane, GapKind.TOO_SOON, tick, own.first)
    if tick >= own.last:
        yield Gap(lane, GapKind.TOO_FAR, own.last, tick + 1)
    added = Shape(need.duration, *timeline.buffers(lane, need), need.is_deep).at(tick)
    for limit in broken(own.limits, timeline.spans, timeline.stints.get(lane, ()), [added]):
        yield Gap(lane, GapKind(limit.value), tick, tick + need.duration)


def _off_grid(timeline: Timeline, lane: int, step: int, tick: int) -> Iterator[Gap]:
    """How far a working tick is from the nearest start of its lane's grid."""
    at = tick - timeline.base
    if at < 0 or not timeline.work(lane) >> at & 1 or timeline.grid(lane, step) >> at & 1:
        return
    nearest = min(
        ticks(timeline.grid(lane, step), timeline.base), key=lambda start: abs(start - tick), default=tick + 1
    )
    yield Gap(lane, GapKind.OFF_GRID, min(tick, nearest), max(tick, nearest))


def _taken(timeline: Timeline, lane: int, starts: int, ends: int) -> Iterator[Gap]:
    """The stretches that are not clear; those of one hold each by themselves."""
    clear = timeline.clear[lane] if lane < len(timeline.clear) else 0
    held = sorted(set(_holds(timeline, lane, starts, ends)))
    by_holds = 0
    for from_, to, expires_s in held:
        by_holds |= stretch(from_ - timeline.base, to - timeline.base)
        yield Gap(lane, GapKind.HELD, from_, to, expires_s)
    for from_, to in _missing(clear | by_holds, timeline.base, starts, ends):
        yield Gap(lane, GapKind.TAKEN, from_, to)


def _holds(timeline: Timeline, lane: int, starts: int, ends: int) -> Iterator[tuple[int, int, int]]:
    for day in timeline.days:
        for held in day.holds:
            from_, to = max(day.base + held.starts, starts), min(day.base + held.ends, ends)
            if held.lane == lane and from_ < to:
                yield from_, to, held.expires_s


def _missing(mask: int, base: int, starts: int, ends: int) -> Iterator[tuple[int, int]]:
    """The longest stretches of `[starts, ends)` that the mask does not have; below the base it has nothing."""
    since = None
    for tick in range(starts, ends + 1):
        lacks = tick < ends and (tick < base or not mask >> (tick - base) & 1)
        if lacks and since is None:
            since = tick
        elif not lacks and since is not None:
            yield since, tick
            since = None


def _last(gaps: Sequence[Gap]) -> int:
    return max(gap.expires_s or 0 for gap in gaps)
