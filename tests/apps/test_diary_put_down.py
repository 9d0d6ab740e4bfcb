"""Being put down, once and only for what is not free; changing it, and waiting no longer."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps.waiting_cast import (
    ON_TUESDAY,
    cancelled,
    full,
    one_pair_of_hands,
    served,
    turns,
    visit_waits,
    waits,
)
from unknot.diary import actions
from unknot.diary.models import Waiting
from unknot.diary.values import CANT_WAIT, FREE_NOW, Refusal

pytestmark = pytest.mark.django_db

A_LITTLE_LATER = cast.NOW + timedelta(minutes=1)


@pytest.fixture
def place() -> cast.Place:
    return one_pair_of_hands()


def test_nobody_waits_for_what_is_free(place: cast.Place) -> None:
    full(place, *range(10, 17))

    refused = actions.put_down(
        offer=place.offers["back_massage"], client=cast.client(), wanted=ON_TUESDAY, clock=cast.clock_at()
    )

    assert isinstance(refused, Refusal)
    assert (refused.code, [slot.starts_at for slot in refused.alternatives]) == (FREE_NOW, [cast.wall(2, 9)])
    assert not Waiting.objects.exists()


def test_who_cannot_be_written_to_cannot_wait(place: cast.Place) -> None:
    full(place)
    who = cast.client(email="", phone="+358401234567")

    refused = actions.put_down(
        offer=place.offers["back_massage"], client=who, wanted=ON_TUESDAY, clock=cast.clock_at()
    )

    assert isinstance(refused, Refusal)
    assert refused.code == CANT_WAIT


def test_a_visit_waits_once_and_keeps_its_place_in_the_order(place: cast.Place) -> None:
    visits = full(place)
    first = visit_waits(visits[16])
    again = visit_waits(visits[16], at=A_LITTLE_LATER, to_min=720)

    assert (again.pk, again.created_at, again.to_min) == (first.pk, cast.NOW, 720)
    assert Waiting.objects.count() == 1


def test_who_stops_lets_go_of_what_is_kept(place: cast.Place) -> None:
    visits = full(place)
    bea = waits(place, "Bea")
    waits(place, "Cia", at=A_LITTLE_LATER)
    cancelled(visits[12])
    served(place)

    actions.stop_waiting(bea, by="client", clock=cast.clock_at())
    served(place)

    bea.refresh_from_db()
    assert (bea.state, turns()) == ("stopped", {"Cia": 12})


def test_who_waits_for_days_that_are_over_waits_no_longer(place: cast.Place) -> None:
    full(place)
    bea = waits(place, "Bea")

    served(place, cast.wall(2, 23, 59))
    bea.refresh_from_db()
    assert bea.is_open

    served(place, cast.wall(3, 0, 1))
    bea.refresh_from_db()
    assert (bea.state, bea.ended_at) == ("over", cast.wall(3, 0, 1))


def test_a_visit_that_was_cancelled_waits_no_longer(place: cast.Place) -> None:
    visits = full(place)
    waiting = visit_waits(visits[16])
    cancelled(visits[16])

    served(place)

    waiting.refresh_from_db()
    assert (waiting.state, turns()) == ("over", {})
