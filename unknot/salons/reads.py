"""Questions about salons that need the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

from django.db.models import Q, QuerySet

from unknot.salons.models import Offer

EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Nearby:
    """An offer at a salon `distance_m` away."""

    distance_m: int
    offer: Offer


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
    rows = _in_box(wanted, lat, lon, radius_m).exclude(salon__hours_source="unknown").select_related("salon")
    found = [Nearby(round(distance_m(lat, lon, o.salon.lat, o.salon.lon)), o) for o in rows]
    near = [nearby for nearby in found if nearby.distance_m <= radius_m]
    return sorted(near, key=lambda n: (n.distance_m, n.offer.salon_id, n.offer.price_minor, n.offer.pk))


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
