"""The free time of one practitioner's day in stretches that begin on her grid."""

from collections.abc import Iterable, Iterator, Sequence

from unknot.core.hours import Shift

Stretch = tuple[int, int]
"""Ticks `[starts, ends)`."""


def free_stretches(
    shifts: Iterable[Shift], taken: Iterable[Stretch], *, step: int, since: int
) -> list[Stretch]:
    """What the shifts have left beside what is taken, from the last start on the grid that is not after `since`.

    Each begins at a start of its shift's grid (`step` ticks from the anchor); what no start lies in is left out.

    >>> free_stretches([Shift(108, 132, 108)], [(110, 116), (128, 132)], step=3, since=0)
    [(108, 110), (117, 128)]
    >>> free_stretches([Shift(108, 132, 108)], [], step=3, since=113)
    [(111, 132)]
    """
    busy = sorted(taken)
    found = []
    for shift in shifts:
        begun = shift.anchor + (since - shift.anchor) // step * step
        for starts, ends in _gaps(max(shift.starts, begun), shift.ends, busy):
            first = starts + (shift.anchor - starts) % step
            if first < ends:
                found.append((first, ends))
    return sorted(found)


def _gaps(starts: int, ends: int, busy: Sequence[Stretch]) -> Iterator[Stretch]:
    """What lies between `starts` and `ends` and in none of the busy stretches, which come in order."""
    for from_, to in busy:
        if from_ >= ends:
            break
        if starts < from_:
            yield starts, from_
        starts = max(starts, to)
    if starts < ends:
        yield starts, ends
