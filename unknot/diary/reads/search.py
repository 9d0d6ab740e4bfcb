"""Salons near a place that have time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf
from typing import NamedTuple

from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import Starts, lanes_of
from unknot.core.hours import instant
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import gaps
from unknot.diary.questions import KM_MIN, Order, Question, Window
from unknot.diary.reads.looks import Glued, Look, Stage, Start, look_through
from unknot.diary.values import Found, Slot
from unknot.salons.models import Lane, Offer, Resource
from unknot.salons.nearest import Nearby, Nearest
from unknot.salons.reads import OfferRow, lanes_of_gender

# Salons looked at together, at least: fewer are hardly read faster.
SALONS_AT_ONCE = 24
# So many times as many as are wanted are looked at first where hours are asked for, of which many salons have no start;
# of days nearly all have some.
OF_HOURS, OF_DAYS = 5, 7 / 6
HOURS = timedelta(hours=12)
# Where that was too few: so many times as many as the share with a start would have it; not so many times as before.
MARGIN, GROWTH = 5 / 4, 8
# Most salons have three starts within two days; only of the others are more days read.
STAGES = (timedelta(days=2), timedelta(days=6))


class _Person(NamedTuple):
    """A practitioner without the rest of her row."""

    public_id: str
    name: str


class Hit(NamedTuple):
    """A salon that has time: its best fitting offer and the first starts."""

    nearby: Nearby
    offer: OfferRow
    starts: Sequence[Start]
    is_for_two: bool = False

    @property
    def distance_m(self) -> int:
        """Metres from the place asked for."""
        return self.nearby.distance_m

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

    def benefit(self, start: Start) -> Benefit:
        """The salon's gap benefit where whoever would serve fills a hole; nothing for two at once."""
        if self.is_for_two or not isinstance(start.able, Glued):
            return NOTHING
        starts, timeline = start.able
        able = Starts(starts.base, dict.fromkeys(starts.lanes_at(start.tick), 1 << start.tick - starts.base))
        fills = gaps.carrying(self.nearby, self.nearby.need, able, timeline)
        return self.nearby.gap_benefit if fills else NOTHING


def search(question: Question, *, limit: int, now: datetime) -> list[Hit]:
    """Salons near a place in the order asked for: the best fitting offer with a start in the windows, its first three.

    The best offer is of the earliest of the treatments asked for, then the cheapest. Salons without a start are left
    out. Two to four statements, however many salons are shown; two more each time that more have to be passed over,
    and one more each time for a gender and for days that don't stand alone, three for salons with rules.
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
    """The salons in the circle, so many at a time as seem to be needed."""
    if not question.windows:
        return
    stages = [Stage(windows, now) for windows in _stages(question.windows)]
    nearest, size = _nearest(question), _first_size(question.windows, limit)
    is_nearest, wanted, looked = question.order is Order.NEAREST, limit, 0
    while salons := nearest.take(size):
        looks = [Look(choices, question.two) for choices in _by_hands_of(question.gender, salons)]
        _bind(looks)
        look_through(looks, stages, wanted if is_nearest else len(looks))
        found = [look.best for look in looks if look.has_time]
        hits = [Hit(nearby, nearby.offer, starts, question.two) for nearby, starts in found]
        yield _Batch(hits, nearest.reach_m)
        looked, wanted = looked + len(salons), max(wanted - len(found), 1)
        needed = wanted * (looked + 1) / (limit - wanted + 1) if is_nearest else inf
        size = max(SALONS_AT_ONCE, round(min(needed * MARGIN, size * GROWTH)))
        stages = [Stage(question.windows, now)]


def _first_size(windows: Sequence[Window], limit: int) -> int:
    """How many salons to look at first for so many with time."""
    asked_for = sum((closes - opens for opens, closes in windows), timedelta())
    return max(round(limit * (OF_HOURS if asked_for < HOURS else OF_DAYS)), SALONS_AT_ONCE)


def _way(distance_m: int) -> timedelta:
    """What a way counts for, as waiting."""
    return timedelta(minutes=KM_MIN) * distance_m / 1000


def _nearest(question: Question) -> Nearest:
    return Nearest(
        question.lat,
        question.lon,
        question.radius_m,
        treatments=question.treatments,
        duration_min=question.duration_min,
        most=question.most,
        step_free=question.step_free,
    )


def _by_hands_of(gender: str, salons: list[list[Nearby]]) -> list[list[Nearby]]:
    """The salons with the offers that practitioners of a gender give; '' is anybody."""
    if not gender:
        return salons
    masks = lanes_of_gender({choices[0].salon_id for choices in salons}, gender)
    narrowed = [[nearby.by(masks.get(nearby.salon_id, 0)) for nearby in choices] for choices in salons]
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


def _bind(looks: Sequence[Look]) -> None:
    """Read the offers of salons that have rules. One statement where there are any."""
    bound = [look for look in looks if look.choices[0].has_rules]
    wanted = [nearby.offer_id for look in bound for nearby in look.choices]
    offers = Offer.objects.select_related("salon").in_bulk(wanted) if wanted else {}
    for look in bound:
        look.bound_by = {nearby.offer_id: offers[nearby.offer_id] for nearby in look.choices}


def named(hits: Sequence[Hit]) -> list[Found]:
    """The hits with the practitioner whose turn it is at each start. One statement for all of them."""
    people = _people({hit.nearby.salon_id for hit in hits})
    return [
        Found(hit.distance_m, hit.offer, [_slot(start, hit, people) for start in hit.starts]) for hit in hits
    ]


def _slot(start: Start, hit: Hit, people: dict[tuple[int, int], _Person]) -> Slot:
    nearby = hit.nearby
    possible_lanes = start.able.lanes_at(start.tick)
    order = fair_order(start.able.day_at(start.tick), lanes_of(nearby.need.who))
    lane = next(lane for lane in order if lane in possible_lanes)
    begins, ends = instant(start.tick), instant(start.tick + nearby.need.duration)
    return Slot(begins, ends, people[nearby.salon_id, lane], hit.benefit(start))


def _people(salon_ids: set[int]) -> dict[tuple[int, int], _Person]:
    """The practitioners by salon and lane."""
    rows = Lane.objects.filter(salon_id__in=salon_ids, resource__kind=Resource.Kind.PRACTITIONER)
    told = rows.values_list("salon_id", "number", "resource__public_id", "resource__name")
    return {(salon_id, number): _Person(*who) for salon_id, number, *who in told}
