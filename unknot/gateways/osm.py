"""Places of massage and beauty care in an extract of OpenStreetMap: .osm.pbf, .osm, or GeoJSON."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import osmium  # type: ignore[import-not-found,unused-ignore]

KEYS: Final = ("shop", "leisure", "amenity", "healthcare")
KINDS: Final = frozenset({("shop", "massage"), ("shop", "beauty"), ("leisure", "spa"), ("amenity", "spa")})
HEALING: Final = ("healthcare", "alternative")
SPECIALITIES: Final = ("healthcare:speciality", "beauty", "massage")
LONGEST: Final = 200
EXTRACTS: Final = (".pbf", ".osm", ".xml", ".gz", ".bz2")
MOST_GEOJSON_BYTES: Final = 500 * 1_048_576


class UnreadableMap(Exception):
    """The file is no extract, or is broken; says so in a few words without its contents."""


class MapPlace(NamedTuple):
    """A place as the map has it. `osm` is `node/123`; `lat`, `lon` in degrees; what is not known is ''."""

    osm: str
    name: str
    lat: float
    lon: float
    street: str
    postcode: str
    city: str
    opening_hours: str
    wheelchair: str


def places(path: Path) -> Iterator[MapPlace]:
    """Every place of massage or beauty care in a file, in its order. Raises UnreadableMap."""
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        yield from _of_geojson(path)
    elif suffix in EXTRACTS:
        yield from _of_extract(path)
    else:
        raise UnreadableMap("must end in .osm.pbf, .osm or .geojson")


def is_one(tags: Mapping[str, str]) -> bool:
    """Whether tags tell of a place that gives massages or beauty care.

    >>> is_one({"shop": "massage"}), is_one({"shop": "bakery"})
    (True, False)
    """
    if any(tags.get(key) == value for key, value in KINDS):
        return True
    is_healing = tags.get(HEALING[0]) == HEALING[1]
    return is_healing and any(
        "massage" in tags.get(each, "") or tags.get("massage") == "yes" for each in SPECIALITIES
    )


def _of_extract(path: Path) -> Iterator[MapPlace]:
    try:
        found = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter(*KEYS))
        for each in found:
            tags = {tag.k: tag.v for tag in each.tags}
            found_at = _found_at(each) if is_one(tags) else None
            if found_at:
                kind, middle = found_at
                yield _place(f"{kind}/{each.id}", tags, *middle)
    except RuntimeError:
        raise UnreadableMap("is no extract of OpenStreetMap, or is broken") from None


def _found_at(each: Any) -> tuple[str, tuple[float, float]] | None:
    """What it is and where: a node, or a way by the middle of its corners; None for all else."""
    if each.is_node():
        return "node", (each.location.lat, each.location.lon)
    if not each.is_way():
        return None
    corners = [node.location for node in each.nodes if node.location.valid()]
    if not corners:
        return None
    lats, lons = [corner.lat for corner in corners], [corner.lon for corner in corners]
    return "way", ((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def _of_geojson(path: Path) -> Iterator[MapPlace]:
    if path.stat().st_size > MOST_GEOJSON_BYTES:
        raise UnreadableMap("is too large for GeoJSON: take the .osm.pbf")
    try:
        features = json.loads(path.read_bytes().decode("utf-8-sig"))["features"]
        for feature in features:
            tags = {str(key): str(value) for key, value in _tags(feature).items() if value is not None}
            middle = _middle_of(feature.get("geometry") or {})
            osm = _id_of(feature, tags)
            if is_one(tags) and middle and osm:
                yield _place(osm, tags, *middle)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UnreadableMap("is no GeoJSON with features") from None


def _tags(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = feature.get("properties") or {}
    tags = properties.get("tags")
    return {**properties, **tags} if isinstance(tags, dict) else properties


def _id_of(feature: Mapping[str, Any], tags: Mapping[str, str]) -> str:
    """`node/123`, from "id": "node/123", "@id", or "osm_type" with "osm_id"; '' when it has none of them."""
    for said in (
        str(feature.get("id") or ""),
        tags.get("@id", ""),
        f"{tags.get('osm_type')}/{tags.get('osm_id')}",
    ):
        kind, _, number = said.rpartition("/")
        if kind in ("node", "way", "relation") and number.isascii() and number.isdigit():
            return said
    return ""


def _middle_of(geometry: Mapping[str, Any]) -> tuple[float, float] | None:
    points = list(_points(geometry.get("coordinates")))
    if not points:
        return None
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates, list) and len(coordinates) >= 2 and isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
    elif isinstance(coordinates, list):
        for each in coordinates:
            yield from _points(each)


def _place(osm: str, tags: Mapping[str, str], lat: float, lon: float) -> MapPlace:
    street = f"{tags.get('addr:street', '')} {tags.get('addr:housenumber', '')}".strip()
    said = (tags.get("name", ""), street, tags.get("addr:postcode", ""), tags.get("addr:city", ""))
    name, street, postcode, city = (each.replace("\0", "")[:LONGEST] for each in said)
    return MapPlace(
        osm, name, lat, lon, street, postcode, city, tags.get("opening_hours", ""), tags.get("wheelchair", "")
    )
