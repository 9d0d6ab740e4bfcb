"""The times that are offered to somebody who comes again: like last time, soon, and not all on one weekday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.availability.again import WallStart, most_alike

THURSDAY = date(2026, 11, 26)
HALF_PAST_FIVE = 17 * 60 + 30


def alike(*free: tuple[int, int]) -> list[tuple[int, int]]:
    """Starts as (days after the Thursday, minute), ranked as for a visit on a Thursday at 17:30."""
    starts = [WallStart(THURSDAY + timedelta(days=after), minute) for after, minute in free]
    return [free[place] for place in most_alike(3, HALF_PAST_FIVE, starts)]


@pytest.mark.parametrize(("hours_off", "first"), [(2, 0), (3, 14)])
def test_a_weeks_wait_weighs_as_much_as_an_hour(hours_off: int, first: int) -> None:
    assert alike((0, HALF_PAST_FIVE - hours_off * 60), (14, HALF_PAST_FIVE))[0][0] == first


def test_of_two_equal_weeks_the_sooner_comes_first() -> None:
    assert alike((7, HALF_PAST_FIVE), (0, HALF_PAST_FIVE))[0] == (0, HALF_PAST_FIVE)


@pytest.mark.parametrize(("minutes_off", "first"), [(119, 0), (120, 7)])
def test_less_than_two_hours_difference_is_not_worth_a_weeks_wait(minutes_off: int, first: int) -> None:
    for minute in (HALF_PAST_FIVE - minutes_off, HALF_PAST_FIVE + minutes_off):
        assert alike((0, minute), (7, HALF_PAST_FIVE))[0][0] == first


@pytest.mark.parametrize(("minutes_off", "first"), [(119, 0), (120, 1)])
def test_another_weekday_weighs_as_much_as_an_hour(minutes_off: int, first: int) -> None:
    assert alike((0, HALF_PAST_FIVE - minutes_off), (1, HALF_PAST_FIVE))[0][0] == first


def test_each_weekday_has_its_turn_before_one_comes_again() -> None:
    three_thursdays = ((0, HALF_PAST_FIVE), (7, HALF_PAST_FIVE), (14, HALF_PAST_FIVE))
    assert alike(*three_thursdays, (4, 9 * 60)) == [
        (0, HALF_PAST_FIVE),
        (4, 9 * 60),
        (7, HALF_PAST_FIVE),
        (14, HALF_PAST_FIVE),
    ]


def test_a_day_gives_the_time_nearest_to_the_usual_one_and_of_two_the_earlier() -> None:
    assert alike((0, 17 * 60), (0, 17 * 60 + 45), (1, 17 * 60), (1, 18 * 60)) == [
        (0, 17 * 60 + 45),
        (1, 17 * 60),
    ]


def test_the_clock_goes_around_at_midnight() -> None:
    starts = [WallStart(THURSDAY, 0), WallStart(THURSDAY, 22 * 60)]
    assert most_alike(3, 23 * 60 + 55, starts) == [0]


def test_an_hour_that_the_wall_shows_twice_is_offered_once() -> None:
    twice = WallStart(date(2026, 10, 25), 3 * 60)
    assert most_alike(6, 3 * 60, [twice, twice]) == [0]


def test_nothing_free_is_nothing_to_offer() -> None:
    assert most_alike(0, 0, []) == []


@given(
    st.integers(0, 6),
    st.integers(0, 1439),
    st.lists(st.tuples(st.integers(0, 27), st.integers(0, 1439)), max_size=40),
)
def test_each_day_is_offered_once_whatever_is_free(
    weekday: int, at_min: int, free: list[tuple[int, int]]
) -> None:
    starts = [WallStart(THURSDAY + timedelta(days=after), minute) for after, minute in free]
    days = [starts[place].on_date for place in most_alike(weekday, at_min, starts)]
    assert sorted(days) == sorted({start.on_date for start in starts})
    first_seven = [day.weekday() for day in days[: len({day.weekday() for day in days})]]
    assert len(set(first_seven)) == len(first_seven)
