"""Where the client looks: words or two numbers become a point, a name and a zone."""

import re
from dataclasses import dataclass

from django.db.models import F

from unknot.knowledge.places import find_places
from unknot.salons.models import Salon

HOME = (60.1699, 24.9384)
"""Among places of one name the one near here comes first."""
_NUMBERS = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Spot:
    """A point in degrees, how it is called, and the zone in which its days are meant."""

    name: str
    lat: float
    lon: float
    zone: str


def spot(text: str) -> Spot | None:
    """The place that `text` names, or the point that it gives as `lat, lon`; None when there is none."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _point(float(numbers[1]), float(numbers[2]))
    places = find_places(text, limit=1, near=HOME)
    if not places:
        return None
    place = places[0]
    return Spot(place.matched, place.lat, place.lon, place.zone)


def _point(lat: float, lon: float) -> Spot | None:
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    apart = (F("lat") - lat) * (F("lat") - lat) + (F("lon") - lon) * (F("lon") - lon)
    zone = Salon.objects.order_by(apart).values_list("zone", flat=True).first()
    return Spot(f"{lat:.4f}, {lon:.4f}", lat, lon, zone or "UTC")
