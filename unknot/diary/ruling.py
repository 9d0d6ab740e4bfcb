"""What binds the practitioners of a salon beside its hours: rules of offer, practitioner and salon, turnover, the way.

Read only for salons that have such rules (`Salon.has_rules`): nobody else pays for them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from unknot.core.availability.limits import Own, Stint
from unknot.core.availability.masks import stretch
from unknot.core.availability.rules import RuleSet, limits, opening, resolved
from unknot.core.availability.visits import Need, Timeline, lanes_of
from unknot.core.hours import DAY_TICKS, TICK_MIN, instant, tick_ceil, tick_floor
from unknot.diary.models import Claim
from unknot.salons.bridge import is_deep
from unknot.salons.models import Lane, Offer, Resource, Salon
from unknot.salons.reads import travel_min

NOTHING_SAID = RuleSet()
# A break may lie on the day before or after, where only preparation or recovery reach.
_HALF_DAY = DAY_TICKS // 2

_TAKEN = (
    "resource_id",
    "span",
    "expires_at",
    "part__starts_at",
    "part__ends_at",
    "part__treatment",
    "part__offer__salon_id",
    "hold__starts_at",
    "hold__ends_at",
    "hold__offer__treatment",
    "hold__offer__salon_id",
)


def ruled(timeline: Timeline, salon: Salon, now: datetime) -> Timeline:
    """A salon's days with its rules, as they are where it has none. See `all_ruled`."""
    return all_ruled({salon.pk: timeline}, now)[salon.pk] if salon.has_rules else timeline


def all_ruled(timelines: Mapping[int, Timeline], now: datetime) -> dict[int, Timeline]:
    """The days of some salons that have rules, with these: what practitioners say, what they give, and turnover.

    Two statements; a third where somebody works elsewhere too.
    """
    lanes: dict[int, list[Lane]] = defaultdict(list)
    for lane in Lane.objects.filter(salon_id__in=list(timelines)).select_related("resource"):
        lanes[lane.salon_id].append(lane)
    given = _given([lane.resource for mine in lanes.values() for lane in mine], timelines.values(), now)
    places = {place for mine in given.values() for place, _ in mine}
    ways = travel_min(list(timelines)) if places - timelines.keys() or len(places) > 1 else {}
    return {
        salon_id: _with(
            timeline, lanes[salon_id], given, {other: ways.get((salon_id, other), 0) for other in places}
        )
        for salon_id, timeline in timelines.items()
    }


def bound(need: Need, offer: Offer, timeline: Timeline, now: datetime, *, any_time: bool = False) -> Need:
    """The need with what binds each practitioner, on days that know it; notice and horizon too unless `any_time`."""
    salon = offer.salon
    if not salon.has_rules or not timeline.days:
        return need
    ends = timeline.base + timeline.length
    bases = (timeline.base - _HALF_DAY, *(day.base for day in timeline.days), ends + _HALF_DAY)
    own = {}
    known: dict[RuleSet, Own] = {}
    for lane in lanes_of(need.who):
        rules = resolved(offer.rules, timeline.rules.get(lane, NOTHING_SAID), salon.rules)
        if rules not in known:
            first, last = (timeline.base, ends) if any_time else opening(rules, salon.zone, now)
            step = (rules.step_min or salon.step_min) // TICK_MIN
            known[rules] = Own(step, first, last, limits(rules, salon.zone, bases))
        own[lane] = known[rules]
    return replace(need, own=own)


def notice_min(offer: Offer, timeline: Timeline, lane: int) -> int:
    """How long before a start it has to be booked when a practitioner gives an offer, in minutes."""
    said = resolved(offer.rules, timeline.rules.get(lane, NOTHING_SAID), offer.salon.rules)
    return said.notice_min or 0


def with_time(timeline: Timeline, given_back: Collection[tuple[int, int, int]] | None) -> Timeline:
    """The timeline with some time free again, and what was given in it given no more."""
    if not given_back:
        return timeline
    clear = list(timeline.clear)
    stints = dict(timeline.stints)
    days = timeline.days
    for lane, starts, ends in given_back:
        days = tuple(day.freed(lane, starts, ends) for day in days)
        if lane < len(clear):
            clear[lane] |= stretch(starts - timeline.base, ends - timeline.base)
        if lane in stints:
            stints[lane] = [each for each in stints[lane] if each.to <= starts or each.from_ >= ends]
    return replace(timeline, days=days, clear=tuple(clear), stints=stints)


def _given(
    resources: Sequence[Resource], timelines: Collection[Timeline], now: datetime
) -> dict[int, list[tuple[int, Stint]]]:
    """What practitioners give on these days and a day around them, each with the salon it is in, by resource."""
    people = {each.pk for each in resources if each.kind == Resource.Kind.PRACTITIONER}
    days = [each for each in timelines if each.days]
    if not people or not days:
        return {}
    first = min(each.base for each in days) - DAY_TICKS
    last = max(each.base + each.length for each in days) + DAY_TICKS
    claims = Claim.objects.filter(
        resource__in=people, block=None, span__overlap=(instant(first), instant(last))
    ).exclude(expires_at__lte=now)
    found: dict[int, list[tuple[int, Stint]]] = defaultdict(list)
    for resource_id, span, expires_at, *taken in claims.order_by("span").values_list(*_TAKEN):
        starts_at, ends_at, treatment, salon_id = taken[:4] if taken[0] is not None else taken[4:]
        stint = Stint(
            tick_floor(starts_at),
            tick_ceil(ends_at),
            tick_floor(span.lower),
            tick_ceil(span.upper),
            is_deep(treatment),
            expires_s=None if expires_at is None else int(expires_at.timestamp()),
        )
        found[resource_id].append((salon_id, stint))
    return found


def _with(
    timeline: Timeline,
    lanes: Sequence[Lane],
    given: Mapping[int, Sequence[tuple[int, Stint]]],
    ways: Mapping[int, int],
) -> Timeline:
    """One salon's days with its rules; `ways` is the way to other salons, in minutes."""
    turnover, stints, rules = {}, {}, {}
    for lane in lanes:
        resource = lane.resource
        if resource.prepare_min or resource.recover_min:
            turnover[lane.number] = (resource.prepare_min // TICK_MIN, resource.recover_min // TICK_MIN)
        if resource.pk in given:
            stints[lane.number] = [
                stint._replace(away=ways.get(place, 0) // TICK_MIN) for place, stint in given[resource.pk]
            ]
        rules[lane.number] = resource.rules
    return replace(timeline, turnover=turnover, stints=stints, rules=rules)
