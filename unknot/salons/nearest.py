"""The offers nearest to a place, salon by salon: as many as are asked for and each once, however many salons there are.

The index `offer_by_place` has the offers of a treatment and a duration by their place on the unit sphere (migration
0010_place). A chord through the sphere grows with the way over its surface, so it puts them in the same order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from math import asin, cos, pi, radians, sin
from typing import Any, NamedTuple

from unknot.core.availability.visits import Need
from unknot.core.money import minor
from unknot.core.money.benefit import Benefit
from unknot.plumbing import reading
from unknot.salons import bridge
from unknot.salons.reads import EARTH_M, STEP_FREE, OfferRow, SalonRow

NEEDS_KEPT = 1024
# Far more than a chord is ever wrong by, far less than what anybody walks.
_DOUBT_M = 0.01

_TOLD = ", ".join(f"s.{name}" for name in SalonRow._fields)
_SELECT = f"""
    SELECT o.away, o.id, o.salon_id,
        o.treatment, o.duration_min, o.buffer_before_min, o.buffer_after_min, o.who, o.room_feature, o.rooms,
        o.doubles, o.equipment, o.price_minor, o.public_id, o.extent,
        s.step_min, s.has_rules, s.min_notice_min, s.horizon_days,
        s.gap_rest_min, s.gap_percent, s.gap_off_minor, s.gap_extra, {_TOLD}
    FROM (
        SELECT near.* FROM unnest(%(treatments)s::text[]) wanted(treatment)
        CROSS JOIN LATERAL (
            SELECT *, place <-> %(centre)s::cube AS away FROM salons_offer
            WHERE treatment = wanted.treatment AND duration_min = %(duration_min)s::smallint AND is_active
                AND place <-> %(centre)s::cube > %(beyond)s::float8
            ORDER BY place <-> %(centre)s::cube LIMIT %(count)s::int
        ) near
        ORDER BY away LIMIT %(count)s::int
    ) o
    LEFT JOIN salons_salon s ON s.id = o.salon_id AND s.hours_source <> 'unknown'
        AND (NOT %(step_free)s::bool OR s.wheelchair = ANY(%(promise)s::text[]))
    WHERE o.away <= %(within)s::float8
"""
_AWAY, _OFFER, _SALON, _TREATMENT, _EQUIPMENT, _PRICE, _STEP, _HAS_RULES, _NOTICE, _HORIZON = (
    *(0, 1, 2, 3, 11, 12),
    *(15, 16, 17, 18),
)
_GAP_REST = _HORIZON + 1
_BENEFIT = _GAP_REST + 1
_HOUSE = _BENEFIT + len(Benefit._fields)
_ZONE, _CURRENCY = (_HOUSE + SalonRow._fields.index(name) for name in ("zone", "currency"))


class Nearby(NamedTuple):
    """An offer at a salon `distance_m` away, with what is needed to see when it can start."""

    distance_m: int
    offer_id: int
    salon_id: int
    need: Need
    rules: bridge.Rules
    has_rules: bool
    gap_rest_min: int
    row: Sequence[Any]

    @property
    def offer(self) -> OfferRow:
        """What is sold, and where."""
        treatment, duration_min = self.row[_TREATMENT : _TREATMENT + 2]
        price_minor, public_id, extent = self.row[_PRICE : _PRICE + 3]
        salon = SalonRow._make(self.row[_HOUSE:])
        return OfferRow(public_id, treatment, extent, duration_min, price_minor, salon)

    @property
    def gap_benefit(self) -> Benefit:
        """What the salon gives with a start that fills a hole."""
        return Benefit._make(self.row[_BENEFIT:_HOUSE])

    def by(self, lanes: int) -> "Nearby":
        """The same offer, given by some of its practitioners only."""
        return self._replace(need=replace(self.need, who=self.need.who & lanes))


class Nearest:
    """The salons within a radius that sell one of some treatments for so long, nearest first, a number at a time.

    Each with its active offers in the order of `treatments`, then cheapest first. Salons whose hours are unknown are
    left out. `most` is the highest price in whole units of the nearest salon's currency; offers in another currency,
    which can't be compared, stay. `step_free` leaves out salons that do not promise a way in without a step.
    """

    def __init__(
        self,
        lat: float,
        lon: float,
        radius_m: float,
        *,
        treatments: Sequence[str],
        duration_min: int,
        most: int | None = None,
        step_free: bool = False,
    ) -> None:
        self._rank = {treatment: place for place, treatment in enumerate(treatments)}
        self._radius_m, self._most, self._currency = radius_m, most, ""
        self._asked: dict[str, Any] = {
            "treatments": list(self._rank),
            "centre": _on_sphere(lat, lon),
            "duration_min": duration_min,
            "within": _chord(radius_m + 1),
            "step_free": step_free,
            "promise": list(STEP_FREE),
        }
        self.reach_m = 0
        """All that are nearer have been taken."""
        self.is_over = not self._rank
        """Whether all have been taken."""

    def take(self, salons: int) -> list[list[Nearby]]:
        """The next salons, about so many; none once all have been taken. One statement, seldom another.

        What lies as far away as the last that was read may not have been read whole, and is left for the next time.
        """
        count = salons * len(self._rank)
        while not self.is_over:
            rows = self._read(count)
            from_m, self.is_over = self.reach_m, len(rows) < count
            if not self.is_over:
                furthest = round(_metres(max(row[_AWAY] for row in rows)) - _DOUBT_M)
                self.reach_m = max(self.reach_m, furthest)
            until_m = self._radius_m + 1 if self.is_over else self.reach_m
            near = self._affordable(self._ordered(rows, from_m, until_m))
            if near:
                return [list(mine) for _, mine in groupby(near, key=lambda each: each.salon_id)]
            count *= 2
        return []

    def _read(self, count: int) -> list[Sequence[Any]]:
        beyond = _chord(self.reach_m - 0.5 - 2 * _DOUBT_M) if self.reach_m else -1
        with reading.prepared() as cursor:
            cursor.execute(_SELECT, {**self._asked, "beyond": float(beyond), "count": count})
            rows: list[Sequence[Any]] = cursor.fetchall()
        return rows

    def _ordered(self, rows: Iterable[Sequence[Any]], from_m: float, until_m: float) -> list[Nearby]:
        known = ((round(_metres(row[_AWAY])), row) for row in rows if row[_STEP] is not None)
        ordered = sorted(
            (away, row[_SALON], self._rank[row[_TREATMENT]], row[_PRICE], row[_OFFER], row)
            for away, row in known
            if from_m <= away < until_m and away <= self._radius_m
        )
        return [_nearby(away, row) for away, *_, row in ordered]

    def _affordable(self, near: Sequence[Nearby]) -> Sequence[Nearby]:
        if self._most is None or not near:
            return near
        self._currency = self._currency or near[0].row[_CURRENCY]
        dearest = minor(self._most, self._currency)
        return [each for each in near if each.row[_CURRENCY] != self._currency or each.row[_PRICE] <= dearest]


def _nearby(distance_m: int, row: Sequence[Any]) -> Nearby:
    need = _need(row[_TREATMENT:_EQUIPMENT], tuple(row[_EQUIPMENT]), row[_STEP])
    rules = bridge.Rules(row[_ZONE], row[_NOTICE], row[_HORIZON])
    return Nearby(distance_m, row[_OFFER], row[_SALON], need, rules, row[_HAS_RULES], row[_GAP_REST], row)


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


@lru_cache(maxsize=NEEDS_KEPT)
def _need(needs: tuple[Any, ...], equipment: tuple[int, ...], step_min: int) -> Need:
    """Many salons ask the same of their lanes."""
    return bridge.need(_Needs._make([*needs, list(equipment)]), step_min)


def _on_sphere(lat: float, lon: float) -> str:
    """A place in degrees as PostgreSQL's `salons_place` says it."""
    north, east = radians(lat), radians(lon)
    return f"({cos(north) * cos(east)!r},{cos(north) * sin(east)!r},{sin(north)!r})"


def _chord(metres: float) -> float:
    """How long the chord of the unit sphere is under a way along a great circle."""
    return 2 * sin(min(metres / EARTH_M, pi) / 2)


def _metres(chord: float) -> float:
    return 2 * EARTH_M * asin(min(1.0, chord / 2))
