"""Places by name, offline: the table of GeoNames in places.tsv.gz (attribution in NOTICE.md)."""

import gzip
import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, islice, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

TABLE = Path(__file__).with_name("places.tsv.gz")
PARTED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not take apart into a base and a mark."""
DROPPED = re.compile("['’‘ʼʻ`´.\u0300-\u036f]")
BLANKS = re.compile(r"[-‐‑–/, ]+")
LONGEST_TEXT = 100
REMEMBERED = 1024
"""Answers of each kind that a process keeps: the table never changes, and most clients ask for few places."""
CONSIDERED = 4000
"""How many matches of a kind, the most populous first, are looked at."""
NEARNESS_KM = 50.0
"""How far off a place counts half of what it counts at the door."""
EARTH_RADIUS_KM = 6371.0
KM_A_DEGREE = 111.2
TIMES_AS_LARGE = 4
"""How much larger a town is than what counts as a part of it."""
REACH_KM_A_ROOT = 1 / 200
"""How far a town reaches, by the root of its people: Helsinki 4 km. Short, because a wrong town is worse than none."""


class Point(NamedTuple):
    """A position in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Place:
    """A place people search by. `matched` is the name that fitted the text, perhaps in another language."""

    name: str
    matched: str
    country: str
    lat: float
    lon: float
    population: int
    zone: str


@dataclass(frozen=True)
class _Table:
    """The rows as UTF-8; all of them folded to "\\n|name|other|other|"; where each of these begins."""

    rows: list[bytes]
    folded: bytes
    begins: list[int]


def find_places(text: str, *, limit: int = 8, near: tuple[float, float] | None = None) -> list[Place]:
    """Places of which a name, or a word in it, begins with the text, in any case, with or without accents.

    Whole names come first, then beginnings of the place's own name, of its names elsewhere, of words inside;
    among equals the more populous place. With `near` (lat, lon in degrees) population is weighed by nearness.
    Nothing is found for an empty text.
    """
    return list(_found(text, limit, near))


@lru_cache(maxsize=REMEMBERED)
def _found(text: str, limit: int, near: tuple[float, float] | None) -> tuple[Place, ...]:
    wanted = fold(text[:LONGEST_TEXT]).strip("|")
    if not wanted or limit < 1:
        return ()
    table = _table()
    found: list[int] = []
    for needle in (f"|{wanted}|", f"\n|{wanted}", f"|{wanted}", f" {wanted}"):
        rows = [row for row in islice(_matches(table, needle.encode()), CONSIDERED) if row not in found]
        found += sorted(rows, key=lambda row: -_weight(table, row, Point(*near))) if near else rows
        if len(found) >= limit:
            break
    return tuple(_place(table, row, wanted) for row in found[:limit])


def places_in(country: str) -> list[Place]:
    """Every place of a country (ISO 3166 alpha-2), the most populous first."""
    mark = f"\t{country}\t".encode()
    return [_place(_table(), number, "") for number, row in enumerate(_table().rows) if mark in row]


@lru_cache(maxsize=REMEMBERED)
def nearest(lat: float, lon: float, *, within_km: float) -> Place | None:
    """The place whose middle is nearest to a point in degrees."""
    around = _around(Point(lat, lon), within_km)
    return _place(_table(), min(around)[1], "") if around else None


@lru_cache(maxsize=REMEMBERED)
def town_of(place: Place) -> Place | None:
    """The town in the middle of which a place lies, so that it is surely a part of it; None where that isn't clear."""
    rows = sorted(row for _, row in _around(Point(place.lat, place.lon), _reach_km(_largest())))
    populous = (_place(_table(), row, "") for row in rows)
    large = takewhile(lambda each: each.population >= TIMES_AS_LARGE * place.population, populous)
    return next((each for each in large if _reaches(each, place)), None)


@lru_cache(maxsize=REMEMBERED)
def larger_near(place: Place, *, within_km: float) -> Place | None:
    """The nearest place with more people, by which one of several of a name can be told from the others."""
    around = sorted(_around(Point(place.lat, place.lon), within_km))
    places = (_place(_table(), row, "") for _, row in around)
    return next((each for each in places if each.population > place.population), None)


@cache
def country_names() -> Mapping[str, str]:
    """English names by ISO 3166 alpha-2 code, from the time zone database."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    cells = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return MappingProxyType({each[0]: each[1] for each in cells})


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle between two points in degrees."""
    return _distance_km(Point(*a), Point(*b))


def fold(text: str) -> str:
    """How names are compared: no case, no accents, no apostrophes or dots, a blank for each hyphen."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(PARTED))
    return BLANKS.sub(" ", DROPPED.sub("", plain)).strip()


def _weight(table: _Table, row: int, near: Point) -> float:
    """The population, less the farther off the place is."""
    _, _, lat, lon, population, _ = table.rows[row].split(b"\t", 5)
    nearness = NEARNESS_KM / (NEARNESS_KM + _distance_km(near, Point(float(lat), float(lon))))
    return int(population) * nearness**2


def _matches(table: _Table, needle: bytes) -> Iterator[int]:
    """Numbers of the rows with the needle, in the table's order, which is that of population."""
    at = table.folded.find(needle)
    while at >= 0:
        row = bisect_right(table.begins, at) - 1
        yield row
        if row + 1 == len(table.begins):
            return
        at = table.folded.find(needle, table.begins[row + 1])


def _place(table: _Table, row: int, wanted: str) -> Place:
    name, country, lat, lon, population, zone, others = table.rows[row].decode().split("\t")
    names = {each: fold(each) for each in (name, *others.split("|"))}
    whole = [each for each, folded in names.items() if folded == wanted]
    begun = [each for each, folded in names.items() if folded.startswith(wanted)]
    matched = [*whole, *begun, name][0]
    return Place(name, matched, country, float(lat), float(lon), int(population), zone)


def _reaches(town: Place, place: Place) -> bool:
    """Whether a place lies so near to the middle of a town that it may be a part of it."""
    away = _distance_km(Point(town.lat, town.lon), Point(place.lat, place.lon))
    return town.country == place.country and away <= _reach_km(town.population)


def _reach_km(population: int) -> float:
    return REACH_KM_A_ROOT * math.sqrt(population)


def _largest() -> int:
    return int(_table().rows[0].split(b"\t", 5)[4])


def _around(point: Point, within_km: float) -> list[tuple[float, int]]:
    """Distances in km and numbers of the rows within a distance, in no order."""
    middles, rows = _by_latitude()
    rise = within_km / KM_A_DEGREE
    first = bisect_left(middles, (point.lat - rise, -math.inf))
    last = bisect_right(middles, (point.lat + rise, math.inf))
    measured = ((_distance_km(point, Point(*middles[at])), rows[at]) for at in range(first, last))
    return [(away, row) for away, row in measured if away <= within_km]


@cache
def _by_latitude() -> tuple[list[tuple[float, float]], list[int]]:
    """The middles of all places from south to north, and the numbers of their rows."""
    cells = (line.split(b"\t", 4) for line in _table().rows)
    sorted_rows = sorted(((float(each[2]), float(each[3])), row) for row, each in enumerate(cells))
    return [middle for middle, _ in sorted_rows], [row for _, row in sorted_rows]


@cache
def _table() -> _Table:
    lines = gzip.decompress(TABLE.read_bytes()).splitlines()[1:]
    names = (f"|{name}|{others}|" for name, others in (_names(line) for line in lines))
    folded = [f"\n{each}".encode() for each in _folded(names)]
    begins = list(accumulate((len(each) for each in folded), initial=0))[:-1]
    return _Table(lines, b"".join(folded), begins)


def _names(line: bytes) -> tuple[str, str]:
    cells = line.decode().split("\t")
    return cells[0], cells[6]


def _folded(names: Iterator[str]) -> list[str]:
    """All rows folded in one go, which is far quicker than one by one."""
    text = unicodedata.normalize("NFKD", "\n".join(names).casefold().translate(PARTED))
    return BLANKS.sub(" ", DROPPED.sub("", text)).split("\n")


def _distance_km(a: Point, b: Point) -> float:
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    across = math.radians(b.lon - a.lon) / 2
    chord = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(across) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
