"""Which lanes serve the parts of a visit: found for all starts at once, in bits.

A lane serves two parts only where their times with all buffers lie apart; a room for two also serves two side by side.
Starts at which every part could choose among as many lanes as there are parts need no closer look; at the others lanes
are handed out one by one, as long as some start is left that they could help.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import and_

from unknot.core.availability.limits import Shape, Stint, broken
from unknot.core.availability.masks import runs, stretch, ticks
from unknot.core.availability.parts import Layout, Placed, Several
from unknot.core.availability.visits import Need, Timeline, lanes_of

NO_LANE = -1


class Fits:
    """Which lanes can serve which part at which start, as masks that are made once."""

    def __init__(self, timeline: Timeline, wanted: Several) -> None:
        self._line, self._wanted = timeline, wanted
        self._is_bound = any(need.own for need in wanted.parts)
        # Parts that are alike ask the same of the same lanes.
        self._at_work = cache(lambda lane, length: runs(timeline.work(lane), length))
        self._clear = cache(lambda lane, length: runs(timeline.clear[lane], length))
        self._who = [self._people(need) for need in wanted.parts]
        self._first = cache(self._on_grid)
        self._things = [self._groups(need) for need in wanted.parts]

    def starts(self, laid: Layout, window: int) -> int:
        """The starts of the first part within the window for which every role finds its lanes."""
        found = window
        roles = list(self._roles(laid))
        for slot in (slot for slots in roles for slot in slots):
            found &= slot.many(1)
        for crowd in (crowd for slots in roles for crowd in _crowds(slots, self._meet)):
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
                    key=lambda lane: (rank.get(lane, 0), self._is_later(slot, lane), lane),
                )
                for slot in slots
            ]
            choices = (each for each in self._choices(slots, able) if self._kept(slots, each, bit))
            chosen = self._least_alone(slots, choices)
            for slot, lane in zip(slots, chosen, strict=True):
                lanes[slot.part].append(lane)
        begins = dict(zip(laid.order, laid.offsets, strict=True))
        return tuple(Placed(part, tick + begins[part], tuple(lanes[part])) for part in laid.order)

    def _people(self, need: Need) -> "_Able":
        lanes = [lane for lane in lanes_of(need.who) if lane < len(self._line.clear)]
        able = {lane: self._at_work(lane, need.duration) & self._free(lane, need) for lane in lanes}
        return _Able(
            {lane: mask & self._line.allowed(lane, need, is_first=False) for lane, mask in able.items()}
        )

    def _on_grid(self, part: int) -> "_Able":
        need, people = self._wanted.parts[part], self._who[part].masks
        grids = {lane: self._line.grid(lane, need.step_of(lane)) for lane, mask in people.items() if mask}
        return _Able({lane: people[lane] & grid & self._opening(need, lane) for lane, grid in grids.items()})

    def _opening(self, need: Need, lane: int) -> int:
        """The starts that a practitioner's own notice and horizon leave."""
        own = need.own.get(lane)
        return stretch(own.first - self._line.base, own.last - self._line.base) if own else -1

    def _groups(self, need: Need) -> list[tuple["_Able", int]]:
        """What a part needs besides its practitioner, each with those of its lanes that have room for two."""
        rooms = [(self._any_of(need.rooms, need), need.doubles)] if need.needs_room else []
        return rooms + [(self._any_of(group, need), 0) for group in need.equipment]

    def _any_of(self, group: int, need: Need) -> "_Able":
        lanes = [lane for lane in lanes_of(group) if lane < len(self._line.clear)]
        return _Able({lane: self._free(lane, need) for lane in lanes})

    def _free(self, lane: int, need: Need) -> int:
        before, after = self._line.buffers(lane, need)
        return self._clear(lane, before + need.duration + after) << before

    def _roles(self, laid: Layout) -> Iterator[list["_Slot"]]:
        """The practitioners of all parts, then all rooms and equipment: lanes of the two are never the same."""
        people, things = [], []
        for at, (part, offset) in enumerate(zip(laid.order, laid.offsets, strict=True)):
            need = self._wanted.parts[part]
            span = (offset - need.before, offset + need.duration + need.after)
            able = self._who[part] if at else self._first(part)
            people.append(_Slot(part, span, able, offset, is_person=True))
            things += [_Slot(part, span, each, offset, doubles) for each, doubles in self._things[part]]
        yield people
        if things:
            yield things

    def _clash(self, lane: int, one: "_Slot", other: "_Slot") -> bool:
        """Whether two slots can't be one lane's, with its own turnover before and after each."""
        if self._wanted.apart and one.is_person and other.is_person:
            return True
        turnover = sum(self._line.turnover.get(lane, (0, 0)))
        return one.span[0] < other.span[1] + turnover and other.span[0] < one.span[1] + turnover

    def _meet(self, one: "_Slot", other: "_Slot") -> bool:
        """Whether it matters to two slots who serves the other."""
        if one.is_person and other.is_person and self._is_bound:
            return True
        lanes = one.able.masks.keys() & other.able.masks.keys()
        return any(self._clash(lane, one, other) for lane in (*lanes, NO_LANE))

    def _kept(self, slots: Sequence["_Slot"], lanes: Sequence[int], window: int) -> int:
        """The starts at which those who give several of the parts keep what binds them."""
        for lane in {lane for slot, lane in zip(slots, lanes, strict=True) if slot.is_person}:
            mine = [slot for slot, other in zip(slots, lanes, strict=True) if other == lane]
            own = self._wanted.parts[mine[0].part].own.get(lane)
            if own is None or len(mine) < 2:
                continue
            stints = self._line.stints.get(lane, ())
            for tick in ticks(window, self._line.base):
                added = [self._stint(slot, lane, tick) for slot in mine]
                if any(True for _ in broken(own.limits, self._line.spans, stints, added)):
                    window &= ~(1 << (tick - self._line.base))
        return window

    def _stint(self, slot: "_Slot", lane: int, tick: int) -> Stint:
        need = self._wanted.parts[slot.part]
        shape = Shape(need.duration, *self._line.buffers(lane, need), need.is_deep)
        return shape.at(tick + slot.offset)

    def _own_lanes(self, crowd: Sequence["_Slot"], window: int) -> int:
        """The starts at which the slots of a crowd, each beside its own neighbours, find lanes.

        Where each could choose among as many as there are slots nothing has to be looked at.
        """
        plenty = reduce(and_, (slot.many(len(crowd)) for slot in crowd), window)
        scarce = window & ~plenty
        if not scarce:
            return plenty
        is_pair = len(crowd) == 2 and not (crowd[0].is_person and self._is_bound)
        return plenty | (
            self._as_pair(crowd[0], crowd[1], scarce) if is_pair else self._one_by_one(crowd, scarce)
        )

    def _as_pair(self, one: "_Slot", other: "_Slot", window: int) -> int:
        """The same for two at once: each has a lane, unless both have but one, and the same, that can't serve both."""
        both_by_one = same = 0
        for lane in one.able.masks.keys() & other.able.masks.keys():
            shared = one.mask(lane) & other.mask(lane) & window
            if shared and self._twice(lane, (lane,), (one, other)):
                same |= shared
            else:
                both_by_one |= shared
        single = ~(one.many(2) | other.many(2))
        return both_by_one | window & one.many(1) & other.many(1) & ~(single & same)

    def _one_by_one(self, crowd: Sequence["_Slot"], window: int) -> int:
        """The same, lane by lane, each as long as a start is left that needs it."""
        able = [{lane: slot.mask(lane) & window for lane in slot.able.masks} for slot in crowd]
        found = 0

        def choose(chosen: tuple[int, ...], open_: int) -> None:
            nonlocal found
            at = len(chosen)
            if at == len(crowd):
                found |= self._kept(crowd, chosen, open_)
                return
            for lane, mask in able[at].items():
                left = open_ & mask & ~found
                if left and not self._twice(lane, chosen, crowd):
                    choose((*chosen, lane), left)

        choose((), window)
        return found

    def _twice(self, lane: int, chosen: Sequence[int], slots: Sequence["_Slot"]) -> bool:
        """Whether a lane was chosen for one of the first slots and can't serve the next as well."""
        slot = slots[len(chosen)]
        before = zip(slots, chosen, strict=False)
        beside = [each for each, other in before if lane == other and self._clash(lane, each, slot)]
        return len(beside) >= (2 if all(self._is_for_two(each, lane) for each in (slot, *beside)) else 1)

    def _is_for_two(self, slot: "_Slot", lane: int) -> bool:
        """Whether a lane has room for another part side by side."""
        return not self._wanted.in_a_row and bool(slot.doubles >> lane & 1)

    def _is_later(self, slot: "_Slot", lane: int) -> bool:
        """Whether a lane is looked at after the others: rooms for two come first side by side, and last in a row."""
        return bool(slot.doubles >> lane & 1) is self._wanted.in_a_row

    def _least_alone(self, slots: Sequence["_Slot"], choices: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        """The first of the choices that give the fewest rooms for two to one alone."""
        best: tuple[int, ...] = ()
        least = len(slots) + 1
        for each in choices:
            alone = self._alone(slots, each)
            if alone < least:
                best, least = each, alone
            if not least:
                break
        return best

    def _alone(self, slots: Sequence["_Slot"], lanes: Sequence[int]) -> int:
        both = list(zip(slots, lanes, strict=True))
        return sum(
            bool(slot.doubles >> lane & 1)
            and not any(
                other == lane and each is not slot and self._clash(lane, each, slot) for each, other in both
            )
            for slot, lane in both
        )

    def _choices(self, slots: Sequence["_Slot"], able: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
        """Lanes for the slots, no lane for two that clash; the lowest first."""

        def choose(chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
            at = len(chosen)
            if at == len(slots):
                yield chosen
                return
            for lane in able[at]:
                if not self._twice(lane, chosen, slots):
                    yield from choose((*chosen, lane))

        return choose(())


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
    """One lane that is wanted for a part, `offset` ticks after the start.

    `span` are the ticks that it would be occupied, counted from the start; `doubles` the lanes with room for two.
    """

    part: int
    span: tuple[int, int]
    able: _Able
    offset: int = 0
    doubles: int = 0
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
