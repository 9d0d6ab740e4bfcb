"""Rules where visits are offered, judged and booked: the offer's, then the practitioner's, then the salon's."""

import random
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.apps.rules_cast import EVENING, HOUR, MIN, NINE, ainos_place, book, kinds, ruled, starts
from unknot.core.availability.visits import Why
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.diary.questions import Question
from unknot.diary.reads import CauseKind
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.salons.actions import rule
from unknot.salons.models import Resource, Salon

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    """Aino alone, in a room of her own."""
    return ainos_place()


def test_the_grid_is_the_offers_then_the_practitioners_then_the_salons(place: cast.Place) -> None:
    assert starts(place)[:3] == ["09:00", "09:15", "09:30"]
    ruled(place, place.people["Aino"], step_min=60)
    assert starts(place)[:3] == ["09:00", "10:00", "11:00"]
    ruled(place, place.offers["back_massage"], step_min=30)
    assert starts(place)[:3] == ["09:00", "09:30", "10:00"]
    assert book(place, NINE + 15 * MIN) == Refusal(NOT_BOOKABLE, Why.OFF_GRID)
    assert isinstance(book(place, NINE + 30 * MIN), Appointment)


def test_a_practitioner_may_ask_for_more_notice_or_for_less_than_her_salon(place: cast.Place) -> None:
    cast.practitioner(place, "Mikael", "back_massage")
    place.open()
    actions.rebuild(place.salon, clock=cast.clock_at())
    ruled(place, place.people["Aino"], min_notice_min=1440 + 240)
    aino = place.people["Aino"]

    assert {slot.practitioner.name for slot in _slots(place, NINE, NINE + HOUR)} == {"Mikael"}
    assert _slots(place, NINE, EVENING, practitioner=aino)[0].starts_at == NINE + 3 * HOUR
    assert book(place, NINE, practitioner=aino).reason is Why.TOO_SOON
    assert {cause.kind for cause in _reasons(place, NINE, aino).causes} == {CauseKind.TOO_SOON}
    ruled(place, place.offers["back_massage"], min_notice_min=0)
    assert isinstance(book(place, NINE, practitioner=aino), Appointment)


def _slots(place: cast.Place, from_: datetime, until: datetime, **more: Any) -> Any:
    offer = place.offers["back_massage"]
    return reads.slots(offer, starts_from=from_, starts_until=until, now=cast.NOW, **more)


def _reasons(place: cast.Place, starts_at: datetime, practitioner: Resource) -> Any:
    return reads.reasons(place.offers["back_massage"], starts_at, now=cast.NOW, practitioner=practitioner)


def test_a_horizon_beyond_the_salons_is_opened_and_booked(place: cast.Place) -> None:
    far = cast.wall(1, 10, month=6)
    assert book(place, far).reason is Why.TOO_FAR
    ruled(place, place.offers["back_massage"], horizon_days=120)
    actions.open_days(place.salon, clock=cast.clock_at())
    assert isinstance(book(place, far), Appointment)
    assert list(audit.findings(cast.NOW)) == []


def test_a_break_stays_free_somewhere_in_its_stretch_of_the_day(place: cast.Place) -> None:
    ruled(place, place.salon, break_min=30, break_from_min=11 * 60, break_to_min=13 * 60)
    for at in (NINE, NINE + 2 * HOUR):
        assert isinstance(book(place, at), Appointment)

    assert starts(place) == [
        "10:00", "12:30", "12:45", *(f"{hour}:{at:02}" for hour in (13, 14, 15) for at in (0, 15, 30, 45)), "16:00"
    ]  # fmt: skip
    assert book(place, NINE + 3 * HOUR) == Refusal(SLOT_TAKEN, None, _near(place, NINE + 3 * HOUR))
    assert kinds(place, NINE + 3 * HOUR) == {CauseKind.BREAK}


def _near(place: cast.Place, starts_at: datetime) -> Any:
    return reads.alternatives(place.offers["back_massage"], starts_at, now=cast.NOW)


def test_a_practitioner_who_needs_no_break_lifts_the_salons(place: cast.Place) -> None:
    ruled(place, place.salon, break_min=60, break_from_min=11 * 60, break_to_min=12 * 60)
    assert "11:00" not in starts(place)
    ruled(place, place.people["Aino"], break_min=0, break_from_min=0, break_to_min=5)
    assert "11:00" in starts(place)


def test_no_stretch_is_longer_than_the_rule_without_a_pause(place: cast.Place) -> None:
    ruled(place, place.salon, stretch_max_min=120, pause_min=30)
    for at in (NINE, NINE + HOUR):
        assert isinstance(book(place, at), Appointment)

    assert starts(place)[0] == "11:30"
    assert kinds(place, NINE + 2 * HOUR) == {CauseKind.STRETCH}


def test_minutes_of_a_day_end_it_and_the_desk_keeps_them_too(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], hands_on_max_min=120)
    for at in (NINE, NINE + 3 * HOUR):
        assert isinstance(book(place, at), Appointment)

    assert starts(place) == []
    assert isinstance(book(place, NINE + 6 * HOUR, by="desk:1"), Refusal)
    assert kinds(place, NINE + 6 * HOUR) == {CauseKind.HANDS_ON}
    assert isinstance(book(place, NINE + 30 * HOUR), Appointment)


def test_deep_pressure_is_counted_by_itself(place: cast.Place) -> None:
    cast.offer(place, "deep_tissue")
    place.open()
    ruled(place, place.salon, deep_max_min=60)
    assert isinstance(book(place, NINE, "deep_tissue"), Appointment)

    assert starts(place, "deep_tissue") == []
    assert "10:00" in starts(place)


def test_a_treatment_longer_than_any_limit_is_never_given(place: cast.Place) -> None:
    ruled(place, place.salon, hands_on_max_min=45)
    assert book(place, NINE) == Refusal(NOT_BOOKABLE, Why.LIMITS)


def test_a_hold_counts_until_it_runs_out(place: cast.Place) -> None:
    ruled(place, place.salon, hands_on_max_min=60)
    held = actions.hold(offer=place.offers["back_massage"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(held, Hold)
    assert starts(place) == []
    found = reads.times(place.offers["back_massage"], starts_from=NINE, starts_until=EVENING, now=cast.NOW)

    assert found.held[-1].starts_at == NINE + 7 * HOUR
    assert {each.frees_at for each in found.held} == {held.expires_at}
    assert isinstance(book(place, NINE + HOUR, clock=cast.clock_at(held.expires_at)), Appointment)


def test_a_visit_that_moves_does_not_stand_in_its_own_way(place: cast.Place) -> None:
    ruled(place, place.salon, hands_on_max_min=60)
    visit = book(place, NINE)
    own = reads.own_time(place.salon.pk, appointment_id=visit.pk)
    found = reads.times(
        place.offers["back_massage"], starts_from=NINE, starts_until=EVENING, now=cast.NOW, given_back=own
    )

    assert len(found.free) == 29
    moved = actions.move(visit, starts_at=NINE + HOUR, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)


def test_what_is_offered_is_what_is_booked_under_random_rules(place: cast.Place) -> None:
    dice = random.Random(20270301)
    seen = set()
    for _ in range(12):
        with transaction.atomic():
            ruled(place, place.salon, **_some_rules(dice))
            ruled(
                place, place.people["Aino"], prepare_min=dice.choice((0, 10)), recover_min=dice.choice((0, 5))
            )
            for hour in dice.sample(range(8), 3):
                book(place, NINE + hour * HOUR)
            offered = set(starts(place))
            for at in (NINE + quarter * 15 * MIN for quarter in dice.sample(range(32), 8)):
                shown = f"{at:%H:%M}" in offered
                possible = reads.reasons(place.offers["back_massage"], at, now=cast.NOW).is_possible
                with transaction.atomic():
                    booked = isinstance(book(place, at), Appointment)
                    assert booked is shown is possible
                    seen.add(booked)
                    assert list(audit.findings(cast.NOW)) == []
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
        for row in (place.salon, place.people["Aino"], *place.offers.values()):
            row.refresh_from_db()
    assert seen == {True, False}


def _some_rules(dice: random.Random) -> dict[str, int]:
    return {
        "hands_on_max_min": dice.choice((0, 180, 240)),
        "stretch_max_min": dice.choice((0, 90, 150)),
        "pause_min": dice.choice((5, 15, 45)),
        "break_min": dice.choice((0, 30, 60)),
        "break_from_min": 660,
        "break_to_min": 840,
    }


def test_the_check_finds_a_day_with_more_minutes_than_its_terms(place: cast.Place) -> None:
    ruled(place, place.salon, hands_on_max_min=120)
    for at in (NINE, NINE + 2 * HOUR):
        book(place, at)
    assert list(audit.findings(cast.NOW)) == []
    Part.objects.update(hands_on_max_min=115)
    assert [found.kind for found in audit.findings(cast.NOW)] == ["too_many_minutes"]


@pytest.mark.parametrize(
    "rules",
    [
        {"break_min": 30},
        {"break_min": 61, "break_from_min": 600, "break_to_min": 660},
        {"break_min": 65, "break_from_min": 600, "break_to_min": 660},
        {"stretch_max_min": 120},
        {"hands_on_max_min": 121},
    ],
)
def test_half_a_rule_is_no_rule(place: cast.Place, rules: dict[str, int]) -> None:
    for of in (place.salon, place.people["Aino"], place.offers["back_massage"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            rule(of, **rules)


def test_salons_without_rules_pay_no_statement(place: cast.Place, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        starts(place)
    ruled(place, place.salon, hands_on_max_min=240)
    with django_assert_num_queries(4):
        starts(place)
    assert Salon.objects.get().has_rules is True


def test_a_search_shows_what_the_salons_page_shows(place: cast.Place) -> None:
    ruled(place, place.people["Aino"], hands_on_max_min=120, step_min=30)
    ruled(place, place.rooms["Room 1"], recover_min=30)
    book(place, NINE)
    question = Question(
        lat=place.salon.lat,
        lon=place.salon.lon,
        radius_m=1000,
        treatments=("back_massage",),
        duration_min=60,
        windows=[(NINE, EVENING)],
    )
    (hit,) = reads.search(question, limit=5, now=cast.NOW)

    assert [f"{at.astimezone(cast.HELSINKI):%H:%M}" for at in hit.starts_at] == starts(place)[:3]
    assert starts(place)[:3] == ["10:30", "11:00", "11:30"]
    book(place, NINE + 2 * HOUR)
    assert reads.search(question, limit=5, now=cast.NOW) == []
