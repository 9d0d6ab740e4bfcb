"""Where the salons of the demo city stand: real places from osm_salons.csv, then invented ones around Helsinki."""

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from unknot.config.demo.lands import HOME_AREA, LANDS, Land
from unknot.knowledge.places import Place, places_in

SEED: Final = "unknot demo city 1"
"""All that is invented comes from this text and a salon's key. Another text is another city."""
TABLE: Final = Path(__file__).with_name("osm_salons.csv")
CENTRE: Final = (60.1699, 24.9384)
RADIUS_KM: Final = 19.0
SCATTER_DEG: Final = 0.004
"""About 450 metres from the middle of a district, which keeps nearly all of them on land."""
KM_PER_DEG: Final = 111.2


class Site(NamedTuple):
    """A salon's address. `key` names it for good, `number` counts the salons with names of the same language.

    `osm` is empty where the place is invented.
    """

    key: str
    area: str
    number: int
    kind: str
    osm: str
    lat: float
    lon: float
    street: str
    postcode: str
    city: str
    opening_hours: str
    wheelchair: str

    @property
    def land(self) -> Land:
        return LANDS[self.area]


def sites(count: int | None = None) -> list[Site]:
    """The sites of a city of `count` salons; None is the built-in city, all places of the table.

    A smaller city is Helsinki's first salons and at least one elsewhere; a larger one has invented sites too.
    """
    real = _real()
    if count is None:
        return real
    if count >= len(real):
        return real + [_invented(number) for number in range(count - len(real))]
    at_home = [site for site in real if site.area == HOME_AREA]
    elsewhere = [site for site in real if site.area != HOME_AREA]
    near = min(len(at_home), max(1, count - 1))
    return (at_home[:near] + elsewhere)[:count]


def dice(*about: object) -> Random:
    """Dice for one thing about one salon: the same throws in every run, whatever else is thrown elsewhere."""
    return Random("/".join((SEED, *map(str, about))))


@cache
def _real_rows() -> tuple[dict[str, str], ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _real() -> list[Site]:
    numbers: dict[str, int] = defaultdict(int)
    found = []
    for row in _real_rows():
        language = LANDS[row["area"]].words.salon_first[0]
        found.append(
            Site(
                key=row["osm"],
                area=row["area"],
                number=numbers[language],
                kind=row["kind"],
                osm=row["osm"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                street=f"{row['street']} {row['housenumber']}".strip() if row["street"] else "",
                postcode=row["postcode"],
                city=row["city"],
                opening_hours=row["opening_hours"],
                wheelchair=row["wheelchair"],
            )
        )
        numbers[language] += 1
    return found


def _invented(number: int) -> Site:
    throw = dice("site", number)
    district = throw.choice(_districts())
    turn, far = throw.uniform(0, 2 * math.pi), SCATTER_DEG * math.sqrt(throw.random())
    return Site(
        key=f"invented/{number}",
        area=HOME_AREA,
        number=sum(row["area"] == HOME_AREA for row in _real_rows()) + number,
        kind="invented",
        osm="",
        lat=round(district.lat + far * math.sin(turn), 6),
        lon=round(district.lon + far * math.cos(turn) / math.cos(math.radians(district.lat)), 6),
        street="",
        postcode="",
        city="",
        opening_hours="",
        wheelchair="",
    )


@cache
def _districts() -> tuple[Place, ...]:
    return tuple(place for place in places_in("FI") if _distance_km(place.lat, place.lon) < RADIUS_KM)


def _distance_km(lat: float, lon: float) -> float:
    across = (lon - CENTRE[1]) * math.cos(math.radians(CENTRE[0]))
    return KM_PER_DEG * math.hypot(lat - CENTRE[0], across)
