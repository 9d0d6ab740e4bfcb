"""What a visit of several parts asks for, and the orders and waits in which it can be given."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from unknot.core.availability.visits import Need

WAIT = 3
"""The longest wait between two parts, in ticks: fifteen minutes."""


@dataclass(frozen=True, slots=True)
class Several:
    """The parts of one visit, at least one. In a row they follow each other with waits of at most `wait` ticks.

    Else all start at once.

    Only the first to start has to lie on the grid of its practitioner. With `any_order` parts in a row may change
    places, with `apart` each has a practitioner of its own. Two parts side by side may share a room that is one of the
    `doubles` of both; where they could as well have two rooms, they share.
    """

    parts: tuple[Need, ...]
    in_a_row: bool = False
    wait: int = WAIT
    any_order: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """One part at its absolute tick; `part` is its place in `Several.parts`. `lanes` begin with the practitioner's."""

    part: int
    tick: int
    lanes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts in an order, each so many ticks after the start of the first."""

    order: tuple[int, ...]
    offsets: tuple[int, ...]
    length: int


def layouts(wanted: Several) -> Iterator[Layout]:
    """Every order and every wait, the shortest waits first within an order."""
    count = range(len(wanted.parts))
    if not wanted.in_a_row:
        yield Layout(tuple(count), (0,) * len(wanted.parts), 0)
        return
    orders = permutations(count) if wanted.any_order else [tuple(count)]
    for order in orders:
        for waits in product(range(wanted.wait + 1), repeat=len(order) - 1):
            offsets = [0]
            for part, wait in zip(order, waits, strict=False):
                offsets.append(offsets[-1] + wanted.parts[part].duration + wait)
            yield Layout(order, tuple(offsets), offsets[-1])
