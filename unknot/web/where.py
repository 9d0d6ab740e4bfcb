"""Where the client looks: words or two numbers become points with a name, a label and a zone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from django.core.cache import cache
from django.db.models import F
from django.utils.translation import gettext as _

from unknot.knowledge.places import (
    Place,
    country_names,
    distance_km,
    find_places,
    fold,
    larger_near,
    nearest,
    town_of,
)
from unknot.salons import towns
from unknot.salons.models import Salon

HOME_IS_KNOWN_S = 300
"""How long a process keeps in mind which town is home: counting all salons costs more than a search."""
MOST_SPOTS = 8
NAMED_WITHIN_KM = 5.0
"""How near a place must be to lend its name to a point."""
ZONED_WITHIN_KM = 50.0
HOME_WITHIN_KM = 50.0
"""How far from the salons' middle the table may have their town."""
HINT_WITHIN_KM = 150.0
"""How far a place may lie from the one that was said beside it."""
CONSIDERED = 60
MOST_PARTS = 3
"""Part of town, town and country; what else follows is not read."""
_NUMBERS = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Spot:
    """A point in degrees, how it is called, and the zone in which its days are meant.

    `label` says more where the name alone would not be clear ("Kallio, Helsinki"); `text` is what to ask for to come
    back to this very spot.
    """

    name: str
    lat: float
    lon: float
    zone: str
    label: str
    text: str


def spots(text: str) -> list[Spot]:
    """What `text` may mean, the likeliest first: places of that name, or the point it gives as `lat, lon`."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _point(float(numbers[1]), float(numbers[2]))
    home = _home()
    named = _labelled(_places(text, home), home)
    if home and fold(text) == fold(home.name) and not (named and _is_near(named[0], home)):
        named = [Spot(home.name, home.lat, home.lon, home.zone, home.name, home.name), *named]
    if named and "," in text:
        named[0] = replace(named[0], text=text.strip())
    return named[:MOST_SPOTS]


def spot(text: str) -> Spot | None:
    """The likeliest of the spots that `text` may mean."""
    return next(iter(spots(text)), None)


def is_point(text: str) -> bool:
    """Whether somebody gave two numbers instead of a name."""
    return _NUMBERS.fullmatch(text) is not None


def home_text() -> str:
    """Where most clients of this installation look; '' while it has no salons."""
    home = _home()
    return home.name if home else ""


def _home() -> towns.Town | None:
    return cache.get_or_set("home_town", towns.home_town, HOME_IS_KNOWN_S)


def _places(text: str, home: towns.Town | None) -> list[Place]:
    """The places a name means; what follows a comma ("Kallio, Helsinki") narrows them down."""
    near = (home.lat, home.lon) if home else None
    name, *hints = [part for part in text.split(",") if part.strip()][:MOST_PARTS] or [""]
    found = find_places(name, limit=CONSIDERED if hints else MOST_SPOTS, near=near)
    for hint in hints:
        found = _hinted(found, hint, near)
    return found or (_places(",".join(hints), home) if hints else [])


def _hinted(found: list[Place], hint: str, near: tuple[float, float] | None) -> list[Place]:
    wanted = fold(hint)
    codes = {code for code, name in country_names().items() if wanted in (fold(name), fold(_(name)))}
    if codes:
        return [place for place in found if place.country in codes]
    named = [town for town in find_places(hint, near=near) if fold(town.matched) == wanted]
    away = [(min((_apart_km(place, town) for town in named), default=0.0), place) for place in found]
    close = [each for each in away if each[0] <= HINT_WITHIN_KM]
    return [place for _away, place in sorted(close, key=lambda each: each[0])]


def _towns(points: tuple[tuple[float, float], ...]) -> list[str]:
    """In which town each point lies, asked of the salons once in a few minutes."""
    if not points:
        return []
    key = f"towns_at:{blake2s(repr(points).encode()).hexdigest()}"
    return cache.get_or_set(key, lambda: towns.towns_at(points), HOME_IS_KNOWN_S) or []


def _labelled(places: Sequence[Place], home: towns.Town | None) -> list[Spot]:
    """A spot for each place; of one label the later ones say near what they lie, or are left out."""
    told = _towns(tuple((place.lat, place.lon) for place in places))
    found: dict[str, Spot] = {}
    for place, town in zip(places, told, strict=True):
        label = text = _label(place, town, abroad=not home or place.country != home.country)
        larger = larger_near(place, within_km=HINT_WITHIN_KM) if label in found else None
        if larger:
            label = _("%(place)s near %(town)s") % {"place": label, "town": larger.name}
            text = f"{place.matched}, {larger.name}"
        found.setdefault(label, Spot(place.matched, place.lat, place.lon, place.zone, label, text))
    return list(found.values())


def _label(place: Place, salons_say: str, *, abroad: bool) -> str:
    likely = None if salons_say else town_of(place)
    town = likely.name if likely else salons_say
    parts = [place.matched]
    if town and fold(town) not in (fold(place.matched), fold(place.name)):
        parts.append(town)
    if abroad:
        parts.append(_(country_names().get(place.country, place.country)))
    return ", ".join(parts)


def _point(lat: float, lon: float) -> list[Spot]:
    if abs(lat) > 90 or abs(lon) > 180:
        return []
    text = f"{lat:.4f},{lon:.4f}"
    place = nearest(lat, lon, within_km=NAMED_WITHIN_KM)
    if place:
        [town] = towns.towns_at([(place.lat, place.lon)])
        return [Spot(place.name, lat, lon, place.zone, _label(place, town, abroad=False), text)]
    return [Spot(text, lat, lon, _zone(lat, lon), text, text)]


def _zone(lat: float, lon: float) -> str:
    """The zone of the nearest place; far from all places that of the nearest salon."""
    place = nearest(lat, lon, within_km=ZONED_WITHIN_KM)
    if place:
        return place.zone
    apart = (F("lat") - lat) * (F("lat") - lat) + (F("lon") - lon) * (F("lon") - lon)
    return Salon.objects.order_by(apart).values_list("zone", flat=True).first() or "UTC"


def _is_near(spot: Spot, home: towns.Town) -> bool:
    return distance_km((spot.lat, spot.lon), (home.lat, home.lon)) <= HOME_WITHIN_KM


def _apart_km(place: Place, other: Place) -> float:
    return distance_km((place.lat, place.lon), (other.lat, other.lon))
