"""Looking through the days of some salons for the first starts of what they offer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, Protocol

from unknot.core.availability.days import Day
from unknot.core.availability.masks import first, stretch
from unknot.core.availability.parts import Several
from unknot.core.availability.several import several_starts
from unknot.core.availability.stacked import Packed, alone, stands_alone
from unknot.core.availability.visits import Need, Starts, Timeline
from unknot.core.hours import local_day, tick_ceil, tick_floor
from unknot.diary import bridge, choice, gaps, ruling
from unknot.diary.questions import Window
from unknot.diary.reads.slots import STARTS_SHOWN, possible, timelines
from unknot.salons.bridge import Rules
from unknot.salons.models import Offer
from unknot.salons.nearest import Nearby


class Able(Protocol):
    """Who can start when."""

    def lanes_at(self, tick: int) -> list[int]:
        """The practitioners' lanes that can start at an absolute tick."""

    def day_at(self, tick: int) -> Day:
        """The day that holds it."""


class Start(NamedTuple):
    """A start, and what it takes to say whose turn it is then."""

    tick: int
    able: Able


class Glued(NamedTuple):
    """The starts of one offer on days that were glued."""

    starts: Starts
    timeline: Timeline

    def lanes_at(self, tick: int) -> list[int]:
        return self.starts.lanes_at(tick)

    def day_at(self, tick: int) -> Day:
        return self.timeline.day_at(tick)


class Stage:
    """Some windows, in order and at least one, as one looks through them at `now`."""

    def __init__(self, windows: Sequence[Window], now: datetime) -> None:
        self.opens, self.closes = windows[0][0], windows[-1][1]
        self.now, self.now_s = now, now.timestamp()
        self._ticks = [(tick_ceil(opens), tick_ceil(closes)) for opens, closes in windows]
        self._bits: dict[tuple[Rules, int, int], int] = {}

    def days(self, looks: Sequence["Look"]) -> dict[int, list[Packed]]:
        """The days of some salons that the windows meet, by salon. One statement."""
        spans = [(max(opens, tick_floor(self.now)), closes) for opens, closes in self._ticks]
        zones = {look.choices[0].rules.zone for look in looks}
        wanted = {each for zone in zones for span in spans for each in _local_days(zone, *span)}
        ids = [look.salon_id for look in looks]
        return bridge.read_packed(ids, spans[0][0], spans[-1][1], wanted) if wanted else {}

    def mask(self, base: int) -> int:
        """The ticks of the windows, as bits from `base` on."""
        mask = 0
        for opens, closes in self._ticks:
            mask |= stretch(opens - base, closes - base)
        return mask

    def bits(self, rules: Rules, day: Packed) -> int:
        """The ticks of a day at which a client may start by the windows, notice and horizon."""
        key = (rules, day.base, day.length)
        if key not in self._bits:
            earliest, furthest = choice.window(rules, self.now)
            most = min(tick_ceil(furthest) - day.base, day.length)
            self._bits[key] = self.mask(day.base) & stretch(tick_ceil(earliest) - day.base, most)
        return self._bits[key]


@dataclass(slots=True)
class Look:
    """One salon being looked at: its fitting offers, best first, and the first starts of each so far."""

    choices: Sequence[Nearby]
    two: bool = False
    bound_by: Mapping[int, Offer] = field(default_factory=dict)
    found: list[list[Start]] = field(default_factory=list)

    @property
    def salon_id(self) -> int:
        """The salon."""
        return self.choices[0].salon_id

    @property
    def is_settled(self) -> bool:
        """Whether further days can change nothing: the best offer has all the starts that are shown."""
        return bool(self.found) and len(self.found[0]) == STARTS_SHOWN

    @property
    def best(self) -> tuple[Nearby, list[Start]]:
        """The best offer that has a start at all. Raises StopIteration where the salon has no time."""
        both = zip(self.choices, self.found, strict=True)
        return next((nearby, starts) for nearby, starts in both if starts)

    @property
    def has_time(self) -> bool:
        """Whether any of its offers has a start."""
        return any(self.found)

    @property
    def is_plain(self) -> bool:
        """Whether its days may be asked one by one: one client, no rules, and nothing that fills a gap."""
        return not (self.two or self.bound_by or gaps.reach(self.choices[0]))

    def through(self, days: Sequence[Packed], stage: Stage) -> bool:
        """Add the first starts of days, later than all before; false, and none, where not all days stand alone."""
        for nearby in self.choices:
            for day in days:
                if not stands_alone(day, nearby.need):
                    return False
        for nearby, starts in self._open():
            for day in days:
                bits = stage.bits(nearby.rules, day) if len(starts) < STARTS_SHOWN else 0
                if bits:
                    able = alone(day, nearby.need, bits, stage.now_s)
                    left = STARTS_SHOWN - len(starts)
                    starts += [Start(tick, able) for tick in first(able.any_of, left, day.base)]
            if starts:
                break
        return True

    def through_glued(self, timeline: Timeline, stage: Stage) -> None:
        """The same of days that take those beside them, of salons with rules or a gap benefit, and for two at once."""
        wanted = stage.mask(timeline.base)
        for nearby, starts in self._open():
            if len(starts) < STARTS_SHOWN:
                need = self._need(nearby, timeline, stage.now)
                able = possible(need, nearby.rules, timeline, stage.opens, stage.closes, stage.now)
                able = _for_two(able, need, timeline) if self.two else able
                left = STARTS_SHOWN - len(starts)
                places = first(able.any_of & wanted, left, timeline.base)
                starts += [Start(tick, Glued(able, timeline)) for tick in places]
            if starts:
                return

    def _open(self) -> Iterator[tuple[Nearby, list[Start]]]:
        """The offers with their starts so far; none counts behind one that has any."""
        self.found = self.found or [[] for _ in self.choices]
        return zip(self.choices, self.found, strict=True)

    def _need(self, nearby: Nearby, timeline: Timeline, now: datetime) -> Need:
        """What an offer asks, with the rules of its salon where that has any."""
        offer = self.bound_by.get(nearby.offer_id)
        return ruling.bound(nearby.need, offer, timeline, now) if offer else nearby.need


def look_through(looks: Sequence[Look], stages: Sequence[Stage], enough: int) -> None:
    """Find the first starts of the salons, in order, until `enough` of them have one.

    A statement for each stage that is needed, another where days have to be glued, two where salons have rules.
    """
    plain = {look.salon_id for look in looks if look.is_plain}
    for stage in stages:
        waiting = [look for look in looks if not look.is_settled]
        if not waiting:
            return
        days = stage.days([look for look in waiting if look.salon_id in plain])
        glued, with_time = [], 0
        for at, look in enumerate(looks, 1):
            mine = days.get(look.salon_id, ())
            if not look.is_settled and not (look.salon_id in plain and look.through(mine, stage)):
                glued.append(look)
            with_time += look.has_time
            if with_time == enough:
                looks = looks[:at]
                break
        _through_glued(glued, stage)


def _through_glued(looks: Sequence[Look], stage: Stage) -> None:
    """The same for salons whose days have to be glued, with the rules of those that have any."""
    if not looks:
        return
    glued = timelines([look.salon_id for look in looks], stage.opens, stage.closes, stage.now)
    bound = [look.salon_id for look in looks if look.bound_by and look.salon_id in glued]
    glued |= ruling.all_ruled({each: glued[each] for each in bound}, stage.now) if bound else {}
    for look in looks:
        if look.salon_id in glued:
            look.through_glued(glued[look.salon_id], stage)


def _for_two(able: Starts, need: Need, timeline: Timeline) -> Starts:
    """Those of the starts at which a second client can be served beside the first."""
    both = Several((need, need))
    ends = timeline.base + timeline.length
    together = several_starts(timeline, both, first=timeline.base, last=ends) if able.any_of else 0
    return Starts(able.base, {lane: mask & together for lane, mask in able.by_lane.items()})


def _local_days(zone: str, starts: int, ends: int) -> list[date]:
    """The days of a zone that meet the ticks `[starts, ends)`."""
    return bridge.dates(local_day(zone, starts), local_day(zone, ends - 1)) if starts < ends else []
