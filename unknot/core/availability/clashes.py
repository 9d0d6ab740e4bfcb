"""Why not all of them then? What keeps several parts from one start: each by itself, or one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unknot.core.availability.causes import Blocked, Role, why_not
from unknot.core.availability.limits import Own
from unknot.core.availability.parts import Layout, Several, layouts
from unknot.core.availability.several import placed_at
from unknot.core.availability.visits import Need, Timeline

_FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class PartAt:
    """A part at an absolute tick, and what keeps it from being served there even by itself."""

    part: int
    tick: int
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """The parts of a visit in order of time, laid so that least is missing.

    `short_of` is what there is too little of for all of them, where each could be had by itself.
    """

    parts: tuple[PartAt, ...]
    short_of: Role | None = None

    @property
    def is_none(self) -> bool:
        """Whether the visit can start."""
        return self.short_of is None and not any(each.blocked for each in self.parts)


def why_not_several(timeline: Timeline, wanted: Several, tick: int) -> Clash:
    """What keeps the parts from starting at an absolute tick: nothing exactly where `several_starts` has it.

    Of all orders and waits the one is told in which the fewest ticks are missing, of equals the order asked for, then
    the shortest. Notice and horizon of the salon are the caller's.
    """
    asked = tuple(range(len(wanted.parts)))
    placed = placed_at(timeline, wanted, tick)
    if placed is not None:
        return Clash(tuple(PartAt(each.part, each.tick, ()) for each in placed))
    told = [
        (_missing(parts), laid.order != asked, laid.length, at, parts)
        for at, laid in enumerate(layouts(wanted))
        for parts in [tuple(_laid(timeline, wanted, laid, tick))]
    ]
    missing, *_, parts = min(told)
    return Clash(parts, None if missing else _short_of(timeline, wanted, tick))


def _laid(timeline: Timeline, wanted: Several, laid: Layout, tick: int) -> Iterator[PartAt]:
    for at, (part, offset) in enumerate(zip(laid.order, laid.offsets, strict=True)):
        need = _anywhere(wanted.parts[part]) if at else wanted.parts[part]
        yield PartAt(part, tick + offset, why_not(timeline, need, tick + offset))


def _anywhere(need: Need) -> Need:
    """The same where the grid, notice and horizon don't bind: only the first start of a visit is held to them."""
    own = {lane: Own(1, -_FAR, _FAR, each.limits) for lane, each in need.own.items()}
    return replace(need, step=1, own=own)


def _missing(parts: Sequence[PartAt]) -> float:
    """The ticks that are missing in all; endless where there is nobody or nothing of a kind."""
    blocked = [each for part in parts for each in part.blocked]
    if any(not each.gaps for each in blocked):
        return float("inf")
    return sum(gap.length for each in blocked for gap in each.cheapest)


def _short_of(timeline: Timeline, wanted: Several, tick: int) -> Role:
    """The kind without which all could be had; practitioners where neither room nor equipment would help."""
    roomless = [replace(need, needs_room=False, rooms=0, doubles=0) for need in wanted.parts]
    bare = [replace(need, equipment=()) for need in roomless]
    for role, parts in ((Role.ROOM, roomless), (Role.EQUIPMENT, bare)):
        if placed_at(timeline, replace(wanted, parts=tuple(parts)), tick) is not None:
            return role
    return Role.PRACTITIONER
