"""Which lanes serve the parts of a visit: found for all starts at once, in bits.

A lane serves two parts only where their times with all buffers lie apart. Starts at which every part could choose
among as many lanes as there are parts need no closer look; at the others lanes are handed out one by one, as long as
some start is left that they could help.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_

from unknot.core.availability.masks import runs
from unknot.core.availability.parts import Layout, Placed, Several
from unknot.core.availability.visits import Need, Timeline, lanes_of


class Fits:
    """Which lanes can serve which part at which start, as masks that are made once."""

    def __init__(self, timeline: Timeline, wanted: Several) -> None:
        self._line, self._wanted = timeline, wanted
        self._work = cache(timeline.work)
        self._who = [self._people(need) for need in wanted.parts]
        self._first = cache(self._on_grid)
        self._things = [self._groups(need) for need in wanted.parts]

    def starts(self, laid: Layout, window: int) -> int:
        """The starts of the first part within the window for which every role finds its lanes."""
        found = window
        roles = list(self._roles(laid))
        for slot in (slot for slots in roles for slot in slots):
            found &= slot.many(1)
        for crowd in (crowd for slots in roles for crowd in _crowds(slots, self._clash)):
            found = self._own_lanes(crowd, found) if found else 0
        return found

    def placed(self, laid: Layout, tick: int, order: Sequence[int] = ()) -> tuple[Placed, ...]:
        """The lanes at one start, which `starts` has found to be possible; first those that `order` names first."""
        bit = 1 << (tick - self._line.base)
        rank = {lane: place - len(order) for place, lane in enumerate(order)}
        lanes: dict[int, list[int]] = {part: [] for part in laid.order}
        for slots in self._roles(laid):
            able = [
                sorted(
                    (lane for lane in slot.able.masks if slot.mask(lane) & bit),
                    key=lambda lane: (rank.get(lane, 0), lane),
                )
                for slot in slots
            ]
            chosen = next(self._choices(slots, able))
            for slot, lane in zip(slots, chosen, strict=True):
                for part in slot.parts:
                    lanes[part].append(lane)
        ticks = {part: tick + offset for part, offset in zip(laid.order, laid.offsets, strict=True)}
        return tuple(Placed(part, ticks[part], tuple(lanes[part])) for part in laid.order)

    def _people(self, need: Need) -> "_Able":
        lanes = [lane for lane in lanes_of(need.who) if lane < len(self._line.clear)]
        return _Able({lane: runs(self._work(lane), need.duration) & self._free(lane, need) for lane in lanes})

    def _on_grid(self, part: int) -> "_Able":
        step, people = self._wanted.parts[part].step, self._who[part].masks
        return _Able({lane: mask & self._line.grid(lane, step) for lane, mask in people.items() if mask})

    def _groups(self, need: Need) -> list["_Able"]:
        """What a part needs for itself besides its practitioner."""
        own_room = need.needs_room and not self._wanted.together
        return [self._any_of(group, need) for group in ((need.rooms,) if own_room else ()) + need.equipment]

    def _any_of(self, group: int, need: Need) -> "_Able":
        lanes = [lane for lane in lanes_of(group) if lane < len(self._line.clear)]
        return _Able({lane: self._free(lane, need) for lane in lanes})

    def _free(self, lane: int, need: Need) -> int:
        return runs(self._line.clear[lane], need.whole) << need.before

    def _roles(self, laid: Layout) -> Iterator[list["_Slot"]]:
        """The practitioners of all parts, then all rooms and equipment: lanes of the two are never the same."""
        people, things = [], []
        for at, (part, offset) in enumerate(zip(laid.order, laid.offsets, strict=True)):
            need = self._wanted.parts[part]
            span = (offset - need.before, offset + need.duration + need.after)
            able = self._who[part] if at else self._first(part)
            people.append(_Slot((part,), span, able, offset, is_person=True))
            things += [_Slot((part,), span, each, offset) for each in self._things[part]]
        if self._wanted.together and any(need.needs_room for need in self._wanted.parts):
            things.insert(0, self._shared_room(laid))
        yield people
        if things:
            yield things

    def _shared_room(self, laid: Layout) -> "_Slot":
        """One room in which all parts that need one are served at once."""
        parts = [part for part in laid.order if self._wanted.parts[part].needs_room]
        needs = [self._wanted.parts[part] for part in parts]
        common = reduce(and_, (need.rooms for need in needs))
        masks = [self._any_of(common, need).masks for need in needs]
        all_at_once = {lane: reduce(and_, (each[lane] for each in masks)) for lane in masks[0]}
        span = (min(-need.before for need in needs), max(need.duration + need.after for need in needs))
        return _Slot(tuple(parts), span, _Able(all_at_once))

    def _clash(self, one: "_Slot", other: "_Slot") -> bool:
        """Whether two slots can't be one lane's."""
        if self._wanted.apart and one.is_person and other.is_person:
            return True
        return one.span[0] < other.span[1] and other.span[0] < one.span[1]

    def _own_lanes(self, crowd: Sequence["_Slot"], window: int) -> int:
        """The starts at which the slots of a crowd, each beside its own neighbours, find lanes.

        Where each could choose among as many as there are slots nothing has to be looked at.
        """
        plenty = reduce(and_, (slot.many(len(crowd)) for slot in crowd), window)
        scarce = window & ~plenty
        return plenty | (self._one_by_one(crowd, scarce) if scarce else 0)

    def _one_by_one(self, crowd: Sequence["_Slot"], window: int) -> int:
        """The same, lane by lane, each as long as a start is left that needs it."""
        able = [{lane: slot.mask(lane) & window for lane in slot.able.masks} for slot in crowd]
        clashes = self._clashes(crowd)
        found = 0

        def choose(chosen: tuple[int, ...], open_: int) -> None:
            nonlocal found
            at = len(chosen)
            if at == len(crowd):
                found |= open_
                return
            for lane, mask in able[at].items():
                left = open_ & mask & ~found
                if left and not _twice(lane, chosen, clashes[at]):
                    choose((*chosen, lane), left)

        choose((), window)
        return found

    def _clashes(self, slots: Sequence["_Slot"]) -> list[list[bool]]:
        """For each slot, which of those before it can't have its lane."""
        return [[self._clash(slot, before) for before in slots[:at]] for at, slot in enumerate(slots)]

    def _choices(self, slots: Sequence["_Slot"], able: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
        """Lanes for the slots, no lane for two that clash; the lowest first."""
        clashes = self._clashes(slots)

        def choose(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            at = len(chosen)
            if at == len(slots):
                yield chosen
                return
            for lane in able[at]:
                if not _twice(lane, chosen, clashes[at]):
                    yield from choose((*chosen, lane))

        return choose(())


def _twice(lane: int, chosen: Sequence[int], clashes: Sequence[bool]) -> bool:
    """Whether a lane has been chosen already for something that it can't serve as well."""
    return any(lane == other and clash for other, clash in zip(chosen, clashes, strict=True))


class _Able:
    """When each lane could serve a part, as bits at which the part would start."""

    def __init__(self, masks: Mapping[int, int]) -> None:
        self.masks = masks
        self._levels: list[int] = []

    def many(self, count: int) -> int:
        """When so many lanes could, or more."""
        if len(self._levels) < count:
            self._levels = _levels(count, self.masks.values())
        return self._levels[count - 1]


@dataclass(frozen=True, slots=True)
class _Slot:
    """One lane that is wanted, for one part or for several at once, `offset` ticks after the start.

    `span` are the ticks that it would be occupied, counted from the start.
    """

    parts: tuple[int, ...]
    span: tuple[int, int]
    able: _Able
    offset: int = 0
    is_person: bool = False

    def many(self, count: int) -> int:
        """The starts at which so many lanes could, or more."""
        return self.able.many(count) >> self.offset

    def mask(self, lane: int) -> int:
        """The starts at which this lane could."""
        return self.able.masks.get(lane, 0) >> self.offset


def _crowds(slots: Sequence[_Slot], clash: Callable[[_Slot, _Slot], bool]) -> Iterator[list[_Slot]]:
    """Slots that have to be told apart, each with all that it clashes with, however indirectly; none by itself."""
    left = list(slots)
    while left:
        crowd = [left.pop(0)]
        for known in crowd:
            near = [each for each in left if clash(known, each)]
            crowd += near
            left = [each for each in left if each not in near]
        if len(crowd) > 1:
            yield crowd


def _levels(count: int, masks: Iterable[int]) -> list[int]:
    """The bits that are set in at least 1, 2, up to `count` of the masks."""
    levels = [0] * count
    for mask in masks:
        for level in range(count - 1, 0, -1):
            levels[level] |= levels[level - 1] & mask
        levels[0] |= mask
    return levels
