"""Salons near a place that have time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from unknot.core.availability.masks import first
from unknot.core.availability.visits import Starts, Timeline
from unknot.diary import choice
from unknot.diary.reads.slots import STARTS_SHOWN, named, possible, timelines
from unknot.diary.values import Found
from unknot.salons.models import Offer
from unknot.salons.reads import Nearby, offers_near

# Day rows read at once: enough that one statement answers nearly every search, few enough to read in milliseconds.
ROWS_AT_ONCE = 600


class _Hit(NamedTuple):
    nearby: Nearby
    starts: Starts
    timeline: Timeline
    places: list[int]


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

    Salons without one are left out. Four statements however many salons are shown; one more each time that four times
    as many have to be passed over.
    """
    offers = offers_near(lat, lon, radius_m, treatment=treatment, duration_min=duration_min)
    days = (starts_until - starts_from) // timedelta(days=1) + 2
    hits: list[_Hit] = []
    for batch in _growing(_by_salon(offers), max(2 * limit, ROWS_AT_ONCE // days)):
        salon_ids = [choices[0].salon_id for choices in batch]
        glued = timelines(salon_ids, starts_from, starts_until, now)
        for choices in batch:
            timeline = glued.get(choices[0].salon_id)
            hit = timeline and _first_hit(choices, timeline, starts_from, starts_until, now)
            if hit:
                hits.append(hit)
            if len(hits) == limit:
                return _found(hits)
    return _found(hits)


def _by_salon(offers: Sequence[Nearby]) -> list[list[Nearby]]:
    """The offers grouped by salon, in the order in which they came."""
    groups: dict[int, list[Nearby]] = {}
    for nearby in offers:
        groups.setdefault(nearby.salon_id, []).append(nearby)
    return list(groups.values())


def _growing(groups: list[list[Nearby]], size: int) -> Iterator[list[list[Nearby]]]:
    at = 0
    while at < len(groups):
        yield groups[at : at + size]
        at, size = at + size, size * 4


def _first_hit(
    choices: Sequence[Nearby],
    timeline: Timeline,
    starts_from: datetime,
    starts_until: datetime,
    now: datetime,
) -> _Hit | None:
    for nearby in choices:
        starts = possible(nearby.need, nearby.rules, timeline, starts_from, starts_until, now)
        places = first(starts.any_of, STARTS_SHOWN)
        if places:
            return _Hit(nearby, starts, timeline, places)
    return None


def _found(hits: Sequence[_Hit]) -> list[Found]:
    """The hits with their rows: two statements for all of them."""
    offers = Offer.objects.select_related("salon").in_bulk([hit.nearby.offer_id for hit in hits])
    people = choice.practitioners([hit.nearby.salon_id for hit in hits])
    return [
        Found(
            nearby.distance_m,
            offers[nearby.offer_id],
            named(
                offers[nearby.offer_id], nearby.need.who, starts, timeline, people[nearby.salon_id], places
            ),
        )
        for nearby, starts, timeline, places in hits
    ]
