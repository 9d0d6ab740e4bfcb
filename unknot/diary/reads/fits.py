"""Where a visit that the desk moves would fit: every start, for each column of a board, and how long it could be."""

from dataclasses import dataclass
from datetime import datetime

from unknot.core.availability.masks import ticks
from unknot.core.availability.visits import Timeline, glue, starts
from unknot.core.hours import TICK_MIN, tick_ceil, tick_floor
from unknot.diary import bridge, choice, ruling
from unknot.diary.choice import Wish
from unknot.diary.models import Part
from unknot.diary.reads.held import own_time
from unknot.diary.reads.slots import REACH_AFTER, REACH_BEFORE
from unknot.salons.models import Lane, Offer, Resource

SHORTEST_MIN, LONGEST_MIN = 10, 300


@dataclass(frozen=True, slots=True)
class Fits:
    """Starts in ticks by the resource's public id; `lengths_min` are the minutes it could last where it is."""

    starts: dict[str, list[int]]
    lengths_min: list[int]


def fits(
    part: Part, kind: Resource.Kind, *, starts_from: datetime, starts_until: datetime, now: datetime
) -> Fits:
    """Where in `[starts_from, starts_until)` a visit could be moved to, by what the diary would judge of each.

    Its own time counts as free. With other practitioners, or to other rooms and equipment with its own. Three
    statements, and those of the salon's rules. The part comes with its offer, and that with its salon.
    """
    salon, offer = part.offer.salon, part.offer
    first, last = tick_floor(starts_from), tick_ceil(starts_until)
    days = bridge.read_days_meeting([salon.pk], first - REACH_BEFORE, last + REACH_AFTER).get(salon.pk, [])
    line = ruling.ruled(glue(days, now_s=now.timestamp()), salon, now)
    line = ruling.with_time(line, own_time(salon.pk, appointment_id=part.appointment_id))
    by_lane = {
        lane.number: lane.resource for lane in Lane.objects.filter(salon=salon).select_related("resource")
    }
    asked = _Asked(part, line, {lane: resource.pk for lane, resource in by_lane.items()}, now)
    offer.duration_min = part.duration_min
    columns = [resource for resource in by_lane.values() if resource.kind == kind]
    found = {each.public_id: asked.starts(each, first, last) for each in columns}
    return Fits({key: at for key, at in found.items() if at}, asked.lengths())


@dataclass(frozen=True, slots=True)
class _Asked:
    """One visit on one timeline."""

    part: Part
    line: Timeline
    lanes: dict[int, int]
    now: datetime

    def starts(self, column: Resource, first: int, last: int) -> list[int]:
        """The starts at which it could have this column's resource."""
        hers = column.kind == Resource.Kind.PRACTITIONER
        practitioner = column if hers else self.part.practitioner
        return self._at(
            Wish(*self._what, practitioner, any_time=True, things=() if hers else (column,)), first, last
        )

    def lengths(self) -> list[int]:
        """The minutes that it could last from where it starts, with the same hands."""
        offer, tick = self.part.offer, tick_floor(self.part.starts_at)
        found = []
        for minutes in range(SHORTEST_MIN, LONGEST_MIN + 1, TICK_MIN):
            offer.duration_min = minutes
            if self._at(Wish(*self._what, self.part.practitioner, any_time=True), tick, tick + 1):
                found.append(minutes)
        offer.duration_min = self.part.duration_min
        return found

    @property
    def _what(self) -> tuple[Offer, datetime]:
        return self.part.offer, self.part.starts_at

    def _at(self, wish: Wish, first: int, last: int) -> list[int]:
        need = choice.asked_for(wish, self.lanes, self.line, self.now)
        return ticks(starts(self.line, need, first=first, last=last).any_of, self.line.base)
