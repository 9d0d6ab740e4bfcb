"""From shifts and free time to the starts that are possible, as bitmaps over a common base.

Choose the base with a margin: bits below 0 do not exist, so a base must lie at least the preparation
before the first start that matters, or such starts are refused. Bits past the top of a mask are 0, so
`clear` must reach at least the recovery beyond the last end that matters.
"""

from collections.abc import Iterable

from unknot.core.availability.masks import comb, runs, stretch
from unknot.core.hours import Shift


def work_mask(shifts: Iterable[Shift], base: int) -> int:
    """Return the working ticks of the shifts as bits from the tick `base` on.

    >>> bin(work_mask([Shift(10, 13, 10)], 8))
    '0b11100'
    """
    mask = 0
    for shift in shifts:
        mask |= stretch(shift.starts - base, shift.ends - base)
    return mask


def grid_mask(shifts: Iterable[Shift], base: int, step_ticks: int) -> int:
    """Return the ticks on the grid: every `step_ticks` from each shift's anchor, inside that shift.

    >>> bin(grid_mask([Shift(10, 18, 7)], 8, 3))
    '0b100100100'
    """
    mask = 0
    for shift in shifts:
        late = (shift.anchor - shift.starts) % step_ticks
        teeth = comb(step_ticks, late, shift.ends - shift.starts)
        mask |= teeth << (shift.starts - base) if shift.starts >= base else teeth >> (base - shift.starts)
    return mask


def clear_mask(claims: Iterable[tuple[int, int]], base: int, length: int) -> int:
    """Return the `length` ticks from `base` on that none of the claims `[starts, ends)` meets, as bits.

    The claims come in ticks, in any order, overlapping or not; empty ones and those outside are ignored.

    >>> bin(clear_mask([(10, 12), (13, 14)], 8, 8))
    '0b11010011'
    """
    taken = 0
    top = base + length
    for starts, ends in claims:
        if starts < base:
            starts = base
        if ends > top:
            ends = top
        if starts < ends:
            taken |= ((1 << (ends - starts)) - 1) << (starts - base)
    return taken ^ ((1 << length) - 1)


def starts_mask(work: int, grid: int, clear: int, duration: int, before: int, after: int) -> int:
    """Return the bits at which an appointment can start. All three in ticks, `duration` at least 1.

    A start s counts when `grid` has it, all of `[s, s + duration)` is in `work` (working time) and all of
    `[s - before, s + duration + after)` is in `clear` (no claim there; also outside working time).

    >>> work, grid = stretch(2, 10), comb(2, 2, 10)
    >>> bin(starts_mask(work, grid, stretch(0, 12), 4, 2, 2))
    '0b1010100'
    """
    fits = runs(work, duration) & grid
    return fits & (runs(clear, before + duration + after) << before)
