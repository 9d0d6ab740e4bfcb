"""Questions about salons that need the database."""

from collections.abc import Sequence
from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

from django.db.models import Q, QuerySet

from unknot.core.availability.visits import Need
from unknot.salons import bridge
from unknot.salons.models import Offer

EARTH_M = 6_371_008.8


class Nearby(NamedTuple):
    """An offer at a salon `distance_m` away, with what is needed to see when it can start."""

    distance_m: int
    offer_id: int
    salon_id: int
    rules: bridge.Rules
    need: Need


class _Row(NamedTuple):
    """What one statement reads of an offer and its salon; no objects, because there may be hundreds."""

    pk: int
    salon_id: int
    price_minor: int
    duration_min: int
    buffer_before_min: int
    buffer_after_min: int
    who: int
    room_feature: str
    rooms: int
    equipment: list[int]
    salon__lat: float
    salon__lon: float
    salon__zone: str
    salon__min_notice_min: int
    salon__horizon_days: int
    salon__step_min: int


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres along the great circle between two places in degrees, on a sphere of the mean radius."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(min(1.0, rise + cos(radians(lat)) * cos(radians(other_lat)) * run)))


def offers_near(
    lat: float, lon: float, radius_m: float, *, treatment: str, duration_min: int
) -> Sequence[Nearby]:
    """The active offers of a treatment and duration within a radius: nearest first, then cheapest first.

    Salons whose hours are unknown are left out.
    """
    wanted = Offer.objects.filter(treatment=treatment, duration_min=duration_min, is_active=True)
    rows = _in_box(wanted, lat, lon, radius_m).exclude(salon__hours_source="unknown")
    measured = (
        (round(distance_m(lat, lon, row.salon__lat, row.salon__lon)), row)
        for row in map(_Row._make, rows.values_list(*_Row._fields))
    )
    near = [(away, row) for away, row in measured if away <= radius_m]
    near.sort(key=lambda found: (found[0], found[1].salon_id, found[1].price_minor, found[1].pk))
    return [
        Nearby(
            away,
            row.pk,
            row.salon_id,
            bridge.Rules(row.salon__zone, row.salon__min_notice_min, row.salon__horizon_days),
            bridge.need(row, row.salon__step_min),
        )
        for away, row in near
    ]


def _in_box(offers: "QuerySet[Offer]", lat: float, lon: float, radius_m: float) -> "QuerySet[Offer]":
    """A rectangle of degrees around the circle, so that an index can serve it; wraps at the date line."""
    rise = degrees(radius_m / EARTH_M)
    south, north = lat - rise, lat + rise
    inside = offers.filter(salon__lat__range=(south, north))
    if south <= -90 or north >= 90:
        return inside
    run = degrees(asin(min(1.0, sin(radius_m / EARTH_M) / cos(radians(lat)))))
    west, east = lon - run, lon + run
    if west < -180:
        return inside.filter(Q(salon__lon__lte=east) | Q(salon__lon__gte=west + 360))
    if east > 180:
        return inside.filter(Q(salon__lon__gte=west) | Q(salon__lon__lte=east - 360))
    return inside.filter(salon__lon__range=(west, east))
