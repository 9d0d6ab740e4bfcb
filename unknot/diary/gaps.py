"""The gap benefit of times: which free starts carry what their salon chose, and what one that is taken is granted.

Shown and granted by the same core call. A salon's own bookings are judged as a client's are; what is taken together
with something else, at once or in a row, carries none: each part alone would leave a hole that another one fills.
"""

from typing import Protocol

from unknot.core.availability.filling import filled, fills
from unknot.core.availability.visits import Need, Starts, Timeline
from unknot.core.hours import TICK_MIN
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models.benefits import MOST_REST_MIN

MOST_REST = MOST_REST_MIN // TICK_MIN
"""How far around a treatment one looks at most to see whether it fills a hole, in ticks."""
_MARK_LENGTH = 16


class Giver(Protocol):
    """A salon as far as its gap benefit goes: a row, or the part of one that a search reads."""

    @property
    def gap_benefit(self) -> Benefit: ...
    @property
    def gap_rest_min(self) -> int: ...


def reach(salon: Giver) -> int:
    """How far one looks for a salon, in ticks; nowhere where it gives nothing."""
    return salon.gap_rest_min // TICK_MIN if salon.gap_benefit.is_any else 0


def carrying(salon: Giver, need: Need, found: Starts, timeline: Timeline, liked: int | None = None) -> int:
    """Those of the starts that carry the salon's gap benefit, as bits; none where it gives nothing."""
    rest = reach(salon)
    return filled(timeline, need, found, rest, liked=liked) if rest else 0


def granted(salon: Giver, need: Need, lane: int, tick: int, timeline: Timeline) -> Benefit:
    """What is given when a practitioner's lane serves a need at a tick, and nothing else is taken with it."""
    rest = reach(salon)
    fits = rest and fills(timeline, need, lane, rest) >> (tick - timeline.base) & 1
    return salon.gap_benefit if fits else NOTHING


def shown(benefit: Benefit) -> str:
    """A keyed digest of what a client is shown beside a time; '' of nothing. What she sends back only tells what she
    has seen: what she gets is judged anew.
    """
    return fingerprint(f"gap:{benefit!r}")[:_MARK_LENGTH] if benefit.is_any else ""
