"""Visits of several parts by a slow and obvious reading: every start, order, wait and choice of lanes is tried."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

from unknot.core.availability.parts import Several
from unknot.core.availability.visits import Need, Timeline, lanes_of

Taken = tuple[int, tuple[int, int], int]
"""A lane, the ticks over which it is taken, and the lanes that would have room for another one then."""


class Slowly:
    """Looks at one start after the other, tries each order, each wait and each choice of lanes."""

    def __init__(self, line: Timeline, wanted: Several) -> None:
        self.line, self.wanted = line, wanted

    def can(self, tick: int) -> bool:
        return any(self.serves(order, starts) for order, starts in self.laid(tick))

    def laid(self, tick: int) -> Iterator[tuple[Sequence[int], list[int]]]:
        count = range(len(self.wanted.parts))
        if not self.wanted.in_a_row:
            yield count, [tick] * len(count)
            return
        for order in permutations(count) if self.wanted.any_order else [count]:
            for waits in product(range(self.wanted.wait + 1), repeat=len(count) - 1):
                starts = [tick]
                for part, wait in zip(order, waits, strict=False):
                    starts.append(starts[-1] + self.wanted.parts[part].duration + wait)
                yield order, starts

    def serves(self, order: Sequence[int], starts: list[int]) -> bool:
        parts = [(self.wanted.parts[part], start) for part, start in zip(order, starts, strict=True)]
        people = [
            [lane for lane in lanes_of(need.who) if self.works(lane, need, start, on_grid=at == 0)]
            for at, (need, start) in enumerate(parts)
        ]
        if not any(self.apart(chosen, parts) for chosen in product(*people)):
            return False
        return any(True for _ in self.things(parts))

    def apart(self, chosen: Sequence[int], parts: Sequence[tuple[Need, int]]) -> bool:
        """Whether these practitioners can give the parts."""
        if self.wanted.apart and len(set(chosen)) < len(chosen):
            return False
        return not clash([(lane, whole(*part), 0) for lane, part in zip(chosen, parts, strict=True)])

    def things(self, parts: Sequence[tuple[Need, int]]) -> Iterator[list[Taken]]:
        """Every choice of rooms and equipment for the parts."""
        wanted = [(group, whole(need, start), two) for need, start in parts for group, two in groups(need)]
        for lanes in product(*(lanes_of(group) for group, _, _ in wanted)):
            row = self.wanted.in_a_row
            taken = [
                (lane, span, 0 if row else two) for lane, (_, span, two) in zip(lanes, wanted, strict=True)
            ]
            if all(self.clear(lane, *span) for lane, span, _ in taken) and not clash(taken):
                yield [(lane, span, two) for lane, (_, span, two) in zip(lanes, wanted, strict=True)]

    def works(self, lane: int, need: Need, start: int, *, on_grid: bool) -> bool:
        at = start - self.line.base
        if on_grid and not self.line.grid(lane, need.step) >> at & 1:
            return False
        work = self.line.work(lane)
        return all(work >> tick & 1 for tick in range(at, at + need.duration)) and self.clear(
            lane, *whole(need, start)
        )

    def clear(self, lane: int, starts: int, ends: int) -> bool:
        return starts >= self.line.base and all(
            self.line.clear[lane] >> (tick - self.line.base) & 1 for tick in range(starts, ends)
        )


def whole(need: Need, start: int) -> tuple[int, int]:
    return start - need.before, start + need.duration + need.after


def groups(need: Need) -> list[tuple[int, int]]:
    """What a part needs besides its practitioner, with the lanes that have room for two."""
    rooms = [(need.rooms, need.doubles)] if need.needs_room else []
    return rooms + [(group, 0) for group in need.equipment]


def clash(taken: Sequence[Taken]) -> bool:
    """Whether a lane would serve more at once than it has room for."""
    for lane in {lane for lane, _, _ in taken}:
        mine = [(span, two >> lane & 1) for other, span, two in taken if other == lane]
        meeting = [pair for pair in combinations(mine, 2) if meet(pair[0][0], pair[1][0])]
        if any(not (one and other) for (_, one), (_, other) in meeting) or len(meeting) > 1:
            return True
    return False


def meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def alone(taken: Sequence[Taken]) -> int:
    """How many rooms for two are given to one alone."""
    return sum(
        two >> lane & 1
        and not any(
            at != place and other == lane and meet(span, theirs)
            for place, (other, theirs, _) in enumerate(taken)
        )
        for at, (lane, span, two) in enumerate(taken)
    )
