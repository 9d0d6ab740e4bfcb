"""A salon with a hole in one of its days, for tests of what comes with the time that fills it."""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests import cast
from unknot.core.money.benefit import Benefit
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.salons.actions import give

FIVE_OFF = Benefit(off_minor=500)
TEN_PERCENT = Benefit(percent=10)
PILLOW = Benefit(extra="hot neck pillow")
SATURDAY = 5


class GapRoom(NamedTuple):
    """Aino works alone, from 9 to 17. On one day she has visits at 9 and at 11: `gap` is 10 o'clock, `plain` 14."""

    place: cast.Place
    gap: datetime
    plain: datetime
    beside: tuple[Appointment, Appointment]

    @property
    def day(self) -> str:
        return on_wall(self.gap, self.place.salon.zone).date().isoformat()


def gap_room(benefit: Benefit = FIVE_OFF) -> GapRoom:
    """With a benefit of its choice; the day is a weekday after tomorrow."""
    place = cast.salon("Väli")
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place)
    place.open(clock.now())
    nine, ten, eleven, two = (_at(place, hour) for hour in (9, 10, 11, 14))
    beside = booked(place, nine), booked(place, eleven)
    room = GapRoom(place, ten, two, beside)
    choose(room, benefit)
    return room


def choose(room: GapRoom, benefit: Benefit) -> None:
    """From now on it gives something else."""
    give(room.place.salon, benefit, rest_min=30, by="desk:1", now=clock.database_now())


def booked(place: cast.Place, starts_at: datetime) -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        client=cast.client(),
        by="client",
        clock=clock.database_now,
    )
    assert isinstance(made, Appointment)
    return made


def close_gap(room: GapRoom) -> None:
    """Nine o'clock comes free, and ten fills nothing any more."""
    actions.cancel(room.beside[0], by="desk:1", clock=clock.database_now)


def _at(place: cast.Place, hour: int) -> datetime:
    day = on_wall(clock.now(), place.salon.zone).date() + timedelta(days=2)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(hour), ZoneInfo(place.salon.zone))
