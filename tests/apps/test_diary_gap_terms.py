"""The gap benefit of a visit: by what it is kept, by what it is judged anew, and how its price is proved."""

import pytest

from tests import cast
from tests.apps import waiting_cast
from tests.apps.gaps_cast import (
    FIVE_OFF,
    LATER,
    TEN_PERCENT,
    booked,
    cancelled,
    confirmed,
    giving,
    held,
    kinds,
    moved,
    run_by,
)
from unknot.core.money.benefit import Benefit
from unknot.diary import actions, gaps
from unknot.diary.models import Appointment, Part
from unknot.diary.values import GAP_GONE, Refusal
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    """Aino alone, with a visit at 9 and one at 11: an hour between them is a hole. Five euros off for who fills it."""
    return run_by("Aino")


def test_a_move_is_judged_anew(place: cast.Place) -> None:
    visit = booked(place, 14)
    assert isinstance(moved(visit, 10), Appointment)
    assert visit.parts.get().price_minor == 6700
    visit.refresh_from_db()
    assert isinstance(moved(visit, 15), Appointment)
    assert (visit.parts.get().price_minor, visit.parts.get().off_minor) == (7200, 0)
    assert kinds() == []


def test_a_move_to_what_no_longer_comes_with_it_is_refused_and_the_visit_stays(place: cast.Place) -> None:
    visit = booked(place, 14)
    cancelled(place, 9)

    assert moved(visit, 10, promised=gaps.shown(FIVE_OFF)) == Refusal(GAP_GONE)
    visit.refresh_from_db()
    assert visit.starts_at == cast.wall(2, 14)
    assert isinstance(moved(visit, 10), Appointment)


def test_a_move_to_what_comes_with_something_else_by_now_is_refused(place: cast.Place) -> None:
    visit = booked(place, 14)
    giving(place, TEN_PERCENT)

    assert moved(visit, 10, promised=gaps.shown(FIVE_OFF)) == Refusal(GAP_GONE)
    assert isinstance(moved(visit, 10, promised=gaps.shown(TEN_PERCENT)), Appointment)


def test_whom_the_salon_moves_keeps_what_she_has(place: cast.Place) -> None:
    cheaper, usual = booked(place, 10), booked(place, 14)

    moved(cheaper, 15, by="desk:1")
    moved(usual, 10, by="desk:1")

    assert cheaper.parts.get().price_minor == 6700
    assert usual.parts.get().price_minor == 7200
    assert kinds() == []


def test_check_finds_a_price_that_is_not_what_the_terms_say(place: cast.Place) -> None:
    part = confirmed(held(place, 10))
    Part.objects.filter(pk=part.pk).update(price_minor=6600, off_minor=600)
    assert kinds() == ["otherwise_off"]


def test_check_finds_a_benefit_that_its_salon_had_not_chosen_by_then(place: cast.Place) -> None:
    part = booked(place, 10).parts.get()
    Part.objects.filter(pk=part.pk).update(price_minor=6600, off_minor=600, gap_off_minor=600)
    assert kinds() == ["benefit_never_chosen"]
    giving(place, Benefit(off_minor=600))
    assert kinds() == []
    Fact.objects.filter(kind="salon.gap_benefit_chosen").update(at=LATER)
    assert kinds() == ["benefit_never_chosen"]


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
