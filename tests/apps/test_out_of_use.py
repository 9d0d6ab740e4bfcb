"""A room that is out of use: its visits go to another one, nobody is offered it, and nothing comes back by itself."""

import pytest

from tests import cast
from tests.apps.hours_cast import NINE, TUESDAY, book, change, closed, keep, lane, outside, proposed
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Hold
from unknot.diary.reads import CauseKind
from unknot.diary.values import SLOT_TAKEN, Refusal
from unknot.salons.models import Resource
from unknot.salons.rota import OtherDays

pytestmark = pytest.mark.django_db


def test_a_closed_room_moves_its_visits_to_the_other_one_with_the_same_hands() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, NINE, "Mikael")
    room = Resource.objects.get(claims__part__appointment=booked, kind="room")
    asked = closed(who=lane(place, room.name))

    assert proposed(place, asked) == [(NINE, "Mikael")]
    assert change(place, asked) == 1
    moved = actions.move(
        booked, starts_at=NINE, practitioner=place.people["Mikael"], by="desk:1", clock=cast.clock_at()
    )
    assert isinstance(moved, Appointment)
    (now_in,) = Resource.objects.filter(claims__part__appointment=booked, kind="room")
    assert (now_in != room, outside(place), list(audit.findings(cast.NOW))) == (True, [], [])


def test_a_room_out_of_use_is_offered_to_nobody_until_it_is_back() -> None:
    place = cast.hiljainen_huone()
    asked = closed(who=lane(place, "Room 1"))
    change(place, asked)
    keep(place, NINE)

    second = actions.hold(offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(second, Refusal)
    assert second.code == SLOT_TAKEN
    change(place, OtherDays(asked.lane, TUESDAY, TUESDAY, None))
    again = actions.hold(offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(again, Hold)


def test_a_hold_in_a_room_that_goes_out_of_use_gives_nothing_back_when_it_runs_out() -> None:
    place = cast.hiljainen_huone()
    held = keep(place, NINE)
    room = Resource.objects.get(claims__hold=held, kind="room")
    change(place, closed(who=lane(place, room.name)))
    later = held.expires_at

    assert list(audit.findings(cast.NOW)) == []
    keepers = [
        actions.hold(offer=place.offers[each], starts_at=NINE, clock=cast.clock_at(later))
        for each in ("back_massage", "facial")
    ]
    assert [type(each) for each in keepers] == [Hold, Refusal]
    assert list(audit.findings(later)) == []


def test_a_hold_confirmed_after_its_room_went_out_of_use_is_on_the_list() -> None:
    place = cast.hiljainen_huone()
    held = keep(place, NINE)
    room = Resource.objects.get(claims__hold=held, kind="room")
    change(place, closed(who=lane(place, room.name)))
    booked = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())

    assert isinstance(booked, Appointment)
    assert outside(place) == [booked.public_id]
    assert list(audit.findings(held.expires_at)) == []


def test_a_visit_never_gives_back_the_room_that_is_out_of_use() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, NINE)
    room = Resource.objects.get(claims__part__appointment=booked, kind="room")
    assert {each for each, *_ in reads.own_time(place.salon.pk, appointment_id=booked.pk)} == {
        lane(place, "Aino"),
        lane(place, room.name),
    }
    change(place, closed(who=lane(place, room.name)))

    given = reads.own_time(place.salon.pk, appointment_id=booked.pk)
    assert [each for each, *_ in given] == [lane(place, "Aino")]


def test_why_not_says_that_a_room_is_out_of_use() -> None:
    place = cast.hiljainen_huone()
    for name in ("Room 1", "Room 2"):
        change(place, closed(who=lane(place, name)))

    found = reads.reasons(place.offers["facial"], NINE, now=cast.NOW)
    assert [(cause.name, cause.kind) for cause in found.causes] == [
        ("Room 1", CauseKind.OUT_OF_USE),
        ("Room 2", CauseKind.OUT_OF_USE),
    ]
