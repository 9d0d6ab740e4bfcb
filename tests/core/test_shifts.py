"""Shifts: when a salon works, in ticks, whatever the clocks do."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.core.core_question import core_shifts
from tests.core.slow_clock import Hours, cut_shifts
from tests.core.weeks import WHOLE_DAY, ZONES, days_of_interest, random_exceptions, random_week
from unknot.core.hours import WallSpan, instant, later, tick_ceil, tick_floor

WARSAW = "Europe/Warsaw"
CLOSED: tuple[Hours, ...] = ((),) * 7


def every_day(*hours: tuple[int, int]) -> tuple[Hours, ...]:
    return (tuple(hours),) * 7


def shown(zone: str, week: tuple[Hours, ...], days: dict[date, Hours], first: date, last: date) -> list[str]:
    found = core_shifts(zone, week, days, first, last)
    return [
        f"{instant(starts):%d %H:%M}-{instant(ends):%d %H:%M} @{instant(anchor):%d %H:%M}"
        for starts, ends, anchor in found
    ]


def test_a_skipped_hour_is_no_time_and_joins_what_it_parts() -> None:
    hours = every_day((60, 120), (180, 300))
    assert shown(WARSAW, hours, {}, date(2027, 3, 28), date(2027, 3, 28)) == ["28 00:00-28 03:00 @28 00:00"]


def test_hours_that_lie_in_the_skipped_hour_do_not_exist() -> None:
    assert shown(WARSAW, every_day((125, 175)), {}, date(2027, 3, 28), date(2027, 3, 28)) == []


def test_a_repeated_hour_counts_twice() -> None:
    assert shown(WARSAW, every_day((120, 180)), {}, date(2027, 10, 31), date(2027, 10, 31)) == [
        "31 00:00-31 02:00 @31 00:00"
    ]


def test_half_of_a_repeated_hour_comes_as_two_shifts() -> None:
    assert shown(WARSAW, every_day((120, 150)), {}, date(2027, 10, 31), date(2027, 10, 31)) == [
        "31 00:00-31 00:30 @31 00:00",
        "31 01:00-31 01:30 @31 01:00",
    ]


def test_touching_and_overlapping_spans_are_one_shift() -> None:
    hours = every_day((540, 600), (600, 660), (630, 700))
    assert shown("UTC", hours, {}, date(2027, 6, 1), date(2027, 6, 1)) == ["01 09:00-01 11:40 @01 09:00"]


def test_a_shift_past_midnight_is_cut_to_the_day_but_keeps_its_anchor() -> None:
    hours = every_day((22 * 60 + 20, 28 * 60))
    assert shown("UTC", hours, {}, date(2027, 6, 1), date(2027, 6, 1)) == [
        "01 00:00-01 04:00 @31 22:20",
        "01 22:20-02 00:00 @01 22:20",
    ]


def test_closing_sunday_leaves_saturday_night_whole() -> None:
    saturday: tuple[Hours, ...] = ((), (), (), (), (), ((1320, 1680),), ((600, 900),))
    sunday = date(2027, 6, 6)
    assert shown("UTC", saturday, {sunday: ()}, sunday - timedelta(days=1), sunday) == [
        "05 22:00-06 04:00 @05 22:00"
    ]


def test_an_exception_replaces_the_spans_that_begin_on_its_day() -> None:
    day = date(2027, 6, 2)
    assert shown("UTC", every_day((540, 600)), {day: ((720, 780),)}, day, day) == [
        "02 12:00-02 13:00 @02 12:00"
    ]


def test_a_run_of_exactly_24_hours_is_one_shift() -> None:
    week: tuple[Hours, ...] = (((600, 2040),), (), (), (), (), (), ())
    assert shown("UTC", week, {}, date(2027, 6, 7), date(2027, 6, 8)) == ["07 10:00-08 10:00 @07 10:00"]


def test_a_run_longer_than_24_hours_hangs_anew_on_each_midnight() -> None:
    week: tuple[Hours, ...] = (((600, 2040),), ((600, 605),), (), (), (), (), ())
    assert shown("UTC", week, {}, date(2027, 6, 7), date(2027, 6, 8)) == [
        "07 10:00-08 00:00 @07 10:00",
        "08 00:00-08 10:05 @08 00:00",
    ]


def test_24_hours_on_the_wall_are_25_when_the_clock_goes_back() -> None:
    week: tuple[Hours, ...] = ((), (), (), (), (), ((600, 2040),), ())
    assert shown(WARSAW, week, {}, date(2027, 10, 30), date(2027, 10, 31)) == [
        "30 08:00-30 22:00 @30 08:00",
        "30 22:00-31 09:00 @30 22:00",
    ]


def test_a_salon_that_never_closes_hangs_on_every_local_midnight() -> None:
    assert shown("Asia/Kathmandu", (WHOLE_DAY,) * 7, {}, date(2027, 6, 1), date(2027, 6, 2)) == [
        "31 18:15-01 18:15 @31 18:15",
        "01 18:15-02 18:15 @01 18:15",
    ]


def test_a_day_that_the_zone_skipped_has_no_time() -> None:
    friday = date(2011, 12, 30)
    assert core_shifts("Pacific/Apia", every_day((540, 600)), {}, friday, friday) == []
    assert core_shifts("Pacific/Apia", (WHOLE_DAY,) * 7, {}, friday, friday) == []


def test_no_hours_no_shifts() -> None:
    assert core_shifts(WARSAW, CLOSED, {}, date(2027, 1, 1), date(2027, 12, 31)) == []


@pytest.mark.parametrize("zone", ZONES)
def test_shifts_equal_a_walk_over_the_wall_clock(zone: str) -> None:
    dice = random.Random(f"shifts {zone}")
    for _ in range(90):
        day = dice.choice(days_of_interest(zone)) + timedelta(days=dice.randint(-2, 1))
        week, days = random_week(dice), random_exceptions(dice, day)
        last = day + timedelta(days=dice.choice((0, 0, 1, 3)))
        assert core_shifts(zone, week, days, day, last) == cut_shifts(zone, week, days, day, last)


@pytest.mark.parametrize("zone", ZONES)
def test_days_asked_one_by_one_make_up_the_days_asked_at_once(zone: str) -> None:
    dice = random.Random(f"days {zone}")
    for _ in range(60):
        first = dice.choice(days_of_interest(zone)) - timedelta(days=3)
        days = [first + timedelta(days=n) for n in range(7)]
        week, others = random_week(dice), random_exceptions(dice, first)
        at_once = core_shifts(zone, week, others, days[0], days[-1])
        singly = [shift for day in days for shift in core_shifts(zone, week, others, day, day)]
        assert joined_by_anchor(singly) == joined_by_anchor(at_once)


def joined_by_anchor(shifts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for starts, ends, anchor in shifts:
        if found and found[-1][1:] == (starts, anchor):
            found[-1] = (found[-1][0], ends, anchor)
        else:
            found.append((starts, ends, anchor))
    return found


@pytest.mark.parametrize(
    ("from_min", "to_min", "field"),
    [
        (-5, 60, "from_min"),
        (1440, 1500, "from_min"),
        (3, 60, "from_min"),
        (60, 60, "to_min"),
        (60, 55, "to_min"),
        (60, 1505, "to_min"),
        (60, 63, "to_min"),
    ],
)
def test_a_span_outside_its_limits_names_the_field(from_min: int, to_min: int, field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field} "):
        WallSpan(from_min, to_min)


def test_a_span_may_last_exactly_24_hours() -> None:
    assert WallSpan(60, 1500) == (60, 1500)
    assert WallSpan(0, 5) == (0, 5)


def test_instants_become_ticks_downwards_or_upwards() -> None:
    eight = datetime(2027, 3, 28, 8, tzinfo=UTC)
    tick = tick_floor(eight)
    assert instant(tick) == eight
    assert tick_ceil(eight) == tick
    assert tick_floor(eight + timedelta(minutes=5, microseconds=-1)) == tick
    assert tick_ceil(eight + timedelta(microseconds=1)) == tick + 1
    assert tick_floor(eight - timedelta(microseconds=1)) == tick - 1


def test_elapsed_minutes_are_not_wall_minutes() -> None:
    before = datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo(WARSAW))
    assert later(before, 60) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("ask", [tick_floor, tick_ceil, lambda naive: later(naive, 1)])
def test_an_instant_without_a_zone_is_refused(ask: Callable[[datetime], object]) -> None:
    with pytest.raises(TypeError):
        ask(datetime(2027, 3, 28))  # noqa: DTZ001
