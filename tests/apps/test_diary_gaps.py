"""The gap benefit: what is shown with a time is granted with it, and nothing else is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.apps.gaps_cast import (
    FIVE_OFF,
    LATER,
    MAYA,
    PILLOW,
    TEN_PERCENT,
    TUESDAY,
    booked,
    cancelled,
    carrying,
    confirmed,
    filling,
    giving,
    held,
    kinds,
    run_by,
    terms,
)
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.diary import actions, reads
from unknot.diary.models import Hold, Part
from unknot.diary.questions import Question
from unknot.salons.actions import rule
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    """Aino alone, with a visit at 9 and one at 11: an hour between them is a hole. Five euros off for who fills it."""
    return run_by("Aino")


@pytest.fixture
def two() -> cast.Place:
    """The same with Mikael, whose day is empty."""
    return run_by("Aino", "Mikael")


def test_only_the_time_that_fills_the_hole_carries_it_and_all_times_are_shown(place: cast.Place) -> None:
    with_it = reads.slots(place.offers["back_massage"], **TUESDAY)
    assert carrying(place) == {"10:00": FIVE_OFF}
    assert filling(place) == ["10:00"]

    giving(place, NOTHING)
    without = reads.slots(place.offers["back_massage"], **TUESDAY)
    assert carrying(place) == {}
    assert filling(place) == []
    assert [each.starts_at for each in with_it] == [each.starts_at for each in without]


def test_a_search_shows_the_same(place: cast.Place) -> None:
    question = Question(
        lat=60.18,
        lon=24.95,
        radius_m=2000,
        treatments=["back_massage"],
        duration_min=60,
        windows=[(cast.wall(2, 0), cast.wall(3, 0))],
    )
    (hit,) = reads.search(question, limit=3, now=cast.NOW)
    assert hit.benefits == [FIVE_OFF, NOTHING, NOTHING]
    (found,) = reads.named([hit])
    assert [each.benefit for each in found.slots] == hit.benefits


@pytest.mark.parametrize(
    ("benefit", "price_minor", "off_minor"),
    [(FIVE_OFF, 6700, 500), (TEN_PERCENT, 6480, 720), (PILLOW, 7200, 0)],
)
def test_it_is_held_and_booked_as_it_was_shown(
    place: cast.Place, benefit: Benefit, price_minor: int, off_minor: int
) -> None:
    giving(place, benefit)
    kept = held(place, 10)
    part = confirmed(kept)

    assert terms(kept) == terms(part) == benefit
    assert (part.price_minor, part.off_minor, part.list_minor) == (price_minor, off_minor, 7200)
    assert kinds() == []


def test_any_other_time_costs_what_it_always_does(place: cast.Place) -> None:
    part = confirmed(held(place, 13))

    assert terms(part) == NOTHING
    assert (part.price_minor, part.off_minor) == (7200, 0)


def test_it_is_not_lost_once_it_is_held(place: cast.Place) -> None:
    """Neither when the visits around it go, nor when the salon chooses otherwise, nor when the hold has run out."""
    kept = held(place, 10)
    cancelled(place, 9)
    cancelled(place, 11)
    giving(place, NOTHING)

    assert terms(confirmed(kept, LATER)) == FIVE_OFF
    assert kinds() == []


def test_it_is_not_granted_when_the_hole_has_gone_between_showing_and_holding(place: cast.Place) -> None:
    assert filling(place) == ["10:00"]
    cancelled(place, 9)

    assert terms(held(place, 10)) == NOTHING


def test_what_is_only_held_makes_no_hole(place: cast.Place) -> None:
    """Nobody makes a time cheaper by holding the one beside it."""
    held(place, 15)

    assert filling(place) == ["10:00"]
    confirmed(held(place, 16))
    confirmed(held(place, 14))
    assert filling(place) == ["10:00"]


def test_a_salons_own_booking_is_judged_likewise(place: cast.Place) -> None:
    assert booked(place, 10, by="desk:1").parts.get().price_minor == 6700
    assert booked(place, 14, by="desk:1").parts.get().price_minor == 7200


def test_her_own_hold_is_in_nobodys_way_and_the_turn_is_as_the_next_hold_gives_it(two: cast.Place) -> None:
    """Her hold makes Mikael the busier one; but it gives way, and then it is his turn."""
    mine = held(two, 13, practitioner=two.people["Mikael"], visitor=MAYA)
    held(two, 14, practitioner=two.people["Mikael"])
    assert filling(two) == ["10:00"]

    own = reads.own_time(two.salon.pk, hold_id=mine.pk)
    is_shown = "10:00" in filling(two, given_back=own)
    assert terms(held(two, 10, visitor=MAYA)).is_any == is_shown
    assert not is_shown


def test_it_hangs_on_whose_turn_it_is(two: cast.Place) -> None:
    """Mikael has nothing to do yet: the time at ten is his, and his day is empty. Aino's is had by asking for her."""
    assert filling(two) == []
    assert terms(held(two, 10)) == NOTHING
    aino = two.people["Aino"]
    assert filling(two, practitioner=aino) == filling(two, preferred=aino) == ["10:00"]
    assert terms(held(two, 10, practitioner=aino)) == FIVE_OFF


def test_several_together_carry_none(two: cast.Place) -> None:
    """Aino's part alone would fill her hole at ten."""
    back = two.offers["back_massage"]
    assert filling(two, also=[back]) == []
    kept = held(two, 10, also=[back])

    assert {kept.practitioner.name, kept.followers.get().practitioner.name} == {"Aino", "Mikael"}
    assert [terms(each) for each in (kept, kept.followers.get())] == [NOTHING, NOTHING]


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
        giving(place, Benefit(extra="a detox tea"))
    assert Salon.objects.get().gap_extra == ""


def test_a_price_without_a_reason_is_not_to_be_written(place: cast.Place) -> None:
    part = booked(place, 14).parts.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(price_minor=6700, off_minor=500)
