"""What a gap benefit may be, what the check finds of it, and what comes of it with rules, midnight and waiting."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.apps import waiting_cast
from tests.apps.test_diary_gaps import (
    FIVE_OFF,
    TUESDAY,
    booked,
    cancelled,
    confirmed,
    filling,
    giving,
    held,
    kinds,
    place,
    terms,
    two,
)
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import actions, reads
from unknot.diary.models import Hold, Part
from unknot.salons.actions import give, rule
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db
__all__ = ["place", "two"]


def test_turnover_and_rules_bind_as_always(place: cast.Place) -> None:
    """Of an hour and a half Aino takes an hour and a quarter, so that little is left whenever she begins."""
    giving(place, FIVE_OFF, rest_min=20)
    cancelled(place, 11)
    booked(place, 11, 30)
    assert filling(place) == ["10:15"]
    rule(place.people["Aino"], recover_min=15)
    place.salon.refresh_from_db()
    place.offers["back_massage"].refresh_from_db()
    place.offers["back_massage"].salon = place.salon

    assert filling(place) == ["10:00", "10:15"]
    assert terms(held(place, 10, 15)) == FIVE_OFF


def test_what_lies_behind_midnight_is_seen_by_who_shows_and_by_who_holds() -> None:
    """Aino works until two: a visit at eleven would leave two hours of the next day."""
    made = cast.salon()
    cast.hours(made.salon, None, range(5), (20 * 60, 26 * 60))
    cast.practitioner(made, "Aino", "back_massage", shifts=((20 * 60, 26 * 60),))
    cast.room(made, "Room 1")
    cast.offer(made)
    giving(made.open(), FIVE_OFF, rest_min=120)
    booked(made, 22)

    early, late = ["20:00", "20:15", "20:30", "20:45", "21:00"], ["23:15", "23:30", "23:45"]
    assert filling(made) == early + late
    assert terms(held(made, 23)) == NOTHING
    actions.end(Hold.objects.get(), clock=cast.clock_at())
    assert terms(held(made, 23, 15)) == FIVE_OFF


def test_a_salon_that_gives_nothing_costs_no_statement_more(place: cast.Place) -> None:
    for benefit in (NOTHING, FIVE_OFF):
        giving(place, benefit)
        with CaptureQueriesContext(connection) as asked:
            reads.times(place.offers["back_massage"], **TUESDAY)
            reads.slots(place.offers["back_massage"], **TUESDAY)
        assert len(asked) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"gap_percent": 10, "gap_off_minor": 500},
        {"gap_percent": 10, "gap_extra": "tea"},
        {"gap_off_minor": 500, "gap_extra": "tea"},
        {"gap_percent": 51},
        {"gap_rest_min": 0},
        {"gap_rest_min": 125},
        {"gap_rest_min": 31},
    ],
)
def test_the_database_keeps_the_choice_within_what_can_be(
    place: cast.Place, wrong: dict[str, object]
) -> None:
    giving(place, NOTHING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Salon.objects.update(**wrong)


def test_an_extra_may_not_promise_what_nobody_can_keep(place: cast.Place) -> None:
    with pytest.raises(ValidationError):
        give(place.salon, Benefit(extra="a detox tea"), rest_min=30)
    assert Salon.objects.get().gap_extra == ""


def test_a_price_without_a_reason_is_not_to_be_written(place: cast.Place) -> None:
    part = booked(place, 14).parts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(price_minor=6700, off_minor=500)


def test_check_finds_a_price_that_is_not_what_the_terms_say(place: cast.Place) -> None:
    part = confirmed(held(place, 10))
    Part.objects.filter(pk=part.pk).update(price_minor=6600, off_minor=600)
    assert kinds() == ["otherwise_off"]


def test_check_finds_a_benefit_that_is_gone_since_the_hold(place: cast.Place) -> None:
    part = confirmed(held(place, 10))
    Part.objects.filter(pk=part.pk).update(price_minor=7200, off_minor=0, gap_off_minor=0)
    assert kinds() == ["benefit_not_as_held"]


def test_who_takes_the_turn_that_is_kept_for_her_gets_what_was_kept_with_it() -> None:
    """Her own visit is beside it: once that has gone the hole is larger than what she takes."""
    made = giving(waiting_cast.one_pair_of_hands(), FIVE_OFF)
    visits = waiting_cast.full(made)
    waiting = waiting_cast.visit_waits(visits[13])
    waiting_cast.cancelled(visits[12])
    assert waiting_cast.served(made) == 1

    actions.take_turn(waiting, clock=cast.clock_at())

    part = visits[13].parts.get()
    assert (part.starts_at, part.price_minor) == (cast.wall(2, 12), 6700)
    assert kinds() == []


def test_who_is_moved_at_once_without_being_asked_keeps_her_price() -> None:
    made = waiting_cast.one_pair_of_hands()
    visits = waiting_cast.full(made)
    giving(made, FIVE_OFF)
    waiting_cast.visit_waits(visits[16], at_once=True)
    waiting_cast.cancelled(visits[12])
    assert waiting_cast.served(made) == 1

    part = visits[16].parts.get()
    assert (part.starts_at, part.price_minor) == (cast.wall(2, 12), 7200)
