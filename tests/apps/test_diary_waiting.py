"""Who waits has her turn when time comes free: in fair order, by a real hold, until a deadline, then the next."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from tests import cast
from tests.apps.waiting_cast import (
    ON_TUESDAY,
    SECOND,
    TUESDAY,
    WEDNESDAY,
    cancelled,
    full,
    hour_of,
    one_pair_of_hands,
    served,
    turns,
    visit,
    visit_waits,
    waits,
)
from unknot.diary import actions, audit
from unknot.diary.actions import Wanted
from unknot.diary.models import Appointment, Hold, Turn
from unknot.diary.values import TURN_OVER, Refusal

pytestmark = pytest.mark.django_db

A_LITTLE_LATER = cast.NOW + timedelta(minutes=1)


@pytest.fixture
def place() -> cast.Place:
    return one_pair_of_hands()


def jobs() -> list[tuple[str, datetime | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, scheduled_at FROM procrastinate_jobs WHERE task_name LIKE 'diary.serve%' ORDER BY id"
        )
        return list(cursor.fetchall())


def test_a_cancelled_time_is_kept_for_the_first_who_waits_and_for_nobody_else(place: cast.Place) -> None:
    visits = full(place)
    waits(place, "Bea")
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[12])

    assert served(place) == 1

    (turn,) = Turn.objects.all()
    assert turns() == {"Bea": 12}
    assert turn.until == cast.NOW + timedelta(hours=2)
    assert turn.hold is not None
    assert (turn.hold.starts_at, turn.hold.expires_at) == (cast.wall(2, 12), turn.until)
    taken = actions.hold(
        offer=place.offers["back_massage"], starts_at=cast.wall(2, 12), clock=cast.clock_at()
    )
    assert isinstance(taken, Refusal)
    assert list(audit.findings(cast.NOW)) == []


def test_to_serve_again_gives_nobody_a_second_turn(place: cast.Place) -> None:
    visits = full(place)
    waits(place, "Bea")
    cancelled(visits[12])
    cancelled(visits[14])

    assert [served(place), served(place)] == [1, 0]
    assert turns() == {"Bea": 12}


def test_two_freed_times_go_to_two(place: cast.Place) -> None:
    visits = full(place)
    waits(place, "Bea")
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[12])
    cancelled(visits[14])

    assert served(place) == 2
    assert turns() == {"Bea": 12, "Cia": 14}


def test_no_goes_to_the_next_and_is_not_asked_again(place: cast.Place) -> None:
    visits = full(place)
    bea = waits(place, "Bea")
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[12])
    served(place)

    assert actions.decline_turn(bea, clock=cast.clock_at()) == bea
    served(place)

    assert (turns("declined"), turns()) == ({"Bea": 12}, {"Cia": 12})
    assert list(audit.findings(cast.NOW)) == []


def test_a_deadline_that_passes_goes_to_the_next(place: cast.Place) -> None:
    visits = full(place)
    bea = waits(place, "Bea")
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[12])
    served(place)
    deadline = Turn.objects.get().until

    assert served(place, deadline - SECOND) == 0
    assert served(place, deadline) == 1

    assert (turns("lapsed"), turns()) == ({"Bea": 12}, {"Cia": 12})
    too_late = actions.take_turn(bea, clock=cast.clock_at(deadline))
    assert isinstance(too_late, Refusal)
    assert too_late.code == TURN_OVER


def test_yes_makes_a_visit_of_the_hold(place: cast.Place) -> None:
    visits = full(place)
    bea = waits(place, "Bea")
    cancelled(visits[12])
    served(place)

    made = actions.take_turn(bea, clock=cast.clock_at(Turn.objects.get().until - SECOND))

    assert isinstance(made, Appointment)
    bea.refresh_from_db()
    assert (made.client, made.starts_at, bea.state, turns("taken")) == (
        bea.client,
        cast.wall(2, 12),
        "served",
        {"Bea": 12},
    )
    assert list(audit.findings(cast.NOW)) == []
    again = actions.take_turn(bea, clock=cast.clock_at())
    assert isinstance(again, Refusal)


def test_yes_moves_a_visit_and_its_old_time_goes_on(place: cast.Place) -> None:
    visits = full(place)
    late = visit_waits(visits[16])
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[10])
    served(place)
    assert turns() == {"Client at 02.16": 10}

    moved = actions.take_turn(late, clock=cast.clock_at())
    served(place)

    assert isinstance(moved, Appointment)
    assert (moved.pk, hour_of(moved), turns()) == (visits[16].pk, 10, {"Cia": 16})
    assert Hold.objects.exclude(expires_at__lte=cast.NOW).count() == 1
    assert list(audit.findings(cast.NOW)) == []


def test_a_visit_waits_for_an_earlier_time_only_while_its_own_is_among_the_wanted(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[9])
    cancelled(visits[12])

    assert served(place) == 0


def test_a_visit_outside_the_wanted_hours_may_become_a_later_one(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[9], Wanted(TUESDAY, TUESDAY, from_min=600))
    cancelled(visits[12])

    assert (served(place), turns()) == (1, {"Client at 02.09": 12})


@pytest.mark.parametrize(
    ("wanted", "hours"),
    [
        (ON_TUESDAY._replace(weekdays=0b0000010), {"Bea": 12}),
        (ON_TUESDAY._replace(weekdays=0b1111101), {}),
        (ON_TUESDAY._replace(from_min=720, to_min=780), {"Bea": 12}),
        (ON_TUESDAY._replace(from_min=725), {}),
        (ON_TUESDAY._replace(to_min=775), {}),
        (Wanted(WEDNESDAY, WEDNESDAY, from_min=1380), {}),
    ],
)
def test_what_is_offered_fits_days_and_hours(
    place: cast.Place, wanted: Wanted, hours: dict[str, int]
) -> None:
    visits = full(place)
    waits(place, "Bea", wanted)
    cancelled(visits[12])

    served(place)

    assert turns() == hours


def test_who_wants_a_certain_practitioner_gets_no_other() -> None:
    place = cast.salon(step_min=60)
    for name in ("Aino", "Mikael"):
        cast.practitioner(place, name, "back_massage")
        cast.room(place, f"Room of {name}")
    cast.offer(place)
    place.open()
    visits = [visit(place, cast.wall(2, hour)) for hour in range(9, 17) for _ in "12"]
    waits(place, "Bea", ON_TUESDAY._replace(practitioner=place.people["Mikael"]))
    hers = {each.parts.get().practitioner.name: each for each in visits if each.starts_at == cast.wall(2, 12)}

    cancelled(hers["Aino"])
    assert (served(place), turns()) == (0, {})

    cancelled(hers["Mikael"])
    assert (served(place), turns()) == (1, {"Bea": 12})


def test_a_turn_ends_with_the_salons_notice_and_is_not_worth_a_letter_when_that_is_near(
    place: cast.Place,
) -> None:
    visits = full(place)
    waits(place, "Bea")
    now = cast.wall(2, 10)
    actions.cancel(visits[12], by="desk:1", clock=cast.clock_at(now))

    served(place, now)
    assert Turn.objects.get().until == cast.wall(2, 11)

    Turn.objects.all().delete()
    Hold.objects.all().delete()
    actions.rebuild(place.salon, clock=cast.clock_at(now))
    assert served(place, cast.wall(2, 10, 46)) == 0


def test_freed_time_has_a_job_only_where_somebody_waits(place: cast.Place) -> None:
    visits = full(place)
    cancelled(visits[9])
    assert jobs() == []

    waits(place, "Bea", ON_TUESDAY._replace(from_min=720))
    cancelled(visits[12])
    assert jobs() == [("diary.serve_waiting", None)]

    served(place)
    assert jobs()[-2:] == [("diary.serve_waiting", Turn.objects.get().until), ("diary.serve_waiting", None)]


def test_a_block_that_is_lifted_is_offered(place: cast.Place) -> None:
    full(place, *range(9, 16))
    block = actions.block(
        resource=place.people["Aino"],
        starts_at=cast.wall(2, 16),
        ends_at=cast.wall(2, 17),
        by="desk:1",
        clock=cast.clock_at(),
    )
    assert not isinstance(block, Refusal)
    waits(place, "Bea")

    actions.unblock(block, by="desk:1", clock=cast.clock_at())

    assert (len(jobs()), served(place), turns()) == (1, 1, {"Bea": 16})
