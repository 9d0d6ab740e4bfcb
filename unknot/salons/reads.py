"""Which salons near a place sell what is asked for, as plain rows, for there may be hundreds; and how far ahead."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet

from unknot.core.availability.visits import Need
from unknot.core.money import minor
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.plumbing import reading
from unknot.salons import bridge
from unknot.salons.models import Offer, Resource, Salon, Travel

EARTH_M = 6_371_008.8
# OpenStreetMap's values of `wheelchair` that promise a way in without a step.
STEP_FREE = ("yes", "designated")


class SalonRow(NamedTuple):
    """A salon as far as a search tells of it. `lat`, `lon` in degrees."""

    public_id: str
    name: str
    lat: float
    lon: float
    zone: str
    currency: str
    street: str
    city: str
    wheelchair: str


class OfferRow(NamedTuple):
    """An offer as far as a search tells of it."""

    public_id: str
    treatment: str
    extent: str
    duration_min: int
    price_minor: int
    salon: SalonRow


class _Needs(NamedTuple):
    """What the offer occupies, by the names of its row."""

    treatment: str
    duration_min: int
    buffer_before_min: int
    buffer_after_min: int
    who: int
    room_feature: str
    rooms: int
    doubles: int
    equipment: list[int]


_OFFER = [name for name in OfferRow._fields if name != "salon"]
_OWN = ("id", "salon_id", *_OFFER, *_Needs._fields)
_GAP = ("gap_rest_min", *(f"gap_{name}" for name in Benefit._fields))
_HOUSE = ("min_notice_min", "horizon_days", "step_min", "has_rules", *_GAP, *SalonRow._fields)
_SALON, _TREATMENT, _PRICE = (_OWN.index(name) for name in ("salon_id", "treatment", "price_minor"))
_LAT, _LON = (len(_OWN) + _HOUSE.index(name) for name in ("lat", "lon"))
_SELECT = f"""
    SELECT {", ".join(f"o.{name}" for name in _OWN)}, {", ".join(f"s.{name}" for name in _HOUSE)}
    FROM salons_offer o JOIN salons_salon s ON s.id = o.salon_id
    WHERE o.treatment = ANY(%s) AND o.duration_min = %s AND o.is_active AND s.hours_source <> 'unknown'
"""


@dataclass(frozen=True, slots=True)
class Nearby:
    """An offer at a salon `distance_m` away, with what is needed to see when it can start."""

    distance_m: int
    offer_id: int
    salon_id: int
    offer: OfferRow
    rules: bridge.Rules
    need: Need
    has_rules: bool = False
    gap_benefit: Benefit = NOTHING
    gap_rest_min: int = 0

    def by(self, lanes: int) -> "Nearby":
        """The same offer, given by some of its practitioners only."""
        return replace(self, need=replace(self.need, who=self.need.who & lanes))


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres along the great circle between two places in degrees, on a sphere of the mean radius."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(min(1.0, rise + cos(radians(lat)) * cos(radians(other_lat)) * run)))


def offers_near(
    lat: float,
    lon: float,
    radius_m: float,
    *,
    treatments: Sequence[str],
    duration_min: int,
    most: int | None = None,
    step_free: bool = False,
) -> Iterator[Nearby]:
    """The active offers of some treatments and a duration within a radius. One statement, at the first that is taken.

    Nearest salon first; of one salon in the order of `treatments`, then cheapest first. Salons whose hours are
    unknown are left out. `most` is the highest price in whole units of the nearest salon's currency; offers in
    another currency, which can't be compared, stay.
    """
    where, values = _inside(lat, lon, radius_m)
    if step_free:
        where, values = f"{where} AND s.wheelchair = ANY(%s)", [*values, list(STEP_FREE)]
    with reading.cursor() as cursor:
        cursor.execute(f"{_SELECT} AND {where}", [list(treatments), duration_min, *values])
        rows = cursor.fetchall()
    rank = {treatment: place for place, treatment in enumerate(treatments)}
    ordered = sorted(
        (
            round(distance_m(lat, lon, row[_LAT], row[_LON])),
            row[_SALON],
            rank[row[_TREATMENT]],
            row[_PRICE],
            row,
        )
        for row in rows
    )
    near = (_read(row, away) for away, *_order, row in ordered if away <= radius_m)
    return near if most is None else _affordable(near, most)


def lanes_of_gender(salon_ids: Collection[int], gender: str) -> dict[int, int]:
    """The masks of the lanes whose practitioner has a gender, by salon; none where nobody has. One statement."""
    with reading.cursor() as cursor:
        cursor.execute(
            "SELECT l.salon_id, sum(1::bigint << l.number)::bigint FROM salons_lane l"
            " JOIN salons_resource r ON r.id = l.resource_id"
            " WHERE l.salon_id = ANY(%s) AND r.kind = %s AND r.gender = %s GROUP BY l.salon_id",
            [list(salon_ids), Resource.Kind.PRACTITIONER.value, gender],
        )
        return dict(cursor.fetchall())


def horizon_days(offer: Offer) -> int:
    """How many days ahead the offer can be booked: by its own rule, or its practitioners' and the salon's widest."""
    if not offer.salon.has_rules or offer.horizon_days is not None:
        return offer.salon.horizon_days if offer.horizon_days is None else offer.horizon_days
    return max(offer.salon.horizon_days, _furthest(Resource.objects.filter(lanes__salon=offer.salon_id)))


def furthest_horizon_days(salon: Salon) -> int:
    """How many days ahead anything can be booked at a salon."""
    if not salon.has_rules:
        return salon.horizon_days
    people, sold = Resource.objects.filter(lanes__salon=salon), Offer.objects.filter(salon=salon)
    return max(salon.horizon_days, _furthest(people), _furthest(sold))


def travel_min(salon_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """The ways that begin or end at some salons, in minutes, both ways round. One statement."""
    rows = Travel.objects.filter(Q(salon__in=salon_ids) | Q(other__in=salon_ids))
    found = {}
    for one, other, minutes in rows.values_list("salon_id", "other_id", "minutes"):
        found[one, other] = found[other, one] = minutes
    return found


def _furthest(rows: "QuerySet[Any]") -> int:
    return rows.aggregate(furthest=Max("horizon_days"))["furthest"] or 0


def _read(row: Sequence[Any], distance_m: int) -> Nearby:
    own, house = row[: len(_OWN)], row[len(_OWN) :]
    notice, horizon, step, has_rules, rest_min = house[:5]
    benefit, salon = Benefit._make(house[5:8]), SalonRow._make(house[8:])
    offer = OfferRow._make([*own[2:7], salon])
    return Nearby(
        distance_m=distance_m,
        offer_id=own[0],
        salon_id=own[1],
        offer=offer,
        rules=bridge.Rules(salon.zone, notice, horizon),
        need=bridge.need(_Needs._make(own[7:]), step),
        has_rules=has_rules,
        gap_benefit=benefit,
        gap_rest_min=rest_min,
    )


def _affordable(near: Iterable[Nearby], most: int) -> Iterator[Nearby]:
    currency, dearest = "", 0
    for each in near:
        if not currency:
            currency = each.offer.salon.currency
            dearest = minor(most, currency)
        if each.offer.salon.currency != currency or each.offer.price_minor <= dearest:
            yield each


def _inside(lat: float, lon: float, radius_m: float) -> tuple[str, list[Any]]:
    """A rectangle of degrees around the circle, so that an index can serve it; wraps at the date line."""
    rise = degrees(radius_m / EARTH_M)
    south, north = lat - rise, lat + rise
    if south <= -90 or north >= 90:
        return "s.lat BETWEEN %s AND %s", [south, north]
    run = degrees(asin(min(1.0, sin(radius_m / EARTH_M) / cos(radians(lat)))))
    west, east = lon - run, lon + run
    if west < -180:
        return "s.lat BETWEEN %s AND %s AND (s.lon <= %s OR s.lon >= %s)", [south, north, east, west + 360]
    if east > 180:
        return "s.lat BETWEEN %s AND %s AND (s.lon >= %s OR s.lon <= %s)", [south, north, west, east - 360]
    return "s.lat BETWEEN %s AND %s AND s.lon BETWEEN %s AND %s", [south, north, west, east]
