"""Many workers serve one salon at once: no time is offered twice. Real threads on real connections."""

import pytest

from tests import cast
from tests.apps.test_diary_race import at_once, deadlocks, outcome
from tests.apps.waiting_cast import (
    cancelled,
    full,
    hour_of,
    one_pair_of_hands,
    served,
    turns,
    visit_waits,
    waits,
)
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Hold, Turn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]
WORKERS = 8


def test_two_freed_times_and_two_who_wait_make_two_turns() -> None:
    place = one_pair_of_hands()
    visits = full(place)
    waits(place, "Bea")
    waits(place, "Cia")
    cancelled(visits[12])
    cancelled(visits[14])

    answers = at_once(lambda _: served(place), WORKERS)

    assert sorted(answers) == [0] * (WORKERS - 1) + [2]  # type: ignore[type-var]
    assert turns() == {"Bea": 12, "Cia": 14}
    assert (Turn.objects.count(), Hold.objects.count(), deadlocks()) == (2, 2, 0)
    assert list(audit.findings(cast.NOW)) == []


def test_a_turn_that_is_taken_and_declined_at_once_has_one_end() -> None:
    place = one_pair_of_hands()
    visits = full(place)
    bea, late = waits(place, "Bea"), visit_waits(visits[16], at_once=True)
    cancelled(visits[9])
    served(place)

    def say(number: int) -> object:
        say_it = actions.take_turn if number % 2 else actions.decline_turn
        return outcome(say_it(bea, clock=cast.clock_at()))

    answers = at_once(say, WORKERS)
    served(place)

    assert sorted(answers)[-WORKERS + 1 :] == ["turn_over"] * (WORKERS - 1)  # type: ignore[type-var]
    is_taken = Turn.objects.order_by("pk")[0].state == "taken"
    assert hour_of(late.appointment or visits[16]) == (16 if is_taken else 9)
    assert Appointment.objects.filter(starts_at=cast.wall(2, 9)).exclude(status="cancelled").count() == 1
    assert deadlocks() == 0
    assert list(audit.findings(cast.NOW)) == []
