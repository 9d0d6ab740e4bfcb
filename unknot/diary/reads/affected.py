"""Visits in the way of an absence, a closure or other hours, each with what could be done instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from unknot.core.availability.days import LaneShift
from unknot.core.availability.masks import ticks
from unknot.core.availability.rota import on_day
from unknot.core.availability.taking import laid, shut
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Timeline, lanes_of, starts, things_at
from unknot.core.hours import day_start, instant, local_day, tick_ceil, tick_floor
from unknot.diary import choice, ruling
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.reads.held import GivenBack, own_time
from unknot.diary.reads.outside import Standing
from unknot.diary.reads.slots import timelines
from unknot.salons.models import Resource, Salon
from unknot.salons.rota import Rota

LOOKED_AHEAD = timedelta(days=14)
MINUTE = timedelta(minutes=1)


class Proposal(NamedTuple):
    """Who could give a visit instead, and when; best the same time, else the nearest that is free.

    `is_then` says that the time stays, `is_hers` that the practitioner does: then it is the room that changes.
    """

    starts_at: datetime
    practitioner: Resource
    is_then: bool
    is_hers: bool


class Affected(NamedTuple):
    """A visit that is in the way. Without a proposal the client has to be asked."""

    part: Part
    proposal: Proposal | None


class AffectedHold(NamedTuple):
    """A hold that is in the way: what could be proposed if it becomes a visit."""

    hold: Hold
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
    diary = _Diary.read(salon, starts_until, now)
    diary.shut(diary.lanes_of(practitioner), tick_floor(starts_from), tick_ceil(starts_until))
    return [Affected(part, diary.instead_of(part)) for part in parts]


def proposals(
    salon: Salon, standing: Sequence[Standing], rota: Rota, *, now: datetime
) -> tuple[list[Affected], list[AffectedHold]]:
    """What could be done about visits and holds that some hours leave no room for: as `affected`, by these hours.

    A visit keeps its practitioner where she can give it at the time proposed. Visits first, each in order of time.
    """
    if not standing:
        return [], []
    parts = parts_of(standing)
    holds = Hold.objects.filter(pk__in=[each.pk for each in standing if each.is_hold])
    diary = _Diary.read(salon, max(each.ends_at for each in standing), now)
    diary.keep_to(rota)
    return (
        [Affected(part, diary.instead_of(part)) for part in parts],
        [
            AffectedHold(held, diary.instead_of(held))
            for held in holds.select_related("offer__salon", "practitioner").order_by("starts_at", "pk")
        ],
    )


def parts_of(standing: Sequence[Standing]) -> list[Part]:
    """The visits among what stands, in order of time, with all that the desk shows of them. One statement."""
    return list(_shown(Part.objects.filter(pk__in=[each.pk for each in standing if not each.is_hold])))


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
    return _shown(booked)


def _shown(parts: "QuerySet[Part]") -> Iterator[Part]:
    shown = parts.select_related("offer__salon", "practitioner", "appointment__client")
    return shown.order_by("starts_at", "pk").iterator()


@dataclass(slots=True)
class _Diary:
    """The salon's days, with what has been proposed so far taken out of them, and what can't be had too."""

    line: Timeline
    by_lane: dict[int, Resource]
    zone: str
    now: datetime
    shut_off: GivenBack = field(default_factory=list)

    @classmethod
    def read(cls, salon: Salon, until: datetime, now: datetime) -> "_Diary":
        """The days as they stand, and two weeks more than `until`. Two statements."""
        by_lane = choice.practitioners([salon.pk])[salon.pk]
        read = timelines([salon.pk], now, until + LOOKED_AHEAD, now)
        line = ruling.ruled(read.get(salon.pk, Timeline(0, 0, (), ())), salon, now)
        return cls(line, by_lane, salon.zone, now)

    def lanes_of(self, practitioner: Resource) -> list[int]:
        """Her lane."""
        return [lane for lane, resource in self.by_lane.items() if resource == practitioner]

    def shut(self, lanes: Sequence[int], from_: int, to: int) -> None:
        """Let lanes be of no use over some ticks, whoever gives them back."""
        gone = [(lane, from_, to) for lane in lanes]
        self.shut_off += gone
        self.line = shut(self.line, gone)

    def keep_to(self, rota: Rota) -> None:
        """Let these hours hold instead of those that the days were built from."""
        if not self.line.days:
            return
        base, length = self.line.base, self.line.length
        first, last = (local_day(self.zone, tick) for tick in (base, base + length - 1))
        shifts: dict[int, list[LaneShift]] = {
            lane: on_day(lane, own, base, length) for lane, own in rota.shifts(first, last).items()
        }
        self.line = replace(self.line, shifts=shifts)
        for lane, runs in rota.out_of_use(first, last).items():
            for run in runs:
                self.shut([lane], *run)

    def instead_of(self, taken: Part | Hold) -> Proposal | None:
        """The best there is for a visit or a hold, and it is taken. Its own time counts as free meanwhile."""
        offer = taken.offer
        if isinstance(taken, Part):
            own = own_time(offer.salon_id, appointment_id=taken.appointment_id)
        else:
            own = own_time(offer.salon_id, hold_id=taken.pk)
        offer.duration_min = (taken.ends_at - taken.starts_at) // MINUTE
        kept = self.line
        self.line = shut(ruling.with_time(self.line, own), self.shut_off)
        wish = Wish(offer, taken.starts_at)
        need = ruling.bound(wish.need, offer, self.line, self.now, any_time=True)
        tick = self._nearest(need, tick_floor(taken.starts_at))
        if tick is None:
            self.line = kept
            return None
        lane = self._hands(need, tick, taken.practitioner)
        used = (lane, *(things_at(self.line, need, tick) or ()))
        # What it leaves is free only once it has been moved, and nobody says in which order that is done.
        self.line = laid(kept, need, used, tick)
        return Proposal(
            instant(tick),
            self.by_lane[lane],
            is_then=instant(tick) == taken.starts_at,
            is_hers=self.by_lane[lane] == taken.practitioner,
        )

    def _nearest(self, need: Need, wanted: int) -> int | None:
        """The nearest start of the same day or the next two weeks."""
        day = local_day(self.zone, wanted)
        first = max(tick_ceil(self.now), day_start(self.zone, day))
        last = day_start(self.zone, day + LOOKED_AHEAD + timedelta(days=1))
        found = starts(self.line, need, first=first, last=last)
        return min(ticks(found.any_of, self.line.base), key=lambda tick: abs(tick - wanted), default=None)

    def _hands(self, need: Need, tick: int, hers: Resource) -> int:
        """Whose it would be: hers if she can, else whose turn it is."""
        able = starts(self.line, need, first=tick, last=tick + 1).lanes_at(tick)
        order = [*self.lanes_of(hers), *fair_order(self.line.day_at(tick), lanes_of(need.who))]
        return next(lane for lane in order if lane in able)
