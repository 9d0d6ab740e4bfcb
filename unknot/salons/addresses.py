"""Where a salon is, from what its owner types: a street with a town, or two numbers. Only the shipped table knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from unknot.knowledge.places import Place, country_names, find_places, fold, larger_near, nearest, town_of

NAMED_WITHIN_KM = 15.0
ZONED_WITHIN_KM = 300.0
MOST_TOWNS = 6
HINT_WITHIN_KM = 150.0
LONGEST_NAME_WORDS = 3
_NUMBERS = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}-)?\d[\dA-Z-]{2,7}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A place on earth with what is known of its address. `lat`, `lon` in degrees; those of the town unless given."""

    street: str
    postcode: str
    city: str
    country: str
    zone: str
    lat: float
    lon: float
    near: str = ""

    @property
    def town(self) -> str:
        """The town with its country in the reader's language, and what it lies near to when there are several."""
        country = _(country_names().get(self.country, self.country))
        if self.near:
            return _("%(town)s near %(larger)s, %(country)s") % {
                "town": self.city,
                "larger": self.near,
                "country": country,
            }
        return f"{self.city}, {country}"


def addresses(text: str) -> list[Address]:
    """What `text` may mean, the likeliest first; nothing when no town is known by that name."""
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        found = at(float(numbers[1]), float(numbers[2]))
        return [found] if found else []
    for street, rest, countries in _readings(text):
        postcode, name = _postcode(rest)
        towns = [each for each in _towns(name) if not countries or each.country in countries]
        if towns:
            return [_in_town(street, postcode, each, several=len(towns) > 1) for each in towns[:MOST_TOWNS]]
    return []


def at(lat: float, lon: float) -> Address | None:
    """The address of a point in degrees, as far as the table knows it; None off the earth and far from everything."""
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    near = nearest(lat, lon, within_km=ZONED_WITHIN_KM)
    if near is None:
        return None
    named = nearest(lat, lon, within_km=NAMED_WITHIN_KM)
    town = named and (town_of(named) or named)
    return Address("", "", town.name if town else "", near.country, near.zone, lat, lon)


def _in_town(street: str, postcode: str, town: Place, *, several: bool) -> Address:
    larger = larger_near(town, within_km=HINT_WITHIN_KM) if several else None
    middle = (town.lat, town.lon)
    return Address(
        street, postcode, town.matched, town.country, town.zone, *middle, larger.name if larger else ""
    )


def _readings(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Street, postcode with town, and countries, in the ways in which a text can be taken apart."""
    parts = [part.strip() for part in re.split(r"[,\n]", text) if part.strip()]
    countries = _countries(parts[-1]) if len(parts) > 1 else frozenset()
    if countries:
        parts = parts[:-1]
    if not parts:
        return
    yield ", ".join(parts[:-1]), parts[-1], countries
    words = parts[-1].split()
    for cut in range(max(1, len(words) - LONGEST_NAME_WORDS), len(words)):
        before = " ".join([*parts[:-1], _without_postcode(" ".join(words[:cut]))]).strip()
        yield before, " ".join([*_POSTCODE.findall(" ".join(words[1:cut]))[-1:], *words[cut:]]), countries
    for street, town in pairwise(parts):
        yield street, town, countries


def _countries(text: str) -> frozenset[str]:
    wanted = fold(text)
    names = country_names().items()
    return frozenset(code for code, name in names if wanted in (fold(name), fold(_(name)), code.lower()))


def _postcode(text: str) -> tuple[str, str]:
    found = _POSTCODE.search(text)
    if not found:
        return "", text
    return found.group(), f"{text[: found.start()]} {text[found.end() :]}".strip()


def _without_postcode(text: str) -> str:
    """A street keeps its number: only a second number, five digits long, is a postcode."""
    return re.sub(r"\s\d{5}$", "", text)


def _towns(name: str) -> list[Place]:
    """Towns of exactly that name, in any language of the table."""
    found = find_places(name, limit=40)
    return [each for each in found if fold(each.matched) == fold(name)]
