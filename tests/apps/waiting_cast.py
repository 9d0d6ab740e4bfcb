"""A salon with one practitioner that is full on Tuesday 2 March 2027 from 9 to 17, and who waits for its times."""

from datetime import date, datetime, timedelta
from typing import Any

from tests import cast
from unknot.diary import actions
from unknot.diary.actions import Wanted
from unknot.diary.models import Appointment, Hold, Turn, Waiting
from unknot.diary.values import Refusal

TUESDAY, WEDNESDAY = date(2027, 3, 2), date(2027, 3, 3)
ON_TUESDAY = Wanted(TUESDAY, TUESDAY)
SECOND = timedelta(seconds=1)


def one_pair_of_hands() -> cast.Place:
    """Aino gives back massage for an hour at full hours, in one room."""
    place = cast.salon(step_min=60)
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place)
    return place.open()


def full(place: cast.Place, *hours: int, day: int = 2) -> dict[int, Appointment]:
    """A visit at each hour of a day, by default at all of Tuesday."""
    return {hour: visit(place, cast.wall(day, hour)) for hour in hours or range(9, 17)}


def visit(place: cast.Place, starts_at: datetime) -> Appointment:
    who = cast.client(f"Client at {starts_at:%d.%H}", email=f"at{starts_at:%d%H}@example.org")
    offer = place.offers["back_massage"]
    made = actions.book(offer=offer, starts_at=starts_at, client=who, by="client", clock=cast.clock_at())
    assert isinstance(made, Appointment)
    return made


def waits(place: cast.Place, name: str, wanted: Wanted = ON_TUESDAY, *, at: datetime = cast.NOW) -> Waiting:
    """Somebody without a visit, put down at a moment."""
    offer = place.offers["back_massage"]
    who = cast.client(name, email=f"{name.lower()}@example.org")
    return sure(actions.put_down(offer=offer, client=who, wanted=wanted, clock=cast.clock_at(at)))


def visit_waits(
    appointment: Appointment, wanted: Wanted = ON_TUESDAY, *, at: datetime = cast.NOW, **more: Any
) -> Waiting:
    """A visit that would like to be earlier."""
    return sure(actions.put_down_visit(appointment, wanted=wanted._replace(**more), clock=cast.clock_at(at)))


def sure(made: Waiting | Refusal) -> Waiting:
    assert isinstance(made, Waiting), made
    return made


def cancelled(appointment: Appointment, at: datetime = cast.NOW) -> None:
    assert isinstance(actions.cancel(appointment, by="client", clock=cast.clock_at(at)), Appointment)


def served(place: cast.Place, at: datetime = cast.NOW) -> int | Refusal:
    return actions.serve(place.salon, clock=cast.clock_at(at))


def turns(state: str = "open") -> dict[str, int]:
    """The hours on Helsinki's wall of the turns in a state, by the name of who has them."""
    rows = Turn.objects.filter(state=state).select_related("client").order_by("pk")
    return {turn.client.name: turn.starts_at.astimezone(cast.HELSINKI).hour for turn in rows}


def hour_of(row: Appointment | Hold) -> int:
    row.refresh_from_db()
    return row.starts_at.astimezone(cast.HELSINKI).hour
