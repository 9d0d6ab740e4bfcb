"""Places from a map as listings: salons without offers and without anybody, that wait until an owner claims them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from unknot.gateways.osm import MapPlace
from unknot.knowledge.countries import currencies
from unknot.salons.addresses import at
from unknot.salons.models import Salon, WeeklyHours
from unknot.salons.opening_hours import Hours, opening_hours
from unknot.salons.sketch import LANGUAGES

BATCH = 1000
LONGEST_POSTCODE, LONGEST_CITY, LONGEST_WHEELCHAIR = 20, 100, 20

Progress = Callable[[int], None]


@dataclass
class Listed:
    """How many are new, of how many of these the hours are known, how many stood before; what is left, and why."""

    new: int = 0
    hours_known: int = 0
    before: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)


def list_places(places: Iterable[MapPlace], *, take: bool, progress: Progress | None = None) -> Listed:
    """List the places that are not there yet, in one transaction; without `take` only count them.

    A place is known by its id on the map: one that stands, claimed or not, stays as it is.
    """
    made, seen = Listed(), set(Salon.objects.exclude(osm="").values_list("osm", flat=True))
    batch: list[tuple[Salon, Hours | None]] = []
    with transaction.atomic():
        for number, place in enumerate(places, start=1):
            if place.osm in seen:
                made.before += 1
                continue
            seen.add(place.osm)
            found = _salon(place)
            if isinstance(found, str):
                made.left.append((place.osm, found))
                continue
            batch.append(found)
            made.new += 1
            made.hours_known += found[1] is not None
            if take and len(batch) == BATCH:
                _write(batch)
                batch = []
            if progress is not None:
                progress(number)
        if take:
            _write(batch)
    return made


def _salon(place: MapPlace) -> tuple[Salon, Hours | None] | str:
    """The listing of a place with its hours, None where they are not known; or why it can't be listed."""
    if not place.name:
        return "no_name"
    where = at(place.lat, place.lon)
    if where is None:
        return "no_town"
    hours = opening_hours(place.opening_hours) if place.opening_hours else None
    known = hours if isinstance(hours, Hours) else None
    source = Salon.HoursSource.STATED if known else Salon.HoursSource.UNKNOWN
    salon = Salon(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        zone=where.zone,
        country=where.country,
        street=place.street,
        postcode=place.postcode[:LONGEST_POSTCODE],
        city=(place.city or where.city)[:LONGEST_CITY],
        wheelchair=place.wheelchair[:LONGEST_WHEELCHAIR],
        currency=currencies().get(where.country, "EUR"),
        language=LANGUAGES.get(where.country, "en"),
        osm=place.osm,
        hours_source=source,
        closed_on_public_holidays=known.closed_on_public_holidays if known else False,
    )
    return salon, known


def _write(batch: list[tuple[Salon, Hours | None]]) -> None:
    Salon.objects.bulk_create([salon for salon, _hours in batch])
    WeeklyHours.objects.bulk_create(
        WeeklyHours(salon=salon, weekday=weekday, from_min=span.from_min, to_min=span.to_min)
        for salon, hours in batch
        if hours is not None
        for weekday, spans in enumerate(hours.weekly)
        for span in spans
    )
