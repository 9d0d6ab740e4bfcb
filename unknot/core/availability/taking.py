"""A treatment laid into a salon's days by hand: whether it fits on some lanes, and the days once it lies there."""

from collections.abc import Sequence
from dataclasses import replace

from unknot.core.availability.limits import Shape
from unknot.core.availability.masks import stretch
from unknot.core.availability.visits import Need, Timeline, starts

Taken = tuple[int, int, int]
"""A lane, and the ticks from which and until which it is taken."""


def takes(timeline: Timeline, need: Need, lanes: Sequence[int], tick: int) -> list[Taken]:
    """What a treatment that starts at `tick` takes of each lane: the offer's buffers and the lane's own turnover.

    >>> takes(Timeline(0, 288, (), (), turnover={4: (1, 2)}), Need(12, 6, who=1, after=3), (0, 4), 100)
    [(0, 100, 115), (4, 99, 117)]
    """
    each = ((lane, *timeline.buffers(lane, need)) for lane in lanes)
    return [(lane, tick - before, tick + need.duration + after) for lane, before, after in each]


def fits(timeline: Timeline, need: Need, lanes: Sequence[int], tick: int) -> bool:
    """Whether the practitioner's lane, which comes first, may start then and all the lanes are clear for it."""
    if lanes[0] not in starts(timeline, need, first=tick, last=tick + 1).lanes_at(tick):
        return False
    return all(_is_clear(timeline, each) for each in takes(timeline, need, lanes, tick))


def laid(timeline: Timeline, need: Need, lanes: Sequence[int], tick: int) -> Timeline:
    """The days with a treatment laid into them, counted among what its practitioner gives where that is counted."""
    line = shut(timeline, takes(timeline, need, lanes, tick))
    if not need.own:
        return line
    hers = lanes[0]
    stint = Shape(need.duration, *timeline.buffers(hers, need), need.is_deep).at(tick)
    return replace(line, stints={**line.stints, hers: (*line.stints.get(hers, ()), stint)})


def shut(timeline: Timeline, gone: Sequence[Taken]) -> Timeline:
    """The days with some time taken out of them."""
    clear = list(timeline.clear)
    for lane, from_, to in gone:
        if lane < len(clear):
            clear[lane] &= ~stretch(from_ - timeline.base, to - timeline.base)
    return replace(timeline, clear=tuple(clear))


def _is_clear(timeline: Timeline, each: Taken) -> bool:
    lane, from_, to = each
    wanted = stretch(from_ - timeline.base, to - timeline.base)
    is_inside = timeline.base <= from_ and to <= timeline.base + timeline.length
    return is_inside and lane < len(timeline.clear) and timeline.clear[lane] & wanted == wanted
