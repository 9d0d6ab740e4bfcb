"""A salon on paper: what its owner has said, and for all that she has not said a default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from unknot.core.hours import WallSpan, Weekly
from unknot.knowledge.countries import currencies
from unknot.knowledge.load import treatments
from unknot.salons import suggestions

OPENS_MIN, CLOSES_MIN = 10 * 60, 18 * 60
WORKDAYS: Final = 5
USUAL_WEEK: Weekly = tuple((WallSpan(OPENS_MIN, CLOSES_MIN),) if day < WORKDAYS else () for day in range(7))
NOTICE_MIN, HORIZON_DAYS, CHANGE_NOTICE_MIN, STEP_MIN = 120, 60, 24 * 60, 15
LANGUAGES: Final = {"FI": "fi"}
"""Of the countries in which the house knows better than English."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who works there. Without `treatments` she gives all, without a `week` she works while the salon is open."""

    name: str
    treatments: tuple[str, ...] | None = None
    week: Weekly | None = None


@dataclass(frozen=True, slots=True)
class Sold:
    """A treatment on the price list: its lengths with their prices in the smallest unit, and its buffers in minutes."""

    treatment: str
    prices: Mapping[int, int | None]
    buffer_before_min: int
    buffer_after_min: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. `lat`, `lon` in degrees."""

    street: str
    postcode: str
    city: str
    country: str
    zone: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Rules:
    """When clients may book and change. Minutes and days."""

    min_notice_min: int = NOTICE_MIN
    horizon_days: int = HORIZON_DAYS
    change_notice_min: int = CHANGE_NOTICE_MIN
    step_min: int = STEP_MIN


@dataclass(frozen=True, slots=True)
class Drawn:
    """The whole salon. `place` is None, `name` empty and `treatments` none while its owner has not said them."""

    name: str
    place: Place | None
    currency: str
    language: str
    treatments: tuple[str, ...]
    week: Weekly
    closed_on_public_holidays: bool
    people: tuple[Person, ...]
    owner_gives: bool
    rooms: tuple[str, ...]
    equipment: Mapping[str, int]
    sold: tuple[Sold, ...]
    rules: Rules

    @property
    def is_priced(self) -> bool:
        """Whether everything that is sold has a price."""
        return all(price is not None for each in self.sold for price in each.prices.values())

    @property
    def is_ready(self) -> bool:
        """Whether it can be opened."""
        is_said = bool(self.name and self.place and self.treatments and self.people)
        return is_said and self.is_priced and any(self.week)

    @property
    def room_features(self) -> list[str]:
        """What its rooms are for: tables, mats, chairs, as its treatments need them."""
        return sorted({suggestions.room_feature(treatments()[each]) for each in self.treatments})


def drawn(said: Mapping[str, Any], *, owner: str, room: str = "Room") -> Drawn:
    """What was said, with the defaults. `owner` is her name, `room` what a room is called in her language."""
    place = Place(**said["place"]) if "place" in said else None
    country = place.country if place else ""
    currency = said.get("currency") or currencies().get(country, "EUR")
    chosen = tuple(each for each in said.get("treatments", ()) if each in treatments())
    people = _people(said, owner)
    return Drawn(
        name=said.get("name", ""),
        place=place,
        currency=currency,
        language=said.get("language") or LANGUAGES.get(country, "en"),
        treatments=chosen,
        week=week_of(said["week"]) if "week" in said else USUAL_WEEK,
        closed_on_public_holidays=said.get("closed_on_public_holidays", True),
        people=people,
        owner_gives=said.get("owner_gives", True),
        rooms=tuple(said.get("rooms") or (f"{room} {n + 1}" for n in range(max(1, len(people))))),
        equipment={each: said.get("equipment", {}).get(each, 1) for each in suggestions.equipment(chosen)},
        sold=tuple(_sold(each, said.get("sold", {}).get(each), currency) for each in chosen),
        rules=Rules(**said.get("rules", {})),
    )


def week_of(rows: Sequence[Sequence[Sequence[int]]]) -> Weekly:
    """A week as JSON keeps it."""
    return tuple(tuple(WallSpan(*span) for span in day) for day in rows)


def week_row(week: Weekly) -> list[list[list[int]]]:
    """A week as JSON can keep it."""
    return [[[*span] for span in day] for day in week]


def _people(said: Mapping[str, Any], owner: str) -> tuple[Person, ...]:
    """The owner first, unless she gives no treatments, then the others."""
    rows = [{"name": owner, **said.get("owner", {})}] if said.get("owner_gives", True) else []
    return tuple(_person(row) for row in [*rows, *said.get("people", ())])


def _person(row: Mapping[str, Any]) -> Person:
    given, week = row.get("treatments"), row.get("week")
    return Person(
        row["name"], None if given is None else tuple(given), None if week is None else week_of(week)
    )


def suggested(treatment: str, currency: str) -> Sold:
    """A treatment as it is likely to be sold, by what is known of the currency."""
    lengths = suggestions.durations(treatments()[treatment])
    prices = {each: suggestions.price_minor(treatment, each, currency) for each in lengths}
    return Sold(treatment, prices, *suggestions.buffers(treatment))


def _sold(treatment: str, said: Mapping[str, Any] | None, currency: str) -> Sold:
    if said is None:
        return suggested(treatment, currency)
    prices = {int(length): price for length, price in said["prices"].items()}
    return Sold(treatment, prices, said["buffer_before_min"], said["buffer_after_min"])
