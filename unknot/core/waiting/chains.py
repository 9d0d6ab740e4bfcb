"""Who moves where when time has become free: the best for the first in the order, then for the second, and so on.

A place is what somebody would occupy, as one mask for each lane. Who waits may have a place already, which comes free
when she moves; so one free time can let several move, and two can change places without any. What is found is a whole:
taken in part, it may not fit.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

Place = Mapping[int, int]
"""The ticks of each lane that are occupied, as bits from a base that is the caller's."""

DEEPEST: Final = 8
"""How many others may have to move so that one can: longer chains are not looked for."""


class Waits(NamedTuple):
    """Somebody in the order: the places she would take, best first, and the one that she would leave for them."""

    wanted: Sequence[Place]
    has: Place = {}


def chain(clear: Mapping[int, int], waiting: Sequence[Waits]) -> dict[int, int]:
    """Who takes which of her wanted places, by their numbers; who is not named stays as she is.

    `clear` are the free ticks of each lane; what those who wait have is not among them. The first has the best place
    that she can have in any solution; the second the best that leaves the first hers; and so on. Nobody moves except to
    a place that she wants, and a place is left only by somebody who moves.

    >>> ten, eleven, twelve = {0: 0b001}, {0: 0b010}, {0: 0b100}
    >>> chain({0: 0b001}, [Waits([ten], has=eleven), Waits([ten, eleven], has=twelve), Waits([twelve])])
    {0: 0, 1: 1, 2: 0}
    >>> chain({}, [Waits([eleven], has=ten), Waits([ten], has=eleven)])
    {0: 0, 1: 0}
    """
    decided: dict[int, int] = {}
    for who, one in enumerate(waiting):
        for choice in range(len(one.wanted)):
            tried = {**decided, who: choice}
            if _completed(clear, waiting, tried, who, DEEPEST) is not None:
                decided = tried
                break
    return decided


def _completed(
    clear: Mapping[int, int], waiting: Sequence[Waits], taken: dict[int, int], decided: int, deepest: int
) -> dict[int, int] | None:
    """The places taken, with those that others have to take for it; None when it can't be.

    Up to number `decided` all is settled: who of these has no place taken stays.
    """
    obliged = _obliged(clear, waiting, taken)
    if obliged is None or any(who <= decided for who in obliged):
        return None
    if not obliged:
        return taken
    if not deepest:
        return None
    who = obliged[0]
    for choice in range(len(waiting[who].wanted)):
        found = _completed(clear, waiting, {**taken, who: choice}, decided, deepest - 1)
        if found is not None:
            return found
    return None


def _obliged(
    clear: Mapping[int, int], waiting: Sequence[Waits], taken: Mapping[int, int]
) -> list[int] | None:
    """Who has to move because somebody takes of what she has; None when two take the same, or of what nobody leaves."""
    wanted: dict[int, int] = {}
    for who, choice in taken.items():
        for lane, ticks in waiting[who].wanted[choice].items():
            if wanted.get(lane, 0) & ticks:
                return None
            wanted[lane] = wanted.get(lane, 0) | ticks
    missing = {lane: ticks & ~clear.get(lane, 0) for lane, ticks in wanted.items()}
    obliged = []
    for who, one in enumerate(waiting):
        touched = [lane for lane, ticks in one.has.items() if missing.get(lane, 0) & ticks]
        if not touched:
            continue
        for lane in touched:
            missing[lane] &= ~one.has[lane]
        if who not in taken:
            obliged.append(who)
    return None if any(missing.values()) else obliged
