"""A small named cast: one quiet salon in Helsinki, and whoever else a test needs to tell its story.

Hiljainen Huone opens weekdays 09:00-17:00. Aino and Mikael give back massage, Sanna facials; two rooms have a
table, so that three practitioners share two. Time in tests is given, never asked for: NOW is a Monday morning.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from unknot.diary import actions
from unknot.people.models import Client
from unknot.salons.actions import add_lane, refit
from unknot.salons.models import AddOn, Lane, Offer, Resource, Salon, Skill, WeeklyHours

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 3, 1, 6, 0, tzinfo=UTC)


def clock_at(moment: datetime = NOW) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def wall(day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2027) -> datetime:
    """An instant by Helsinki's wall clock, March 2027 unless said otherwise."""
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


@dataclass
class Place:
    """A salon and who is in it, by name."""

    salon: Salon
    people: dict[str, Resource] = field(default_factory=dict)
    rooms: dict[str, Resource] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)

    def open(self, moment: datetime = NOW) -> "Place":
        """Fit the offers and open the days as seen at `moment`."""
        refit(self.salon)
        for offer in self.offers.values():
            offer.refresh_from_db()
            offer.salon = self.salon
        actions.open_days(self.salon, clock=clock_at(moment))
        return self


def salon(name: str = "Hiljainen Huone", *, zone: str = "Europe/Helsinki", **more: Any) -> Place:
    """A salon without anybody in it, open on weekdays 09:00-17:00."""
    values: dict[str, object] = {
        "lat": 60.1841,
        "lon": 24.9497,
        "country": "FI",
        "currency": "EUR",
        "street": "Fleminginkatu 7",
        "postcode": "00530",
        "city": "Helsinki",
        "closed_on_public_holidays": False,
        **more,
    }
    made = Salon.objects.create(name=name, zone=zone, **values)
    hours(made, None, range(5), (9 * 60, 17 * 60))
    return Place(made)


def hours(made: Salon, lane: Lane | None, weekdays: Iterable[int], *spans: tuple[int, int]) -> None:
    """The same stretches, in minutes of wall time, on some weekdays."""
    WeeklyHours.objects.bulk_create(
        WeeklyHours(salon=made, lane=lane, weekday=weekday, from_min=from_min, to_min=to_min)
        for weekday in weekdays
        for from_min, to_min in spans
    )


def practitioner(
    place: Place, name: str, *treatments: str, shifts: tuple[tuple[int, int], ...] = ()
) -> Resource:
    """Somebody who works all of the salon's weekdays, in these shifts or all day."""
    made = Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name=name)
    Skill.objects.bulk_create(Skill(practitioner=made, treatment=treatment) for treatment in treatments)
    hours(place.salon, add_lane(place.salon, made), range(5), *(shifts or ((9 * 60, 17 * 60),)))
    place.people[name] = made
    return made


def room(place: Place, name: str, *features: str, serves: int = 1) -> Resource:
    """A room with a table, and what else it has; for two who come together where it `serves` two."""
    made = Resource.objects.create(
        kind=Resource.Kind.ROOM, name=name, features=list(features or ("table",)), serves=serves
    )
    add_lane(place.salon, made)
    place.rooms[name] = made
    return made


def offer(place: Place, treatment: str = "back_massage", duration_min: int = 60, **more: Any) -> Offer:
    """An offer that needs a table, at 72 euros unless said otherwise."""
    values: dict[str, object] = {"price_minor": 7200, "room_feature": "table", **more}
    made = Offer.objects.create(salon=place.salon, treatment=treatment, duration_min=duration_min, **values)
    place.offers[treatment] = made
    return made


def add_on(place: Place, treatment: str = "back_massage", duration_min: int = 15, **more: Any) -> AddOn:
    """Tea and quiet rest for twelve euros, unless said otherwise."""
    values = {"name": "Tea and quiet rest", "price_minor": 1200, **more}
    return AddOn.objects.create(offer=place.offers[treatment], duration_min=duration_min, **values)


def hiljainen_huone(moment: datetime = NOW, **more: Any) -> Place:
    """The quiet room: Aino and Mikael (back massage), Sanna (facial), two rooms; 60 minutes of each."""
    place = salon(**more)
    practitioner(place, "Aino", "back_massage")
    practitioner(place, "Mikael", "back_massage")
    practitioner(place, "Sanna", "facial")
    room(place, "Room 1")
    room(place, "Room 2")
    offer(place, "back_massage")
    offer(place, "facial", price_minor=8000)
    return place.open(moment)


def client(name: str = "Outi Laine", *, email: str = "outi@example.org", phone: str = "") -> Client:
    """A client who has not been saved yet, as the diary's actions want her."""
    return Client(name=name, email=email, phone=phone)
