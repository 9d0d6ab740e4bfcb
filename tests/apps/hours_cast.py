"""Hours that change at the quiet room: what tests of them share."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from tests import cast
from unknot.core.hours import WallSpan
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold
from unknot.salons import bridge
from unknot.salons.models import Lane
from unknot.salons.rota import Change, OtherDays

TUESDAY = date(2027, 3, 2)
DAY = timedelta(days=1)
NINE = cast.wall(2, 9)
HOUR = timedelta(hours=1)
MORNINGS = ((WallSpan(540, 780),),) * 5 + ((), ())


def book(
    place: cast.Place, starts_at: datetime, who: str = "Aino", treatment: str = "back_massage"
) -> Appointment:
    booked = actions.book(
        offer=place.offers[treatment],
        starts_at=starts_at,
        client=cast.client(),
        practitioner=place.people[who],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(booked, Appointment), booked
    return booked


def keep(place: cast.Place, starts_at: datetime, who: str = "Aino") -> Hold:
    held = actions.hold(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        practitioner=place.people[who],
        clock=cast.clock_at(),
    )
    assert isinstance(held, Hold), held
    return held


def lane(place: cast.Place, name: str) -> int:
    resource = place.people.get(name) or place.rooms[name]
    return Lane.objects.get(salon=place.salon, resource=resource).number


def closed(first: date = TUESDAY, last: date | None = None, who: int | None = None) -> OtherDays:
    return OtherDays(who, first, last or first, ())


def change(
    place: cast.Place, asked: Change, *, seen: Collection[str] | None = None, kept: Collection[str] = ()
) -> object:
    """Changed, knowing what it touches unless `seen` says otherwise."""
    if seen is None:
        seen = reads.touched(place.salon, asked, now=cast.NOW).ids
    return actions.change_hours(place.salon, asked, seen=seen, kept=kept, by="desk:1", clock=cast.clock_at())


def outside(place: cast.Place) -> list[str]:
    return [each.public_id for each in reads.outside(place.salon, now=cast.NOW)]


def proposed(place: cast.Place, asked: Change) -> list[tuple[datetime, str] | None]:
    touch = reads.touched(place.salon, asked, now=cast.NOW)
    rota = bridge.rota(place.salon).changed(asked)
    visits, _ = reads.proposals(place.salon, touch.visits, rota, now=cast.NOW)
    return [
        (each.proposal.starts_at, each.proposal.practitioner.name) if each.proposal else None
        for each in visits
    ]


def free(place: cast.Place, day: date = TUESDAY, treatment: str = "back_massage") -> list[datetime]:
    starts = datetime(day.year, day.month, day.day, tzinfo=cast.HELSINKI)
    found = reads.slots(place.offers[treatment], starts_from=starts, starts_until=starts + DAY, now=cast.NOW)
    return [slot.starts_at for slot in found]
