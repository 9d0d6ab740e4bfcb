"""When a visit of several parts can start: side by side, or one after the other with short waits; and who serves it."""

from collections.abc import Sequence

from unknot.core.availability.fits import Fits
from unknot.core.availability.masks import stretch
from unknot.core.availability.parts import Placed, Several, layouts
from unknot.core.availability.visits import Timeline


def several_starts(timeline: Timeline, wanted: Several, *, first: int, last: int) -> int:
    """The absolute ticks in `[first, last)` at which the visit can start, as bits from the timeline's base on.

    >>> from unknot.core.availability.days import Day, LaneShift
    >>> from unknot.core.availability.parts import Several
    >>> from unknot.core.availability.visits import Need, glue
    >>> shifts = (LaneShift(0, 108, 120, 108), LaneShift(1, 108, 126, 108))
    >>> line = glue([Day(0, 288, ((1 << 288) - 1,) * 2, shifts)], now_s=0)
    >>> hour = Need(12, 6, who=0b11)
    >>> [tick for tick in range(288) if several_starts(line, Several((hour, hour)), first=0, last=288) >> tick & 1]
    [108]
    """
    window = stretch(first - timeline.base, last - timeline.base)
    fits = Fits(timeline, wanted)
    found = 0
    for laid in layouts(wanted):
        open_ = window & ~found
        if not open_:
            break
        found |= fits.starts(laid, open_)
    return found


def placed_at(
    timeline: Timeline, wanted: Several, tick: int, *, order: Sequence[int] = ()
) -> tuple[Placed, ...] | None:
    """Who and what serves a visit that starts at an absolute tick, in order of time; None where nobody can.

    Of several ways the order asked for is taken where it is possible, then the shortest waits, then the lanes that are
    first in `order`, then the lowest.
    Two side by side share a room where they can, and no room for two is given to one as long as there is another.
    """
    fits = Fits(timeline, wanted)
    bit = stretch(tick - timeline.base, tick - timeline.base + 1)
    asked = tuple(range(len(wanted.parts)))
    for laid in sorted(layouts(wanted), key=lambda laid: (laid.order != asked, laid.length)):
        if bit and fits.starts(laid, bit):
            return fits.placed(laid, tick, order)
    return None
