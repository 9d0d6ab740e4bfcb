"""Several desks and a client on one visit at the same moment: one of them has it, the others are told. Real threads."""

from collections import Counter

import pytest

from tests import cast
from tests.apps.test_diary_race import at_once, deadlocks, outcome
from tests.doors.boards import quiet_room_with_recovery
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Claim
from unknot.diary.values import CHANGED_MEANWHILE, NOT_CHANGEABLE, SLOT_TAKEN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]

DESKS = 16


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


def move(visit: Appointment, place: cast.Place, number: int, *, minutes: int | None = None) -> object:
    return actions.move(
        visit,
        starts_at=cast.wall(2, 11 + number % 5),
        practitioner=place.people["Mikael" if number % 2 else "Sanna"],
        duration_min=minutes,
        seen=0,
        by=f"desk:{number}",
        clock=cast.clock_at(),
    )


def test_of_many_desks_that_have_seen_the_same_visit_one_moves_it() -> None:
    place = quiet_room_with_recovery(cast.NOW)
    visit = booked(place)
    answers = at_once(lambda number: move(visit, place, number, minutes=60 + 15 * (number % 3)), DESKS)
    assert Counter(map(outcome, answers)) == {"Appointment": 1, CHANGED_MEANWHILE: DESKS - 1}
    visit.refresh_from_db()
    assert (visit.sequence, Claim.objects.filter(part__appointment=visit).count(), deadlocks()) == (1, 2, 0)
    assert list(audit.findings()) == []


def test_a_desk_moves_what_its_client_cancels_and_cancelled_it_stays() -> None:
    place = quiet_room_with_recovery(cast.NOW)
    visits = [booked(place, who, hour) for who in ("Aino", "Mikael", "Sanna") for hour in (9, 13)]

    def one(number: int) -> object:
        visit = visits[number // 2]
        if number % 2:
            return actions.cancel(visit, by="client", clock=cast.clock_at())
        return move(visit, place, number // 2)

    answers = at_once(one, 2 * len(visits))
    moved = Counter(outcome(answer) for answer in answers[::2])
    assert set(moved) <= {"Appointment", NOT_CHANGEABLE, SLOT_TAKEN}
    assert set(Appointment.objects.values_list("status", flat=True)) == {"cancelled"}
    assert (Claim.objects.count(), deadlocks()) == (0, 0)
    assert list(audit.findings()) == []


def test_two_desks_put_the_same_visit_back_once() -> None:
    place = quiet_room_with_recovery(cast.NOW)
    visit = booked(place)
    move(visit, place, 1)
    answers = at_once(lambda _: actions.put_back(visit, seen=1, by="desk:1", clock=cast.clock_at()), 8)
    assert Counter(map(outcome, answers)) == {"Appointment": 1, CHANGED_MEANWHILE: 7}
    visit.refresh_from_db()
    assert (visit.starts_at, visit.sequence) == (cast.wall(2, 10), 2)
    assert list(audit.findings()) == []
