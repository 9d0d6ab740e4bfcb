"""What a search tells of salons and offers, who gives what, how far ahead and how far away."""

from collections.abc import Collection
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet

from unknot.plumbing import reading
from unknot.salons.models import Offer, Resource, Salon, Travel

EARTH_M = 6_371_008.8
# OpenStreetMap's values of `wheelchair` that promise a way in without a step.
STEP_FREE = ("yes", "designated")


class SalonRow(NamedTuple):
    """A salon as far as a search tells of it. `lat`, `lon` in degrees."""

    public_id: str
    name: str
    lat: float
    lon: float
    zone: str
    currency: str
    street: str
    city: str
    wheelchair: str


class OfferRow(NamedTuple):
    """An offer as far as a search tells of it."""

    public_id: str
    treatment: str
    extent: str
    duration_min: int
    price_minor: int
    salon: SalonRow


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres along the great circle between two places in degrees, on a sphere of the mean radius."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(min(1.0, rise + cos(radians(lat)) * cos(radians(other_lat)) * run)))


def lanes_of_gender(salon_ids: Collection[int], gender: str) -> dict[int, int]:
    """The masks of the lanes whose practitioner has a gender, by salon; none where nobody has. One statement."""
    with reading.cursor() as cursor:
        cursor.execute(
            "SELECT l.salon_id, sum(1::bigint << l.number)::bigint FROM salons_lane l"
            " JOIN salons_resource r ON r.id = l.resource_id"
            " WHERE l.salon_id = ANY(%s) AND r.kind = %s AND r.gender = %s GROUP BY l.salon_id",
            [list(salon_ids), Resource.Kind.PRACTITIONER.value, gender],
        )
        return dict(cursor.fetchall())


def horizon_days(offer: Offer) -> int:
    """How many days ahead the offer can be booked: by its own rule, or its practitioners' and the salon's widest."""
    if not offer.salon.has_rules or offer.horizon_days is not None:
        return offer.salon.horizon_days if offer.horizon_days is None else offer.horizon_days
    return max(offer.salon.horizon_days, _furthest(Resource.objects.filter(lanes__salon=offer.salon_id)))


def furthest_horizon_days(salon: Salon) -> int:
    """How many days ahead anything can be booked at a salon."""
    if not salon.has_rules:
        return salon.horizon_days
    people, sold = Resource.objects.filter(lanes__salon=salon), Offer.objects.filter(salon=salon)
    return max(salon.horizon_days, _furthest(people), _furthest(sold))


def travel_min(salon_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """The ways that begin or end at some salons, in minutes, both ways round. One statement."""
    rows = Travel.objects.filter(Q(salon__in=salon_ids) | Q(other__in=salon_ids))
    found = {}
    for one, other, minutes in rows.values_list("salon_id", "other_id", "minutes"):
        found[one, other] = found[other, one] = minutes
    return found


def _furthest(rows: "QuerySet[Any]") -> int:
    return rows.aggregate(furthest=Max("horizon_days"))["furthest"] or 0
