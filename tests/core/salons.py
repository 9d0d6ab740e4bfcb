"""Random salons and questions about their offers, around clock changes; and how the core is asked them."""

import random
from datetime import UTC, date, datetime, timedelta

from tests.core.core_question import exceptions_of, weekly_of
from tests.core.slow_salon import Question, Rota, Salon, Taken
from tests.core.weeks import ZONES, days_of_interest, random_exceptions, random_week
from unknot.core.availability.days import (
    Day,
    LaneShift,
    pack_holds,
    pack_lanes,
    pack_shifts,
)
from unknot.core.availability.masks import ticks
from unknot.core.availability.rota import on_day, within
from unknot.core.availability.stacked import Packed
from unknot.core.availability.visits import Need, glue, starts
from unknot.core.hours import Shift, day_start, day_ticks, instant, local_day, shifts, tick_ceil, tick_floor

SPREAD_DAYS = 2
"""How far around a salon's day of interest it is asked."""


def random_salon(dice: random.Random) -> tuple[Salon, date]:
    """A salon, and the day around which it is asked: often one on which its clock changes."""
    zone = dice.choice(ZONES)
    day = dice.choice(days_of_interest(zone))
    rotas = [Rota(random_week(dice), random_exceptions(dice, day)) for _ in range(dice.choice((1, 2, 2, 3)))]
    opening = Rota((((0, 1440),),) * 7, {}) if dice.random() < 0.3 else None
    opening = opening or Rota(random_week(dice), random_exceptions(dice, day))
    return Salon(zone, opening, tuple(rotas), dice.choice((1, 3, 4))), day


def random_question(dice: random.Random, salon: Salon, day: date) -> Question:
    """An offer, what is taken, and a window of some hours to two days."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    starts_from = _moment(dice, noon, 1440)
    now = _moment(dice, noon, 2000) if dice.random() < 0.5 else noon - timedelta(days=3)
    people, lanes = len(salon.practitioners), len(salon.practitioners) + salon.others
    others = list(range(people, lanes))
    dice.shuffle(others)
    rooms, equipment = others[: (len(others) + 1) // 2], others[(len(others) + 1) // 2 :]
    return Question(
        now=now,
        notice_min=dice.choice((0, 0, 1, 60, 1440)),
        horizon_days=dice.choice((0, 1, 3, 4)),
        starts_from=starts_from,
        starts_until=starts_from + timedelta(minutes=dice.choice((5, 720.5, 1440, 2000))),
        duration_min=dice.choice((5, 25, 30, 60, 60, 90, 240, 480)),
        step_min=dice.choice((5, 15, 20, 30, 45, 60)),
        before_min=dice.choice((0, 0, 5, 15, 60)),
        after_min=dice.choice((0, 0, 10, 120)),
        who=frozenset(dice.sample(range(people), dice.randint(1, people))),
        rooms=None if dice.random() < 0.3 else frozenset(rooms),
        equipment=_pieces(dice, equipment),
        taken=tuple(each for lane in range(lanes) for each in _taken(dice, noon, now, lane)),
    )


def _pieces(dice: random.Random, lanes: list[int]) -> tuple[frozenset[int], ...]:
    """Each its own kind of thing, or two that are alike."""
    if len(lanes) > 1 and dice.random() < 0.5:
        return (frozenset(lanes),) * 2
    return tuple(frozenset({each}) for each in lanes if dice.random() < 0.5)


def _taken(dice: random.Random, noon: datetime, now: datetime, lane: int) -> list[Taken]:
    """Claims of one lane: they never overlap, and those of holds begin and end on a tick."""
    found: list[Taken] = []
    for _ in range(dice.choice((0, 3, 8))):
        starts_at = _moment(dice, noon, 2600)
        ends_at = starts_at + timedelta(minutes=dice.choice((0.5, 5, 30, 60, 61.25, 300)))
        expires_at = None
        if dice.random() < 0.4:
            starts_at, ends_at = instant(tick_floor(starts_at)), instant(tick_ceil(ends_at))
            expires_at = now.replace(microsecond=0) + timedelta(seconds=dice.choice((-600, -1, 0, 1, 600)))
        if all(ends_at <= each.starts_at or starts_at >= each.ends_at for each in found):
            found.append(Taken(lane, starts_at, ends_at, expires_at))
    return found


def _moment(dice: random.Random, noon: datetime, reach_min: int) -> datetime:
    rough = noon + timedelta(minutes=dice.randint(-reach_min, reach_min))
    if dice.random() < 0.6:
        return rough - timedelta(minutes=rough.minute % 5)
    return rough + timedelta(seconds=dice.choice((0, 1, 59.999999)))


class CoreSalon:
    """A salon as the diary keeps it: day by day, bits and shifts, from rows as they are packed."""

    def __init__(self, salon: Salon, first: date, last: date) -> None:
        self.zone, self.lanes = salon.zone, len(salon.practitioners) + salon.others
        around = first - timedelta(days=SPREAD_DAYS), last + timedelta(days=SPREAD_DAYS)
        opening = self._shifts(salon.opening, *around)
        working = [within(self._shifts(rota, *around), opening) for rota in salon.practitioners]
        dates = [around[0] + timedelta(days=number) for number in range((around[1] - around[0]).days + 1)]
        self.days = [self._day(on_date, working) for on_date in dates if day_ticks(salon.zone, on_date)]

    def starts(self, question: Question) -> dict[int, list[datetime]]:
        """By practitioner's lane, what the core answers."""
        timeline = glue(
            [each.day for each in self.rows(question)],
            now_s=question.now.timestamp(),
        )
        first, last = self.bounds(question)
        found = starts(timeline, need_of(question), first=first, last=last)
        return {
            lane: [instant(tick) for tick in ticks(mask, found.base)] for lane, mask in found.by_lane.items()
        }

    def rows(self, question: Question) -> list[Packed]:
        """The days with what is taken, as their rows keep them."""
        return [_packed(_claimed(day, question)) for day in self.days]

    def bounds(self, question: Question) -> tuple[int, int]:
        """The window in ticks, cut by notice and horizon."""
        now = question.now
        furthest = local_day(self.zone, tick_floor(now)) + timedelta(days=question.horizon_days + 1)
        earliest = max(question.starts_from, now + timedelta(minutes=question.notice_min))
        return tick_ceil(earliest), min(tick_ceil(question.starts_until), day_start(self.zone, furthest))

    def _shifts(self, rota: Rota, first: date, last: date) -> tuple[Shift, ...]:
        exceptions = tuple(sorted(exceptions_of(rota.exceptions)))
        return tuple(shifts(self.zone, weekly_of(rota.weekly), exceptions, first, last))

    def _day(self, on_date: date, working: list[tuple[Shift, ...]]) -> Day:
        base, length = day_start(self.zone, on_date), day_ticks(self.zone, on_date)
        own: list[LaneShift] = []
        for lane, found in enumerate(working):
            own += on_day(lane, found, base, length)
        return Day(base, length, ((1 << length) - 1,) * self.lanes, tuple(own))


def _claimed(day: Day, question: Question) -> Day:
    for each in question.taken:
        until_s = None if each.expires_at is None else int(each.expires_at.timestamp())
        day = day.occupied([each.lane], tick_floor(each.starts_at), tick_ceil(each.ends_at), until_s=until_s)
    return day


def _packed(day: Day) -> Packed:
    """The day as its row keeps it."""
    return Packed(day.base, day.length, pack_lanes(day.clear), pack_shifts(day.shifts), pack_holds(day.holds))


def need_of(question: Question) -> Need:
    """What is asked for, in ticks and lanes."""
    return Need(
        duration=question.duration_min // 5,
        step=question.step_min // 5,
        who=_mask(question.who),
        before=question.before_min // 5,
        after=question.after_min // 5,
        needs_room=question.rooms is not None,
        rooms=_mask(question.rooms or frozenset()),
        equipment=tuple(map(_mask, question.equipment)),
    )


def _mask(lanes: frozenset[int]) -> int:
    return sum(1 << lane for lane in lanes)
