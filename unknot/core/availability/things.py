"""Rooms and equipment for one visit: whoever is asked for twice must be there twice.

A group is a mask of lanes of which one is needed. Groups that share lanes form a crowd, whose lanes are handed out
together; most groups share none and are a crowd by themselves.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from unknot.core.availability.masks import ticks


def crowds(groups: Sequence[int]) -> list[list[int]]:
    """The groups that share lanes, also by way of others, together; each crowd once.

    >>> crowds([0b0011, 0b0100, 0b1010])
    [[4], [3, 10]]
    """
    found: list[list[int]] = []
    for group in groups:
        near = [crowd for crowd in found if any(group & other for other in crowd)]
        found = [crowd for crowd in found if crowd not in near]
        found.append([*(each for crowd in near for each in crowd), group])
    return found


def each_its_own(groups: Sequence[int], able: Callable[[int], int], window: int) -> int:
    """The places of the window at which every group has a lane of its own; `able` says where a lane can serve.

    >>> able = {0: 0b0111, 1: 0b0110}
    >>> bin(each_its_own([0b11, 0b11], able.__getitem__, 0b1111))
    '0b110'
    """
    for crowd in crowds(groups):
        window = _of_crowd(crowd, able, window, frozenset())
    return window


def handed_out(groups: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """A lane of each group and none twice, the first that do, in the order of the groups; None when nothing does."""
    return next(ways(groups), None)


def ways(groups: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Every way to hand out a lane of each group and none twice, the first of a group first, in the groups' order.

    >>> list(ways([[0, 1], [1, 2]]))
    [(0, 1), (0, 2), (1, 2)]
    """
    yield from _handed_out(groups, ())


def lacking(crowd: Sequence[int], free: Collection[int], cost: Callable[[int], int]) -> list[list[int]]:
    """What a crowd misses until each group has a free lane of its own: one choice for each lane more that it takes.

    The first of a choice costs least, by `cost` and then by number; it counts as free for the choices that follow.
    An empty choice means that the lanes are not enough however free they are.

    >>> lacking([0b11, 0b11], free=[1], cost=abs)
    [[0]]
    """
    lanes = {lane for group in crowd for lane in ticks(group)}
    usable = lanes & set(free)
    found: list[list[int]] = []
    while (served := _served(crowd, usable)) < len(crowd):
        helpful = [lane for lane in lanes - usable if _served(crowd, usable | {lane}) > served]
        found.append(sorted(helpful, key=lambda lane: (cost(lane), lane)))
        if not helpful:
            break
        usable.add(found[-1][0])
    return found


def _of_crowd(groups: Sequence[int], able: Callable[[int], int], window: int, used: frozenset[int]) -> int:
    found = 0
    for lane in ticks(groups[0]):
        open_ = window & ~found & able(lane) if lane not in used else 0
        if open_:
            found |= _of_crowd(groups[1:], able, open_, used | {lane}) if len(groups) > 1 else open_
    return found


def _handed_out(groups: Sequence[Sequence[int]], taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if not groups:
        yield taken
        return
    for lane in groups[0]:
        if lane not in taken:
            yield from _handed_out(groups[1:], (*taken, lane))


def _served(groups: Sequence[int], lanes: Collection[int]) -> int:
    """How many of the groups can have one of the lanes each, at most."""
    owner: dict[int, int] = {}

    def give(place: int, seen: set[int]) -> bool:
        for lane in ticks(groups[place]):
            if lane in lanes and lane not in seen:
                seen.add(lane)
                if lane not in owner or give(owner[lane], seen):
                    owner[lane] = place
                    return True
        return False

    return sum(give(place, set()) for place in range(len(groups)))
