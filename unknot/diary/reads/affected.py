"""Visits that a practitioner's absence touches, each with what could be done instead."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from unknot.core.availability.limits import Shape
from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.visits import Need, Timeline, fair_order, lanes_of, starts, things_at
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary import choice, ruling
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Part
from unknot.diary.reads.held import own_time
from unknot.diary.reads.slots import timelines
from unknot.salons.models import Resource, Salon

LOOKED_AHEAD = timedelta(days=14)


class Proposal(NamedTuple):
    """Who could give a visit instead, and when; best the same time, else the nearest that is free."""

    starts_at: datetime
    practitioner: Resource
    is_then: bool


class Affected(NamedTuple):
    """A visit in the way of an absence. Without a proposal the client has to be asked."""

    part: Part
    proposal: Proposal | None


def affected(
    practitioner: Resource, salon: Salon, *, starts_from: datetime, starts_until: datetime, now: datetime
) -> list[Affected]:
    """The booked visits of a practitioner that meet `[starts_from, starts_until)`, in order of time.

    Each is proposed to a colleague who gives the treatment: at its own time where that is free, else at the nearest
    of that day or the next two weeks, hers again once the absence is over. No two proposals take the same time.
    Nothing is moved, and answers about health are judged only when a visit is. Statements: four, and one a visit.
    """
    parts = list(_parts(practitioner, salon, starts_from, starts_until))
    if not parts:
        return []
    by_lane = choice.practitioners([salon.pk])[salon.pk]
    looked_at = timelines([salon.pk], now, starts_until + LOOKED_AHEAD, now)
    away = (starts_from, starts_until)
    line = ruling.ruled(looked_at.get(salon.pk, Timeline(0, 0, (), ())), salon, now)
    diary = _Diary(line, by_lane, practitioner, away, now)
    return [Affected(part, diary.propose(part)) for part in parts]


def _parts(
    practitioner: Resource, salon: Salon, starts_from: datetime, starts_until: datetime
) -> Iterator[Part]:
    booked = Part.objects.filter(
        practitioner=practitioner,
        appointment__salon=salon,
        appointment__status=Appointment.Status.BOOKED,
        starts_at__lt=starts_until,
        ends_at__gt=starts_from,
    )
    shown = booked.select_related("offer__salon", "practitioner", "appointment__client")
    return shown.order_by("starts_at", "pk").iterator()


@dataclass(slots=True)
class _Diary:
    """The salon's days, with what has been proposed so far taken out of them, and the absence too."""

    line: Timeline
    by_lane: dict[int, Resource]
    absent: Resource
    away: tuple[datetime, datetime]
    now: datetime

    def __post_init__(self) -> None:
        mine = [lane for lane, resource in self.by_lane.items() if resource == self.absent]
        self._take(mine, tick_floor(self.away[0]), tick_ceil(self.away[1]))

    def propose(self, part: Part) -> Proposal | None:
        """The best there is for a visit, and it is taken: its own time counts as free, but for who is absent."""
        wish = Wish(part.offer, part.starts_at)
        own = own_time(part.offer.salon_id, appointment_id=part.appointment_id)
        kept = self.line
        others = [each for each in own if self.by_lane.get(each[0]) != self.absent]
        self.line = ruling.with_time(self.line, others)
        need = ruling.bound(wish.need, part.offer, self.line, self.now, any_time=True)
        tick = self._nearest(need, tick_floor(part.starts_at))
        if tick is None:
            self.line = kept
            return None
        lane = self._hands(need, tick)
        for used in (lane, *(things_at(self.line, need, tick) or ())):
            before, after = self.line.buffers(used, need)
            self._take([used], tick - before, tick + need.duration + after)
        self._give(need, lane, tick)
        return Proposal(instant(tick), self.by_lane[lane], is_then=instant(tick) == part.starts_at)

    def _nearest(self, need: Need, wanted: int) -> int | None:
        days = (day.base for day in self.line.days if day.base <= wanted < day.base + day.length)
        first = max(tick_ceil(self.now), next(days, wanted))
        found = starts(self.line, need, first=first, last=self.line.base + self.line.length)
        return min(ticks(found.any_of, self.line.base), key=lambda tick: abs(tick - wanted), default=None)

    def _hands(self, need: Need, tick: int) -> int:
        able = starts(self.line, need, first=tick, last=tick + 1).lanes_at(tick)
        return next(lane for lane in fair_order(self.line.day_at(tick), lanes_of(need.who)) if lane in able)

    def _give(self, need: Need, lane: int, tick: int) -> None:
        """Count a proposal among what its practitioner gives, where that is counted."""
        if need.own:
            stint = Shape(need.duration, *self.line.buffers(lane, need), need.is_deep).at(tick)
            given = {**self.line.stints, lane: (*self.line.stints.get(lane, ()), stint)}
            self.line = replace(self.line, stints=given)

    def _take(self, lanes: list[int], from_: int, to: int) -> None:
        clear = list(self.line.clear)
        for lane in lanes:
            if lane < len(clear):
                clear[lane] &= ~stretch(from_ - self.line.base, to - self.line.base)
        self.line = replace(self.line, clear=tuple(clear))
