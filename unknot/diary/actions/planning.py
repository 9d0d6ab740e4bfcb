"""What those who wait could have now: the one judgement behind turns, moves and what the form says is free."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from unknot.core.availability.masks import stretch, ticks
from unknot.core.availability.taking import Taken, fits, laid, takes
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Timeline, lanes_of, starts, ways_at
from unknot.core.hours import instant, local_day, tick_ceil, tick_floor
from unknot.core.money.benefit import Benefit
from unknot.core.waiting import Place, Waits, chain, turn_until
from unknot.diary import choice, gaps, ruling
from unknot.diary.actions.queueing import Suits, at_first, in_order
from unknot.diary.choice import Served, Wish
from unknot.diary.models import Waiting
from unknot.diary.reads.held import GivenBack, own_time
from unknot.diary.reads.slots import bounds, timelines
from unknot.diary.values import Slot
from unknot.salons.bridge import Rules
from unknot.salons.models import Lane, Salon

MOST_STARTS = 40
MOST_OPTIONS = 300
_DAY_MIN = 1440
_MINUTE = timedelta(minutes=1)
# No practitioner's or offer's horizon is further.
_A_YEAR = timedelta(days=366)


class Option(NamedTuple):
    """A start that somebody who waits could have, who and what would serve it then, and what it would take."""

    wish: Wish
    served: Served
    takes: tuple[Taken, ...]


class Step(NamedTuple):
    """What is done for one who waits: moved there when she said so, else asked until `until`."""

    waiting: Waiting
    option: Option
    until: datetime | None


def planned(salon: Salon, *, now: datetime) -> list[Step]:
    """What is to be done now for all who wait at a salon, in fair order; nothing when nothing fits.

    It is a whole: a step may need the time that another one leaves.
    """
    queue = in_order(salon, now=now)
    if not queue:
        return []
    looked_at = _looked_at(salon, [one.waiting for one in queue], now)
    if looked_at is None:
        return []
    found = _steps(looked_at, queue)
    if not salon.has_rules or _keeps_limits(looked_at, queue, found):
        return found
    return _one_by_one(looked_at, queue)


def _steps(looked_at: "_LookedAt", queue: Sequence[Suits]) -> list[Step]:
    """Who of the queue takes what, as far as the bits of the days say."""
    has = _left_by(queue)
    options = [list(looked_at.options(one, has)) for one in queue]
    found = chain(
        dict(enumerate(looked_at.line.clear)),
        [
            Waits(
                [looked_at.mask_of(each.takes) for each in mine],
                looked_at.mask_of(has.get(one.waiting.pk, [])),
            )
            for one, mine in zip(queue, options, strict=True)
        ],
    )
    return [looked_at.step(queue[who].waiting, options[who][number]) for who, number in found.items()]


def _left_by(queue: Sequence[Suits]) -> dict[int, GivenBack]:
    """What those leave who are moved at once, by who waits."""
    return {
        one.waiting.pk: own_time(one.waiting.salon_id, appointment_id=one.waiting.appointment_id)
        for one in queue
        if one.waiting.at_once
    }


def _one_by_one(looked_at: "_LookedAt", queue: Sequence[Suits]) -> list[Step]:
    """As many of the queue as the rules allow together, the first in the order first.

    The bits know nothing of what a practitioner may give in a day: what fits each may be too much for all.
    """
    served: list[Suits] = []
    found: list[Step] = []
    for one in queue:
        tried = _steps(looked_at, [*served, one])
        if len(tried) > len(found) and _keeps_limits(looked_at, [*served, one], tried):
            served, found = [*served, one], tried
    return found


def _keeps_limits(looked_at: "_LookedAt", queue: Sequence[Suits], steps: Sequence[Step]) -> bool:
    """Whether each step may be taken after the others, when all who move have left what they had."""
    moving = {step.waiting.pk for step in steps if step.until is None}
    left = _left_by([one for one in queue if one.waiting.pk in moving])
    line = ruling.with_time(looked_at.line, [each for theirs in left.values() for each in theirs])
    for step in steps:
        wish, served, _ = step.option
        need, tick = looked_at.need(wish, line), tick_floor(wish.starts_at)
        if not fits(line, need, served.lanes, tick):
            return False
        line = laid(line, need, served.lanes, tick)
    return True


def free_for(waiting: Waiting, *, now: datetime) -> list[Slot]:
    """The starts that somebody could have at once, without waiting, in order. `waiting` need not be saved."""
    looked_at = _looked_at(waiting.salon, [waiting], now)
    if looked_at is None:
        return []
    by_lane = choice.practitioners([waiting.salon_id])[waiting.salon_id]
    found: dict[datetime, Slot] = {}
    for wish, served, _ in looked_at.options(at_first(waiting, now), {}, asked=False):
        who, gives = by_lane[served.practitioner], looked_at.benefit(wish, served)
        found.setdefault(wish.starts_at, Slot(wish.starts_at, wish.ends_at, who, gives))
    return list(found.values())


def turn_end(waiting: Waiting, starts_at: datetime, now: datetime, *, notice_min: int) -> datetime | None:
    """Until when she could be asked about a start; None when there is no time to ask.

    Never past the notice of who would give it, nor past the last moment at which she may move what she has.
    """
    latest = starts_at - max(timedelta(minutes=notice_min), _MINUTE)
    if waiting.appointment is not None:
        latest = min(latest, waiting.appointment.change_until)
    return turn_until(now, latest=latest, zone=waiting.salon.zone)


def days_of(waiting: Waiting) -> Iterator[tuple[datetime, datetime]]:
    """The stretches `[from, to]` of real time within which she would come, one a local day."""
    zone = ZoneInfo(waiting.salon.zone)
    for number in range((waiting.days_until - waiting.days_from).days + 1):
        on_date = waiting.days_from + timedelta(days=number)
        if waiting.weekdays >> on_date.weekday() & 1:
            yield _wall(on_date, waiting.from_min, zone), _wall(on_date, waiting.to_min, zone)


def _wall(on_date: date, minute: int, zone: ZoneInfo) -> datetime:
    days, minute = divmod(minute, _DAY_MIN)
    return datetime.combine(on_date + timedelta(days=days), time(minute // 60, minute % 60), zone)


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """The salon's days as they are, and whose lane is which."""

    line: Timeline
    lanes: Mapping[int, int]
    rules: Rules
    now: datetime

    def options(self, one: Suits, has: Mapping[int, GivenBack], *, asked: bool = True) -> Iterator[Option]:
        """What somebody would take, the earliest first, when all who move at once left what they have."""
        waiting = one.waiting
        line = ruling.with_time(self.line, [each for theirs in has.values() for each in theirs])
        need = self.need(Wish(waiting.offer, self.now, waiting.practitioner), line)
        suiting = (
            tick
            for tick in ticks(self._starts(waiting, need, line, one.passed), line.base)
            if (one.suits if asked else one.may)(instant(tick))
        )
        each_way = (
            Option(
                Wish(waiting.offer, instant(tick), waiting.practitioner),
                served,
                tuple(takes(line, need, served.lanes, tick)),
            )
            for tick in islice(suiting, MOST_STARTS)
            for served in self._ways(one, need, line, tick)
        )
        return islice(
            (each for each in each_way if not asked or waiting.at_once or self._until(waiting, each)),
            MOST_OPTIONS,
        )

    def need(self, wish: Wish, line: Timeline) -> Need:
        """What a wish asks, with what binds each who could give it."""
        return choice.asked_for(wish, dict(self.lanes), line, self.now)

    def benefit(self, wish: Wish, served: Served) -> Benefit:
        """What comes with it because it fills a hole."""
        hers, tick = served.practitioner, tick_floor(wish.starts_at)
        return gaps.granted(wish.offer.salon, self.need(wish, self.line), hers, tick, self.line)

    def step(self, waiting: Waiting, option: Option) -> Step:
        """What is done for her when she has an option."""
        return Step(waiting, option, None if waiting.at_once else self._until(waiting, option))

    def _until(self, waiting: Waiting, option: Option) -> datetime | None:
        notice = ruling.notice_min(waiting.offer, self.line, option.served.practitioner)
        return turn_end(waiting, option.wish.starts_at, self.now, notice_min=notice)

    def mask_of(self, taken: Iterable[Taken]) -> Place:
        """Some time of lanes as bits."""
        found: dict[int, int] = {}
        for lane, from_, to in taken:
            found[lane] = found.get(lane, 0) | stretch(from_ - self.line.base, to - self.line.base)
        return found

    def _starts(
        self, waiting: Waiting, need: Need, line: Timeline, passed: Sequence[tuple[datetime, datetime]]
    ) -> int:
        """The starts within her days and hours; for a visit that lies within them the earlier ones."""
        wanted = 0
        # The end of the day ends nothing: who comes before midnight may leave after it.
        length = need.duration if waiting.to_min < _DAY_MIN else 1
        for from_, to in days_of(waiting):
            wanted |= stretch(tick_ceil(from_) - line.base, tick_floor(to) - length + 1 - line.base)
        for starts_at, ends_at in passed:
            first, last = tick_floor(starts_at) - need.duration + 1, tick_ceil(ends_at)
            wanted &= ~stretch(first - line.base, last - line.base)
        if waiting.appointment is not None:
            own = tick_floor(waiting.appointment.starts_at) - line.base
            if own >= 0 and wanted >> own & 1:
                wanted &= stretch(0, own)
            wanted &= ~stretch(own, own + 1)
        whole = (instant(line.base), instant(line.base + line.length))
        first, last = bounds(need, self.rules, *whole, self.now)
        return starts(line, need, first=first, last=last).any_of & wanted

    def _ways(self, one: Suits, need: Need, line: Timeline, tick: int) -> Iterator[Served]:
        able = starts(line, need, first=tick, last=tick + 1).lanes_at(tick)
        order = [lane for lane in fair_order(line.day_at(tick), lanes_of(need.who)) if lane in able]
        for lane in sorted(order, key=lambda lane: self.lanes[lane] != one.hers):
            yield from (Served(lane, others) for others in ways_at(line, need, tick))


def _looked_at(salon: Salon, waiting: Sequence[Waiting], now: datetime) -> _LookedAt | None:
    """The days that anybody's wish can meet, clipped to what a client may book. Two statements."""
    rules = Rules.of(salon)
    earliest, furthest = (now, now + _A_YEAR) if salon.has_rules else choice.window(rules, now)
    stretches = [each for one in waiting for each in days_of(one)]
    stretches = [each for each in stretches if each[1] > earliest and each[0] < furthest]
    if not stretches:
        return None
    first = max(earliest, min(from_ for from_, _ in stretches))
    last = min(furthest, max(to for _, to in stretches))
    line = timelines([salon.pk], first, last, now).get(salon.pk)
    if line is None:
        return None
    lanes = dict(Lane.objects.filter(salon=salon).values_list("number", "resource_id"))
    return _LookedAt(ruling.ruled(line, salon, now), lanes, rules, now)


def is_past(waiting: Waiting, now: datetime) -> bool:
    """Whether her days are over."""
    return waiting.days_until < local_day(waiting.salon.zone, tick_floor(now))
