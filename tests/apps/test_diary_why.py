"""Why an offer can't start then: every cause by name, what would free it, and what can be had instead."""

import random
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import cast
from unknot.core.availability.causes import Role
from unknot.core.availability.visits import Why
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold
from unknot.diary.reads import Cause, CauseKind, Reasons

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
HOUR = timedelta(hours=1)
MIN = timedelta(minutes=1)


def asked(place: cast.Place, starts_at: Any, treatment: str = "facial", **more: Any) -> Reasons:
    return reads.reasons(place.offers[treatment], starts_at, **{"now": cast.NOW, **more})


def book(place: cast.Place, starts_at: Any, treatment: str = "facial", **more: Any) -> Appointment:
    booked = actions.book(
        offer=place.offers[treatment],
        starts_at=starts_at,
        client=cast.client(),
        by="client",
        clock=cast.clock_at(cast.NOW),
        **more,
    )
    assert isinstance(booked, Appointment), booked
    return booked


def test_what_can_be_had_has_no_reason_against_it() -> None:
    found = asked(cast.hiljainen_huone(), NINE)

    assert (found.is_possible, found.causes, found.change, found.nearest) == (True, (), (), ())


def test_a_visit_in_the_way_is_named_with_its_address() -> None:
    place = cast.hiljainen_huone()
    visit = book(place, NINE)
    found = asked(place, NINE + 30 * MIN)

    assert found.roles == (Role.PRACTITIONER,)
    assert found.causes == (
        Cause(Role.PRACTITIONER, "Sanna", CauseKind.VISIT, NINE, NINE + HOUR, visit.public_id),
    )
    assert found.change == found.causes
    assert found.nearest[0].starts_at == NINE + HOUR


def test_recovery_is_told_from_the_visit_before_it() -> None:
    place = cast.hiljainen_huone()
    place.offers["facial"].buffer_after_min = 15
    place.offers["facial"].save()
    visit = book(place, NINE)
    found = asked(place, NINE + HOUR)

    assert found.causes == (
        Cause(
            Role.PRACTITIONER,
            "Sanna",
            CauseKind.RECOVERY,
            NINE + HOUR,
            NINE + HOUR + 15 * MIN,
            visit.public_id,
        ),
    )


def test_each_practitioner_and_the_rooms_have_their_own_causes() -> None:
    place = cast.hiljainen_huone()
    for name in ("Aino", "Mikael"):
        book(place, NINE, "back_massage", practitioner=place.people[name])
    found = asked(place, NINE, "back_massage")

    assert found.roles == (Role.PRACTITIONER, Role.ROOM)
    assert {(cause.role, cause.name) for cause in found.causes} == {
        (Role.PRACTITIONER, "Aino"),
        (Role.PRACTITIONER, "Mikael"),
        (Role.ROOM, "Room 1"),
        (Role.ROOM, "Room 2"),
    }
    assert [cause.role for cause in found.change] == [Role.PRACTITIONER, Role.ROOM]


def test_a_block_a_hold_and_the_end_of_work_are_told_apart() -> None:
    place = cast.hiljainen_huone()
    sanna = place.people["Sanna"]
    actions.block(
        resource=sanna,
        starts_at=NINE,
        ends_at=NINE + HOUR,
        by="desk:1",
        clock=cast.clock_at(cast.NOW),
    )
    kept = actions.hold(offer=place.offers["facial"], starts_at=NINE + HOUR, clock=cast.clock_at(cast.NOW))
    assert isinstance(kept, Hold)

    assert [cause.kind for cause in asked(place, NINE).causes] == [CauseKind.BLOCK]
    found = asked(place, NINE + HOUR)
    assert [(cause.kind, cause.until) for cause in found.causes] == [(CauseKind.HOLD, kept.expires_at)]
    assert found.frees_at == kept.expires_at
    evening = asked(place, cast.wall(2, 16, 30))
    assert [(cause.kind, cause.since, cause.until) for cause in evening.causes] == [
        (CauseKind.OFF, cast.wall(2, 17), cast.wall(2, 17, 30))
    ]
    assert (evening.never, evening.frees_at) == (Why.CLOSED, None)


def test_a_start_between_two_of_the_grid_names_the_nearest() -> None:
    found = asked(cast.hiljainen_huone(), NINE + 5 * MIN)

    assert found.never is Why.OFF_GRID
    assert [(cause.kind, cause.since, cause.until) for cause in found.causes] == [
        (CauseKind.OFF_GRID, NINE, NINE + 5 * MIN)
    ]


def test_notice_and_horizon_say_by_how_much() -> None:
    place = cast.hiljainen_huone()
    soon = asked(place, NINE, now=NINE - 20 * MIN)
    far = asked(place, NINE + timedelta(days=300))

    assert (soon.never, soon.lacking) == (Why.TOO_SOON, 40 * MIN)
    assert (far.never, far.lacking) == (Why.TOO_FAR, None)


def test_what_nobody_has_learnt_is_missing_and_not_busy() -> None:
    place = cast.hiljainen_huone()
    cast.offer(place, "hot_stone", 60)
    place.open()
    found = asked(place, NINE, "hot_stone")

    assert (found.never, found.missing) == (Why.NO_SKILL, (Role.PRACTITIONER,))
    assert found.causes == ()


def test_one_practitioner_is_asked_alone() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE, "back_massage", practitioner=place.people["Aino"])

    assert not asked(place, NINE, "back_massage", practitioner=place.people["Aino"]).is_possible
    assert asked(place, NINE, "back_massage", practitioner=place.people["Mikael"]).is_possible


def test_it_takes_few_statements_however_much_is_in_the_way(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    place = cast.hiljainen_huone()
    for name in ("Aino", "Mikael"):
        book(place, NINE, "back_massage", practitioner=place.people[name])
    with django_assert_max_num_queries(6):
        asked(place, NINE, "back_massage")


def test_there_is_a_reason_exactly_where_there_is_no_slot() -> None:
    dice = random.Random(7)
    place = cast.hiljainen_huone()
    free = [
        slot.starts_at
        for slot in reads.slots(
            place.offers["back_massage"],
            starts_from=NINE,
            starts_until=NINE + timedelta(days=3),
            now=cast.NOW,
        )
    ]
    for starts_at in dice.sample(free, 12):
        actions.book(
            offer=place.offers["back_massage"],
            starts_at=starts_at,
            client=cast.client(),
            by="client",
            clock=cast.clock_at(cast.NOW),
        )
    left = {
        slot.starts_at
        for slot in reads.slots(
            place.offers["back_massage"],
            starts_from=NINE - HOUR,
            starts_until=NINE + timedelta(days=3),
            now=cast.NOW,
        )
    }
    for quarter in range(-4, 3 * 96, 3):
        starts_at = NINE + quarter * 15 * MIN
        found = asked(place, starts_at, "back_massage")
        assert found.is_possible is (starts_at in left)
        assert found.is_possible or found.never or found.causes
