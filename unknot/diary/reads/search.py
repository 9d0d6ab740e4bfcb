"""Salons near a place that have time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from unknot.core.availability.masks import first, stretch
from unknot.core.availability.parts import Several
from unknot.core.availability.several import several_starts
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Need, Starts, Timeline, lanes_of
from unknot.core.hours import instant, tick_ceil
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import gaps, ruling
from unknot.diary.questions import KM_MIN, Order, Question, Window
from unknot.diary.reads.slots import STARTS_SHOWN, possible, timelines
from unknot.diary.values import Found, Slot
from unknot.salons.models import Lane, Offer, Resource
from unknot.salons.reads import Nearby, OfferRow, lanes_of_gender, offers_near

# Salons looked at together: one statement reads their days. Enough that the first batch answers nearly every search.
SALONS_AT_ONCE = 24
GROWTH = 8
# Most salons have three starts within two days; only of the others are more days read.
STAGES = (timedelta(days=2), timedelta(days=6))


class _Start(NamedTuple):
    """A start, and what it takes to say whose turn it is then."""

    tick: int
    able: Starts
    timeline: Timeline


class _Person(NamedTuple):
    """A practitioner without the rest of her row."""

    public_id: str
    name: str


class Hit(NamedTuple):
    """A salon that has time: its best fitting offer and the first starts."""

    nearby: Nearby
    starts: Sequence[_Start]
    is_for_two: bool = False

    @property
    def distance_m(self) -> int:
        """Metres from the place asked for."""
        return self.nearby.distance_m

    @property
    def offer(self) -> OfferRow:
        """What is sold, and where."""
        return self.nearby.offer

    @property
    def cost(self) -> tuple[datetime, int, int]:
        """Its place among the soonest: the first start with the way added; of equals the nearer."""
        return instant(self.starts[0].tick) + _way(self.distance_m), self.distance_m, self.nearby.salon_id

    @property
    def starts_at(self) -> list[datetime]:
        """The first three starts, or as many as there are."""
        return [instant(start.tick) for start in self.starts]

    @property
    def benefits(self) -> list[Benefit]:
        """What comes with each of them."""
        return [self.benefit(start) for start in self.starts]

    def benefit(self, start: _Start) -> Benefit:
        """The salon's gap benefit where whoever would serve fills a hole; nothing for two at once."""
        if self.is_for_two or not self.nearby.gap_benefit.is_any:
            return NOTHING
        at = 1 << start.tick - start.able.base
        able = Starts(start.able.base, dict.fromkeys(start.able.lanes_at(start.tick), at))
        fills = gaps.carrying(self.nearby, self.nearby.need, able, start.timeline)
        return self.nearby.gap_benefit if fills else NOTHING


@dataclass(slots=True)
class _Look:
    """One salon being looked at: its fitting offers, best first, and the first starts of each so far."""

    choices: list[Nearby]
    two: bool = False
    found: list[list[_Start]] = field(default_factory=list)
    bound_by: dict[int, Offer] = field(default_factory=dict)

    @property
    def salon_id(self) -> int:
        return self.choices[0].salon_id

    @property
    def is_settled(self) -> bool:
        """Whether further days can change nothing: the best offer has all the starts that are shown."""
        return bool(self.found) and len(self.found[0]) == STARTS_SHOWN

    def look(self, timeline: Timeline, windows: Sequence[Window], now: datetime) -> None:
        """Add the first starts that the windows hold, later than all before."""
        self.found = self.found or [[] for _ in self.choices]
        wanted = _mask(windows, timeline.base)
        for nearby, starts in zip(self.choices, self.found, strict=True):
            if len(starts) == STARTS_SHOWN:
                continue
            need = self._need(nearby, timeline, now)
            able = possible(need, nearby.rules, timeline, windows[0][0], windows[-1][1], now)
            if self.two:
                able = _for_two(able, need, timeline)
            places = first(able.any_of & wanted, STARTS_SHOWN - len(starts))
            starts += [_Start(timeline.base + place, able, timeline) for place in places]

    def _need(self, nearby: Nearby, timeline: Timeline, now: datetime) -> Need:
        """What an offer asks, with the rules of its salon where that has any."""
        offer = self.bound_by.get(nearby.offer_id)
        return ruling.bound(nearby.need, offer, timeline, now) if offer else nearby.need

    @property
    def best(self) -> Hit | None:
        """The best offer that has a start at all."""
        both = zip(self.choices, self.found, strict=False)
        return next((Hit(nearby, starts, self.two) for nearby, starts in both if starts), None)


def search(question: Question, *, limit: int, now: datetime) -> list[Hit]:
    """Salons near a place in the order asked for: the best fitting offer with a start in the windows, its first three.

    The best offer is of the earliest of the treatments asked for, then the cheapest. Salons without a start are left
    out. Two to four statements, however many salons are shown; one more each time that eight times as many have to
    be passed over, and as many again for a gender.
    """
    hits: list[Hit] = []
    for batch in _batches(question, limit, now):
        hits += batch.hits
        if question.order is Order.SOONEST:
            hits.sort(key=lambda hit: hit.cost)
        if len(hits) >= limit and not batch.may_be_beaten(question.order, hits[limit - 1], now):
            break
    return hits[:limit]


class _Batch(NamedTuple):
    """Salons with time, nearest first. Those of later batches are at least `reach_m` away."""

    hits: list[Hit]
    reach_m: int

    def may_be_beaten(self, order: Order, hit: Hit, now: datetime) -> bool:
        """Whether a salon further away may still come before this hit."""
        return order is Order.SOONEST and now + _way(self.reach_m) < hit.cost[0]


def _batches(question: Question, limit: int, now: datetime) -> Iterator[_Batch]:
    """The salons in the circle, more of them at a time the more have been passed over."""
    if not question.windows:
        return
    stages = _stages(question.windows)
    salons = (list(choices) for _, choices in groupby(_offers(question), key=lambda nearby: nearby.salon_id))
    size = max(limit + limit // 6, SALONS_AT_ONCE)
    while batch := list(islice(salons, size)):
        looks = [_Look(choices, question.two) for choices in _by_hands_of(question.gender, batch)]
        _bind(looks)
        _look_through(looks, stages, now)
        yield _Batch([look.best for look in looks if look.best], batch[-1][0].distance_m)
        stages, size = [list(question.windows)], size * GROWTH


def _way(distance_m: int) -> timedelta:
    """What a way counts for, as waiting."""
    return timedelta(minutes=KM_MIN) * distance_m / 1000


def _offers(question: Question) -> Iterator[Nearby]:
    return offers_near(
        question.lat,
        question.lon,
        question.radius_m,
        treatments=question.treatments,
        duration_min=question.duration_min,
        most=question.most,
        step_free=question.step_free,
    )


def _by_hands_of(gender: str, batch: list[list[Nearby]]) -> list[list[Nearby]]:
    """The salons with the offers that practitioners of a gender give; '' is anybody."""
    if not gender:
        return batch
    masks = lanes_of_gender({choices[0].salon_id for choices in batch}, gender)
    narrowed = [[nearby.by(masks.get(nearby.salon_id, 0)) for nearby in choices] for choices in batch]
    served = [[nearby for nearby in choices if nearby.need.who] for choices in narrowed]
    return [choices for choices in served if choices]


def _stages(windows: Sequence[Window]) -> list[list[Window]]:
    """The windows cut after STAGES, empty pieces left out."""
    edges = [windows[0][0], *(windows[0][0] + stage for stage in STAGES), windows[-1][1]]
    stages = [
        [(max(opens, low), min(closes, high)) for opens, closes in windows if opens < high and closes > low]
        for low, high in pairwise(edges)
    ]
    return [stage for stage in stages if stage]


def _bind(looks: Sequence[_Look]) -> None:
    """Read the offers of salons that have rules. One statement where there are any."""
    bound = [look for look in looks if look.choices[0].has_rules]
    wanted = [nearby.offer_id for look in bound for nearby in look.choices]
    offers = Offer.objects.select_related("salon").in_bulk(wanted) if wanted else {}
    for look in bound:
        look.bound_by = {nearby.offer_id: offers[nearby.offer_id] for nearby in look.choices}


def _look_through(looks: list[_Look], stages: Sequence[Sequence[Window]], now: datetime) -> None:
    for windows in stages:
        waiting = [look for look in looks if not look.is_settled]
        if not waiting:
            return
        glued = timelines([look.salon_id for look in waiting], windows[0][0], windows[-1][1], now)
        bound = [look.salon_id for look in waiting if look.bound_by and look.salon_id in glued]
        glued |= ruling.all_ruled({each: glued[each] for each in bound}, now) if bound else {}
        for look in waiting:
            if look.salon_id in glued:
                look.look(glued[look.salon_id], windows, now)


def _for_two(able: Starts, need: Need, timeline: Timeline) -> Starts:
    """Those of the starts at which a second client can be served beside the first."""
    both = Several((need, need))
    ends = timeline.base + timeline.length
    together = several_starts(timeline, both, first=timeline.base, last=ends) if able.any_of else 0
    return Starts(able.base, {lane: mask & together for lane, mask in able.by_lane.items()})


def _mask(windows: Sequence[Window], base: int) -> int:
    mask = 0
    for opens, closes in windows:
        mask |= stretch(tick_ceil(opens) - base, tick_ceil(closes) - base)
    return mask


def named(hits: Sequence[Hit]) -> list[Found]:
    """The hits with the practitioner whose turn it is at each start. One statement for all of them."""
    people = _people({hit.nearby.salon_id for hit in hits})
    return [
        Found(hit.distance_m, hit.offer, [_slot(start, hit, people) for start in hit.starts]) for hit in hits
    ]


def _slot(start: _Start, hit: Hit, people: dict[tuple[int, int], _Person]) -> Slot:
    nearby = hit.nearby
    possible_lanes = start.able.lanes_at(start.tick)
    order = fair_order(start.timeline.day_at(start.tick), lanes_of(nearby.need.who))
    lane = next(lane for lane in order if lane in possible_lanes)
    begins, ends = instant(start.tick), instant(start.tick + nearby.need.duration)
    return Slot(begins, ends, people[nearby.salon_id, lane], hit.benefit(start))


def _people(salon_ids: set[int]) -> dict[tuple[int, int], _Person]:
    """The practitioners by salon and lane."""
    rows = Lane.objects.filter(salon_id__in=salon_ids, resource__kind=Resource.Kind.PRACTITIONER)
    told = rows.values_list("salon_id", "number", "resource__public_id", "resource__name")
    return {(salon_id, number): _Person(*who) for salon_id, number, *who in told}
