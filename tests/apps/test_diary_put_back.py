"""The desk moves a visit to other hands, another room, more minutes; and puts it back within a minute or not at all."""

from datetime import timedelta

import pytest

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from unknot.core.hours import instant
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Claim, Part
from unknot.diary.values import (
    CHANGED_MEANWHILE,
    NOT_BOOKABLE,
    NOT_CHANGEABLE,
    SLOT_TAKEN,
    TOO_LATE,
    Refusal,
)
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

DESK = "desk:1"
SECOND = timedelta(seconds=1)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery(cast.NOW)


def booked(place: cast.Place, who: str = "Aino", hour: int = 10) -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, hour),
        client=cast.client(),
        practitioner=place.people[who],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment)
    return made


def stands(visit: Appointment) -> tuple[object, ...]:
    """Start, minutes, and the names of what it has."""
    part = Part.objects.select_related("practitioner").get(appointment=visit)
    things = Claim.objects.filter(part=part).order_by("resource__kind", "resource__name")
    return (
        part.starts_at.astimezone(cast.HELSINKI).strftime("%H:%M"),
        part.duration_min,
        *things.values_list("resource__name", flat=True),
    )


def move(visit: Appointment, hour: int = 10, minute: int = 0, **more: object) -> Appointment | Refusal:
    wanted = {"starts_at": cast.wall(2, hour, minute), "by": DESK, "clock": cast.clock_at(), **more}
    return actions.move(visit, **wanted)  # type: ignore[arg-type]


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else type(answer).__name__


def test_the_desk_moves_to_other_hands_another_room_and_more_minutes_at_once(place: cast.Place) -> None:
    visit = booked(place)
    assert stands(visit) == ("10:00", 60, "Aino", "Room 1")
    room = place.rooms["Room 3"]
    moved = move(visit, 11, 15, practitioner=place.people["Mikael"], things=[room], duration_min=90, seen=0)
    assert code(moved) == "Appointment"
    assert stands(visit) == ("11:15", 90, "Mikael", "Room 3")
    assert list(audit.findings()) == []


@pytest.mark.parametrize(("minutes", "outcome"), [(120, "Appointment"), (125, SLOT_TAKEN)])
def test_a_visit_grows_until_the_next_one_and_its_own_recovery_are_reached(
    place: cast.Place, minutes: int, outcome: str
) -> None:
    visit, aino = booked(place), place.people["Aino"]
    actions.block(
        resource=aino,
        starts_at=cast.wall(2, 12, 10),
        ends_at=cast.wall(2, 13),
        by=DESK,
        clock=cast.clock_at(),
    )
    assert code(move(visit, practitioner=aino, duration_min=minutes)) == outcome
    assert list(audit.findings()) == []


def test_a_room_that_is_taken_refuses_although_another_is_free(place: cast.Place) -> None:
    visit, other = booked(place), booked(place, "Mikael")
    room = Resource.objects.get(claims__part__appointment=other, kind=Resource.Kind.ROOM)
    refused = move(visit, practitioner=place.people["Aino"], things=[room])
    assert (code(refused), stands(visit)) == (SLOT_TAKEN, ("10:00", 60, "Aino", "Room 1"))


def test_moved_in_time_it_keeps_its_room_and_has_another_only_where_that_is_taken(place: cast.Place) -> None:
    first, visit = booked(place), booked(place, "Mikael")
    assert stands(visit) == ("10:00", 60, "Mikael", "Room 2")
    move(visit, 13)
    assert stands(visit) == ("13:00", 60, "Mikael", "Room 2")
    assert code(move(first, 14, 30, things=[place.rooms["Room 2"]])) == "Appointment"
    move(visit, 14, 15)
    assert stands(visit) == ("14:15", 60, "Mikael", "Room 1")


def test_a_thing_that_the_offer_does_not_need_is_refused(place: cast.Place) -> None:
    visit = booked(place)
    answer = move(visit, things=[place.people["Mikael"]])
    assert (code(answer), getattr(answer, "reason", None)) == (NOT_BOOKABLE, "no_room")


@pytest.mark.parametrize(
    ("seen", "outcome"), [(0, CHANGED_MEANWHILE), (1, "Appointment"), (2, CHANGED_MEANWHILE)]
)
def test_only_who_has_seen_the_visit_as_it_is_moves_it(place: cast.Place, seen: int, outcome: str) -> None:
    visit = booked(place)
    move(visit, 11, seen=0)
    assert code(move(visit, 14, seen=seen)) == outcome


def test_put_back_it_stands_where_it_stood_in_the_same_room_and_with_its_minutes(place: cast.Place) -> None:
    visit = booked(place)
    before = stands(visit)
    move(
        visit, 13, practitioner=place.people["Sanna"], things=[place.rooms["Room 2"]], duration_min=75, seen=0
    )
    back = actions.put_back(visit, seen=1, by=DESK, clock=cast.clock_at(cast.NOW + 59 * SECOND))
    assert (code(back), stands(visit)) == ("Appointment", before)
    assert list(audit.findings()) == []


@pytest.mark.parametrize(("after", "outcome"), [(59.999, "Appointment"), (60, TOO_LATE)])
def test_the_minute_has_an_end(place: cast.Place, after: float, outcome: str) -> None:
    visit = booked(place)
    move(visit, 13)
    late = cast.clock_at(cast.NOW + after * SECOND)
    assert code(actions.put_back(visit, seen=1, by=DESK, clock=late)) == outcome


def test_a_time_that_somebody_has_taken_is_not_taken_back(place: cast.Place) -> None:
    visit = booked(place)
    move(visit, 13, practitioner=place.people["Mikael"])
    booked(place)
    refused = actions.put_back(visit, seen=1, by=DESK, clock=cast.clock_at())
    assert (code(refused), stands(visit)[0]) == (SLOT_TAKEN, "13:00")
    assert list(audit.findings()) == []


def test_what_was_moved_or_cancelled_again_is_not_put_back(place: cast.Place) -> None:
    visit = booked(place)
    move(visit, 13)
    actions.move(visit, starts_at=cast.wall(3, 12), by="client", clock=cast.clock_at())
    assert code(actions.put_back(visit, seen=1, by=DESK, clock=cast.clock_at())) == CHANGED_MEANWHILE
    assert code(actions.put_back(visit, seen=2, by=DESK, clock=cast.clock_at())) == CHANGED_MEANWHILE
    move(visit, 15)
    actions.cancel(visit, by="client", clock=cast.clock_at())
    assert code(actions.put_back(visit, seen=3, by=DESK, clock=cast.clock_at())) == NOT_CHANGEABLE


def test_a_party_that_a_move_has_parted_is_together_again(place: cast.Place) -> None:
    lead, follower = booked(place), booked(place, "Mikael")
    Appointment.objects.filter(pk=follower.pk).update(lead=lead)
    for visit in (lead, follower):
        visit.refresh_from_db()
        move(visit, 14)
        follower.refresh_from_db()
        assert follower.lead_id is None
        assert code(actions.put_back(visit, seen=1, by=DESK, clock=cast.clock_at())) == "Appointment"
        follower.refresh_from_db()
        assert follower.lead_id == lead.pk


@pytest.mark.parametrize("kind", [Resource.Kind.PRACTITIONER, Resource.Kind.ROOM])
def test_what_fits_is_what_a_move_grants(place: cast.Place, kind: Resource.Kind) -> None:
    """Every quarter of an hour of the day, for every column: shown as fitting if and only if it is granted."""
    visit = booked(place)
    booked(place, "Mikael", 11)
    actions.hold(offer=place.offers["facial"], starts_at=cast.wall(2, 14), clock=cast.clock_at())
    part = Part.objects.select_related("offer__salon", "practitioner").get(appointment=visit)
    day = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
    found = reads.fits(part, kind, **day)
    shown = {(key, instant(tick)) for key, at in found.starts.items() for tick in at}
    columns = (place.people if kind == Resource.Kind.PRACTITIONER else place.rooms).values()
    granted = set()
    for column in columns:
        for quarter in range(8 * 4, 18 * 4):
            starts_at = cast.wall(2, 0) + timedelta(minutes=15 * quarter)
            hers = kind == Resource.Kind.PRACTITIONER
            answer = actions.move(
                visit,
                starts_at=starts_at,
                practitioner=column if hers else place.people["Aino"],
                things=() if hers else (column,),
                by=DESK,
                clock=cast.clock_at(),
            )
            if isinstance(answer, Appointment):
                granted.add((column.public_id, starts_at))
    assert shown == granted
    assert len(shown) > 20


def test_the_minutes_that_fit_end_where_a_move_is_refused(place: cast.Place) -> None:
    visit = booked(place, hour=14)
    part = Part.objects.select_related("offer__salon", "practitioner").get(appointment=visit)
    day = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
    lengths = reads.fits(part, Resource.Kind.PRACTITIONER, **day).lengths_min
    assert lengths == list(range(10, 181, 5))
    assert code(move(visit, 14, duration_min=185)) == NOT_BOOKABLE
    assert code(move(visit, 14, duration_min=180)) == "Appointment"
