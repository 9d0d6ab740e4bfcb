"""Waiting where there is more to keep than free time: a practitioner's limits, changed hours, answers about health."""

from datetime import timedelta

import pytest

from tests import cast
from tests.apps.answered_cast import Answers, answered, vaccinated
from tests.apps.rules_cast import ruled
from tests.apps.waiting_cast import (
    ON_TUESDAY,
    TUESDAY,
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
from unknot.diary.models import Turn
from unknot.diary.values import FREE_NOW, Refusal
from unknot.salons.models import Lane
from unknot.salons.rota import OtherDays

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def place() -> cast.Place:
    return one_pair_of_hands()


def test_two_who_fit_singly_are_not_both_served_past_a_days_minutes(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], hands_on_max_min=60)
    full(place, 9)
    waits(place, "Bea")
    waits(place, "Cia", at=cast.NOW + MINUTE)
    assert served(place) == 0
    ruled(place, place.people["Aino"], hands_on_max_min=120)

    assert served(place) == 1

    assert turns() == {"Bea": 10}
    assert list(audit.findings(cast.NOW)) == []


def test_who_can_not_be_served_holds_up_nobody_after_her(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], stretch_max_min=120, pause_min=60)
    visits = full(place, 10, 12, 13, 15, 16)
    waits(place, "Bea", ON_TUESDAY._replace(from_min=660, to_min=720))
    waits(place, "Cia", ON_TUESDAY._replace(from_min=600, to_min=660), at=cast.NOW + MINUTE)
    waits(place, "Dea", ON_TUESDAY._replace(from_min=900, to_min=960), at=cast.NOW + 2 * MINUTE)
    cancelled(visits[10])
    cancelled(visits[15])

    assert served(place) == 2

    assert turns() == {"Cia": 10, "Dea": 15}
    assert list(audit.findings(cast.NOW)) == []


def test_moving_within_a_full_day_counts_nobodys_minutes_twice(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], hands_on_max_min=420)
    visits = full(place, *range(9, 16))
    visit_waits(visits[15], at_once=True)
    cancelled(visits[9])
    late = visit(place, cast.wall(2, 16))
    visit_waits(late, at_once=True, at=cast.NOW + MINUTE)

    assert served(place) == 2

    assert (hour_of(visits[15]), hour_of(late)) == (9, 15)
    assert list(audit.findings(cast.NOW)) == []


def test_what_a_practitioner_needs_to_get_ready_is_kept_beside_the_time_she_offers(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], recover_min=15)
    visits = full(place, 9, 11, 13, 15)
    waits(place, "Bea")
    cancelled(visits[11])

    assert served(place) == 1
    assert turns() == {"Bea": 11}
    (claim,) = Turn.objects.get().hold.claims.filter(resource=place.people["Aino"])  # type: ignore[union-attr]
    assert (claim.span.lower, claim.span.upper) == (cast.wall(2, 11), cast.wall(2, 12, 15))
    assert list(audit.findings(cast.NOW)) == []


@pytest.mark.parametrize(("notice_h", "lasts_h"), [(1, 2), (22, 2), (24, 1)])
def test_a_turn_ends_with_the_notice_of_who_would_give_it(
    place: cast.Place, notice_h: int, lasts_h: int
) -> None:
    ruled(place, place.people["Aino"], min_notice_min=notice_h * 60)
    visits = full(place)
    waits(place, "Bea", ON_TUESDAY._replace(from_min=540, to_min=600))
    cancelled(visits[9])

    assert served(place) == 1
    assert Turn.objects.get().until == cast.NOW + timedelta(hours=lasts_h)


def test_hours_that_grow_are_offered_to_who_waits(place: cast.Place) -> None:
    lane = Lane.objects.get(resource=place.people["Aino"]).number
    assert _changed(place, OtherDays(lane, TUESDAY, TUESDAY, ())) == 0
    waits(place, "Bea")
    assert served(place) == 0

    assert _changed(place, OtherDays(lane, TUESDAY, TUESDAY, None)) == 0

    assert (served(place), turns()) == (1, {"Bea": 9})


def _changed(place: cast.Place, change: OtherDays) -> int | Refusal:
    return actions.change_hours(place.salon, change, seen=(), by="desk:1", clock=cast.clock_at())


@pytest.mark.parametrize(("said", "first"), [([], True), (vaccinated(TUESDAY - timedelta(days=1)), False)])
def test_in_a_chain_nobody_is_moved_to_where_her_answers_do_not_let_her(
    place: cast.Place, said: Answers, first: bool
) -> None:
    """Outi waits first, but not before Thursday if she was vaccinated on Monday; so Tuesday's visit has the hour."""
    visits = full(place)
    stiff = answered(said, place=place, starts_at=cast.wall(4, 9))
    visit_waits(stiff, ON_TUESDAY._replace(to_min=600), at_once=True)
    visit_waits(visits[16], at_once=True, at=cast.NOW + MINUTE)
    cancelled(visits[9])

    assert served(place) == 1

    assert (hour_of(visits[16]) == 9) is not first
    stiff.refresh_from_db()
    assert (stiff.starts_at == cast.wall(2, 9)) is first
    assert list(audit.findings(cast.NOW)) == []


@pytest.mark.parametrize(("said", "is_free"), [([], True), (vaccinated(TUESDAY - timedelta(days=1)), False)])
def test_free_time_that_her_answers_do_not_let_her_have_is_no_reason_not_to_wait(
    place: cast.Place, said: Answers, is_free: bool
) -> None:
    stiff = answered(said, place=place, starts_at=cast.wall(4, 9))
    made = actions.put_down_visit(stiff, wanted=ON_TUESDAY, clock=cast.clock_at())
    assert (isinstance(made, Refusal) and made.code == FREE_NOW) is is_free
