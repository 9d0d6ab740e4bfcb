"""Why several offers can't be had together then: every cause by its part, or what there is too little of for all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from unknot.core.availability.causes import Role, every_gap, least_gaps
from unknot.core.availability.clashes import PartAt, why_not_several
from unknot.core.availability.visits import Why
from unknot.core.hours import instant, tick_floor
from unknot.diary import ruling, together
from unknot.diary.choice import Wish
from unknot.diary.reads.behind import Behind, Cause
from unknot.diary.reads.instead import instead
from unknot.diary.reads.slots import NO_DAYS, ONE_START, timelines
from unknot.diary.values import Slot
from unknot.salons.models import Lane, Offer


class PartClash(NamedTuple):
    """One offer at the time at which it would be given; `roles` and what follows as in `Reasons`."""

    offer: Offer
    starts_at: datetime
    roles: tuple[Role, ...]
    missing: tuple[Role, ...]
    causes: tuple[Cause, ...]
    change: tuple[Cause, ...]

    @property
    def is_possible(self) -> bool:
        """Whether it could be had then by itself."""
        return not self.roles


@dataclass(frozen=True, slots=True)
class Clashes:
    """Why several offers can't begin at an instant; no reason at all where they can.

    `never` says that they could not be had in an empty diary either, `short_of` what there is too little of for all
    although each could be had by itself. `nearest` are the starts to take instead.
    """

    never: Why | None
    parts: tuple[PartClash, ...]
    short_of: Role | None
    nearest: Sequence[Slot]

    @property
    def is_possible(self) -> bool:
        """Whether all can be booked."""
        return self.never is None and self.short_of is None and all(each.is_possible for each in self.parts)


def clashes(wish: Wish, *, now: datetime) -> Clashes:
    """Why the offers of a wish for several can't be had then. Four statements, and those of `instead`."""
    salon, tick = wish.offer.salon, tick_floor(wish.starts_at)
    by_lane = {
        lane.number: lane.resource for lane in Lane.objects.filter(salon=salon).select_related("resource")
    }
    glued = timelines([salon.pk], wish.starts_at, wish.starts_at + ONE_START, min(now, wish.starts_at))
    timeline = ruling.ruled(glued.get(salon.pk, NO_DAYS), salon, now)
    lanes = {number: resource.pk for number, resource in by_lane.items()}
    wanted = together.several(wish, lanes, timeline, now)
    never = together.never(wish, wanted, timeline, tick, now)
    clash = why_not_several(timeline, wanted, tick)
    gaps = [gap for part in clash.parts for _, gap in every_gap(part.blocked)]
    behind = Behind.of(salon.pk, gaps, by_lane)
    return Clashes(
        never=never,
        parts=tuple(_told(part, (wish.offer, *wish.also)[part.part], behind) for part in clash.parts),
        short_of=clash.short_of,
        nearest=() if never is None and clash.is_none else instead(wish, now=now),
    )


def _told(part: PartAt, offer: Offer, behind: Behind) -> PartClash:
    return PartClash(
        offer,
        instant(part.tick),
        tuple(each.role for each in part.blocked),
        tuple(each.role for each in part.blocked if not each.gaps),
        behind.told(every_gap(part.blocked)),
        behind.told(least_gaps(part.blocked)),
    )
