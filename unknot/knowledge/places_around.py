"""Names for a map without tiles: the most populous places of a rectangle, from the table in places.tsv.gz."""

import gzip
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import NamedTuple

from unknot.knowledge.places import TABLE


class Bounds(NamedTuple):
    """A rectangle in degrees, its edges included. It never crosses the date line."""

    south: float
    west: float
    north: float
    east: float


class Named(NamedTuple):
    """A place's own name and its position in degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class _Index:
    """All places from south to north, column by column. `ranks` is their order by population."""

    lats: "array[float]"
    lons: "array[float]"
    ranks: "array[int]"
    names: list[str]


def places_around(bounds: Bounds, *, limit: int) -> list[Named]:
    """At most `limit` places within the bounds, the most populous first."""
    index = _index()
    low, high = bisect_left(index.lats, bounds.south), bisect_right(index.lats, bounds.north)
    inside = (row for row in range(low, high) if bounds.west <= index.lons[row] <= bounds.east)
    rows = nsmallest(limit, inside, key=index.ranks.__getitem__)
    return [Named(index.names[row], index.lats[row], index.lons[row]) for row in rows]


@cache
def _index() -> _Index:
    """Built at the first question; the table itself is in the order of population."""
    lines = gzip.decompress(TABLE.read_bytes()).decode().splitlines()[1:]
    cells = [line.split("\t", 4) for line in lines]
    northward = sorted((float(lat), rank) for rank, (_, _, lat, _, _) in enumerate(cells))
    return _Index(
        lats=array("d", (lat for lat, _ in northward)),
        lons=array("d", (float(cells[rank][3]) for _, rank in northward)),
        ranks=array("l", (rank for _, rank in northward)),
        names=[cells[rank][0] for _, rank in northward],
    )
