"""Questions about free and occupied time that need the database. Nothing here takes a lock or writes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet

from unknot.core.availability.masks import first, ticks
from unknot.core.availability.visits import Need, Starts, Timeline, fair_order, glue, lanes_of, starts
from unknot.core.hours import instant, tick_ceil, tick_floor
from unknot.diary import bridge, choice
from unknot.diary.models import Appointment, Claim
from unknot.diary.values import Found, Slot
from unknot.salons import bridge as salon_bridge
from unknot.salons.models import Offer, Resource, Salon
from unknot.salons.reads import Nearby, offers_near

STARTS_SHOWN = 3
FIRST_BATCH = 64
ALTERNATIVES_BEFORE = timedelta(days=7)
ALTERNATIVES_AFTER = timedelta(days=21)

_By = dict[int, Resource]


def slots(
    offer: Offer,
    *,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None = None,
) -> list[Slot]:
    """Every start of an offer in `[starts_from, starts_until)` that can be booked at `now`, in order of time.

    With a `practitioner` only hers. Each slot names whose turn it is. Two statements, whatever the window.
    """
    by_lane = choice.practitioners([offer.salon_id])[offer.salon_id]
    timeline = _timelines([offer.salon_id], starts_from, starts_until, now).get(offer.salon_id)
    if timeline is None:
        return []
    return list(_slots(offer, timeline, by_lane, starts_from, starts_until, now, practitioner))


def alternatives(
    offer: Offer, starts_at: datetime, *, now: datetime, practitioner: Resource | None = None
) -> list[Slot]:
    """The three starts nearest to one that was taken, in order of time; with anybody when she has too few."""
    near = slots(
        offer,
        starts_from=max(now, starts_at - ALTERNATIVES_BEFORE),
        starts_until=starts_at + ALTERNATIVES_AFTER,
        now=now,
        practitioner=practitioner,
    )
    if practitioner is not None and len(near) < STARTS_SHOWN:
        return alternatives(offer, starts_at, now=now)
    nearest = sorted(near, key=lambda slot: abs(slot.starts_at - starts_at))[:STARTS_SHOWN]
    return sorted(nearest, key=lambda slot: slot.starts_at)


def search(
    *,
    lat: float,
    lon: float,
    radius_m: float,
    treatment: str,
    duration_min: int,
    starts_from: datetime,
    starts_until: datetime,
    limit: int,
    now: datetime,
) -> list[Found]:
    """Salons near a place, nearest first: the cheapest fitting offer with a start in the window, and its first three.

    Salons without one are left out. The number of statements grows only with the logarithm of the salons that had
    to be passed over.
    """
    candidates = _by_salon(offers_near(lat, lon, radius_m, treatment=treatment, duration_min=duration_min))
    found: list[tuple[Nearby, Starts, Timeline, list[int]]] = []
    for batch in _growing(candidates):
        salon_ids = [choices[0].offer.salon_id for choices in batch]
        timelines = _timelines(salon_ids, starts_from, starts_until, now)
        for choices in batch:
            timeline = timelines.get(choices[0].offer.salon_id)
            if timeline is None:
                continue
            hit = _first_hit(choices, timeline, starts_from, starts_until, now)
            if hit is not None:
                found.append(hit)
            if len(found) == limit:
                break
        if len(found) == limit:
            break
    names = choice.practitioners([nearby.offer.salon_id for nearby, *_ in found])
    return [
        Found(
            nearby.distance_m,
            nearby.offer,
            _named(nearby.offer, nearby.offer.who, possible, timeline, names[nearby.offer.salon_id], places),
        )
        for nearby, possible, timeline, places in found
    ]


def claims_between(
    salon: Salon, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> "QuerySet[Claim]":
    """The live claims on a salon's resources that meet `[starts_at, ends_at)`, with all the desk shows of them."""
    return (
        Claim.objects.filter(resource__lanes__salon=salon, span__overlap=(starts_at, ends_at))
        .exclude(expires_at__lte=now)
        .select_related("resource", "part__appointment__client", "part__offer", "hold__offer", "block")
        .order_by("resource_id", "span")
    )


def appointment(public_id: str) -> Appointment | None:
    """An appointment with its salon, client and parts."""
    found = Appointment.objects.select_related("salon", "client").filter(public_id=public_id)
    return found.prefetch_related("parts__offer", "parts__practitioner").first()


def _by_salon(offers: Sequence[Nearby]) -> list[list[Nearby]]:
    """The offers grouped by salon, in the order in which they came."""
    groups: dict[int, list[Nearby]] = {}
    for nearby in offers:
        groups.setdefault(nearby.offer.salon_id, []).append(nearby)
    return list(groups.values())


def _growing(groups: list[list[Nearby]]) -> Iterator[list[list[Nearby]]]:
    at, size = 0, FIRST_BATCH
    while at < len(groups):
        yield groups[at : at + size]
        at, size = at + size, size * 4


def _timelines(
    salon_ids: list[int], starts_from: datetime, starts_until: datetime, now: datetime
) -> dict[int, Timeline]:
    """The glued days of some salons around a window of starts: a day more on either side, for buffers and ends."""
    opening, _ = bridge.dates_around(tick_floor(max(starts_from, now)), tick_floor(max(starts_from, now)))
    _, closing = bridge.dates_around(tick_floor(starts_until), tick_floor(starts_until))
    days = bridge.read_days(salon_ids, opening, closing)
    return {salon_id: glue(mine, now_s=now.timestamp()) for salon_id, mine in days.items()}


def _possible(
    offer: Offer, timeline: Timeline, starts_from: datetime, starts_until: datetime, now: datetime, need: Need
) -> Starts:
    earliest, furthest = choice.window(offer.salon, now)
    return starts(
        timeline,
        need,
        first=tick_ceil(max(starts_from, earliest)),
        last=tick_ceil(min(starts_until, furthest)),
    )


def _first_hit(
    choices: Sequence[Nearby],
    timeline: Timeline,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
) -> tuple[Nearby, Starts, Timeline, list[int]] | None:
    for nearby in choices:
        need = salon_bridge.need(nearby.offer, nearby.offer.salon.step_min)
        possible = _possible(nearby.offer, timeline, starts_from, starts_until, now, need)
        places = first(possible.any_of, STARTS_SHOWN)
        if places:
            return nearby, possible, timeline, places
    return None


def _slots(
    offer: Offer,
    timeline: Timeline,
    by_lane: _By,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
    practitioner: Resource | None,
) -> Iterable[Slot]:
    lanes = {lane: resource.pk for lane, resource in by_lane.items()}
    need = choice.asked_for(choice.Wish(offer, starts_from, practitioner), lanes)
    possible = _possible(offer, timeline, starts_from, starts_until, now, need)
    return _named(offer, need.who, possible, timeline, by_lane, ticks(possible.any_of))


def _named(
    offer: Offer, who: int, possible: Starts, timeline: Timeline, by_lane: _By, places: Iterable[int]
) -> list[Slot]:
    """Slots at some places of a mask, each with the practitioner whose turn it is on that day."""
    length = timedelta(minutes=offer.duration_min)
    orders: dict[int, list[int]] = {}
    named = []
    for place in places:
        tick = timeline.base + place
        day = timeline.day_at(tick)
        if day.base not in orders:
            orders[day.base] = fair_order(day, lanes_of(who))
        lane = next(lane for lane in orders[day.base] if possible.by_lane.get(lane, 0) >> place & 1)
        starts_at = instant(tick)
        named.append(Slot(starts_at, starts_at + length, by_lane[lane]))
    return named
