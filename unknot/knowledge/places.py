"""Places by name, offline: the table of GeoNames in places.tsv.gz (attribution in NOTICE.md)."""

import gzip
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("places.tsv.gz")
PARTED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that Unicode does not take apart into a base and a mark."""
DROPPED = re.compile("['’‘ʼʻ`´.\u0300-\u036f]")
BLANKS = re.compile(r"[-‐‑–/, ]+")
LONGEST_TEXT = 100
CONSIDERED = 4000
"""How many matches of a kind, the most populous first, are looked at."""
NEARNESS_KM = 50.0
"""How far off a place counts half of what it counts at the door."""
EARTH_RADIUS_KM = 6371.0


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
    wanted = fold(text[:LONGEST_TEXT]).strip("|")
    if not wanted or limit < 1:
        return []
    table = _table()
    found: list[int] = []
    for needle in (f"|{wanted}|", f"\n|{wanted}", f"|{wanted}", f" {wanted}"):
        rows = [row for row in islice(_matches(table, needle.encode()), CONSIDERED) if row not in found]
        found += sorted(rows, key=lambda row: -_weight(table, row, Point(*near))) if near else rows
        if len(found) >= limit:
            break
    return [_place(table, row, wanted) for row in found[:limit]]


def places_in(country: str) -> list[Place]:
    """Every place of a country (ISO 3166 alpha-2), the most populous first."""
    mark = f"\t{country}\t".encode()
    return [_place(_table(), number, "") for number, row in enumerate(_table().rows) if mark in row]


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
