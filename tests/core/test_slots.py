"""Slots: when an appointment can start, with everything in the way."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.core_question import core_starts
from tests.core.slow_clock import Case, starts
from tests.core.weeks import WHOLE_DAY, ZONES, random_case
from unknot.core.availability import slots
from unknot.core.hours import WallSpan

MONDAY = datetime(2027, 6, 7, tzinfo=UTC)
NINE_TO_NOON = Case(
    zone="UTC",
    now=MONDAY - timedelta(days=9),
    weekly=(((540, 720),),) * 7,
    exceptions={},
    busy=[],
    duration_min=60,
    step_min=30,
    buffer_before_min=0,
    buffer_after_min=0,
    notice_min=0,
    starts_from=MONDAY,
    starts_until=MONDAY + timedelta(days=1),
)


def at(hour: int, minute: int = 0, second: float = 0) -> datetime:
    return MONDAY + timedelta(hours=hour, minutes=minute, seconds=second)


def shown(**other: Any) -> list[str]:
    return [f"{start:%H:%M}" for start in core_starts(NINE_TO_NOON._replace(**other))]


def test_the_last_start_ends_with_the_shift() -> None:
    assert shown() == ["09:00", "09:30", "10:00", "10:30", "11:00"]


def test_from_counts_and_to_does_not() -> None:
    assert shown(starts_from=at(9, 30), starts_until=at(10, 30)) == ["09:30", "10:00"]
    tiny = timedelta(microseconds=1)
    assert shown(starts_from=at(9, 30) + tiny, starts_until=at(10, 30) + tiny) == ["10:00", "10:30"]


def test_a_window_may_be_shorter_than_a_tick() -> None:
    assert shown(starts_from=at(9, 29, 59.9), starts_until=at(9, 30, 0.1)) == ["09:30"]
    assert shown(starts_from=at(9, 30, 0.1), starts_until=at(9, 30, 0.2)) == []


def test_exactly_now_and_notice_counts() -> None:
    assert shown(now=at(9), notice_min=60) == ["10:00", "10:30", "11:00"]
    assert shown(now=at(9, 0, 0.000001), notice_min=60) == ["10:30", "11:00"]
    assert shown(now=at(9, 0, 30), notice_min=59.5) == ["10:00", "10:30", "11:00"]


def test_busy_time_owns_its_start_and_not_its_end() -> None:
    assert shown(busy=[(at(10), at(10, 30))]) == ["09:00", "10:30", "11:00"]
    assert shown(busy=[(at(8), at(9))]) == ["09:00", "09:30", "10:00", "10:30", "11:00"]


def test_busy_time_widens_outwards_to_the_tick() -> None:
    assert shown(busy=[(at(9, 59, 59.9), at(10, 0))]) == ["10:00", "10:30", "11:00"]
    assert shown(busy=[(at(8), at(9, 0, 0.001))]) == ["09:30", "10:00", "10:30", "11:00"]
    assert shown(step_min=5, busy=[(at(8), at(9, 40, 1))])[0] == "09:45"


def test_buffers_must_be_clear_but_may_lie_outside_the_shift() -> None:
    assert shown(buffer_before_min=600, buffer_after_min=600) == ["09:00", "09:30", "10:00", "10:30", "11:00"]
    assert shown(buffer_after_min=30, busy=[(at(12, 25), at(13))]) == ["09:00", "09:30", "10:00", "10:30"]
    assert shown(buffer_before_min=30, busy=[(at(8), at(8, 35))]) == ["09:30", "10:00", "10:30", "11:00"]
    assert shown(buffer_before_min=30, busy=[(at(8), at(8, 30))])[0] == "09:00"


def test_the_grid_hangs_on_the_shift_whatever_cuts_into_it() -> None:
    grid = {"weekly": (((550, 1000),),) * 7, "step_min": 45}
    assert shown(**grid)[:4] == ["09:10", "09:55", "10:40", "11:25"]
    assert shown(**grid, busy=[(at(9, 10), at(9, 20))])[0] == "09:55"
    assert shown(**grid, starts_from=at(9, 20))[0] == "09:55"
    assert shown(**grid, now=at(9, 12), notice_min=1)[0] == "09:55"


def test_the_grid_of_a_night_shift_hangs_on_the_evening_before() -> None:
    night = {"weekly": (((1340, 1680),),) * 7, "step_min": 50}
    assert shown(**night, duration_min=30) == ["00:00", "00:50", "01:40", "02:30", "03:20", "22:20", "23:10"]


def test_an_appointment_may_cross_midnight_in_a_salon_that_never_closes() -> None:
    whole = {"weekly": (WHOLE_DAY,) * 7, "step_min": 420, "duration_min": 600}
    assert shown(**whole) == ["00:00", "07:00", "14:00", "21:00"]


def test_closing_sunday_leaves_saturday_night_bookable() -> None:
    saturday = ((), (), (), (), (), ((1320, 1680),), ((600, 900),))
    sunday = datetime(2027, 6, 6, tzinfo=UTC)
    window = {"starts_from": sunday, "starts_until": sunday + timedelta(days=1)}
    assert shown(weekly=saturday, exceptions={date(2027, 6, 6): ()}, step_min=60, **window) == [
        "00:00",
        "01:00",
        "02:00",
        "03:00",
    ]


def test_no_hours_no_starts() -> None:
    assert shown(weekly=((),) * 7) == []


def test_a_window_that_is_over_gives_nothing() -> None:
    assert shown(now=at(30)) == []


@pytest.mark.parametrize("zone", ZONES)
def test_slots_equal_a_walk_over_the_wall_clock(zone: str) -> None:
    dice = random.Random(f"slots {zone}")
    for number in range(280):
        case = random_case(dice, zone)
        assert core_starts(case) == starts(case), number


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), zone=st.sampled_from(ZONES), data=st.data())
def test_any_question_around_a_clock_change(seed: int, zone: str, data: st.DataObject) -> None:
    case = random_case(random.Random(seed), zone)
    case = case._replace(
        duration_min=data.draw(st.integers(1, 400)) * 5,
        step_min=data.draw(st.integers(1, 80)) * 5,
        buffer_before_min=data.draw(st.integers(0, 60)) * 5,
        buffer_after_min=data.draw(st.integers(0, 60)) * 5,
        notice_min=data.draw(st.integers(0, 4000)),
    )
    assert core_starts(case) == starts(case)


def test_a_long_window_equals_the_short_ones_it_is_made_of() -> None:
    dice = random.Random("long")
    since = datetime(2026, 12, 1, 3, 7, 9, tzinfo=UTC)
    months = [since + timedelta(days=30 * n) for n in range(18)]
    busy = [(day, day + timedelta(minutes=dice.choice((30, 700, 20_000)))) for day in months]
    busy += [(since + timedelta(hours=7 * n), since + timedelta(hours=7 * n + 1)) for n in range(1_900)]
    dice.shuffle(busy)
    case = NINE_TO_NOON._replace(
        zone="Europe/Warsaw",
        weekly=(WHOLE_DAY, ((0, 600),), (), WHOLE_DAY, ((1200, 1800),), WHOLE_DAY, WHOLE_DAY),
        busy=busy,
        buffer_before_min=150,
        buffer_after_min=105,
        now=since,
    )
    months.append(months[-1] + timedelta(days=30))
    whole = core_starts(case._replace(starts_from=months[0], starts_until=months[-1]))
    parts = [
        start
        for opens, closes in pairwise(months)
        for start in core_starts(case._replace(starts_from=opens, starts_until=closes))
    ]
    assert whole == parts
    assert len(whole) > 1_000


@pytest.mark.parametrize(
    ("field", "minutes"),
    [
        ("duration_min", 0),
        ("duration_min", 7),
        ("step_min", 0),
        ("step_min", -5),
        ("buffer_before_min", 3),
        ("buffer_before_min", -5),
        ("buffer_after_min", 1),
    ],
)
def test_minutes_that_fill_no_ticks_name_their_field(field: str, minutes: int) -> None:
    asked: dict[str, Any] = {"duration_min": 60, "step_min": 15, field: minutes}
    with pytest.raises(ValueError, match=f"^{field} "):
        slots(
            zone="UTC",
            now=MONDAY,
            weekly=((WallSpan(540, 720),),) * 7,
            exceptions=(),
            busy=(),
            starts_from=MONDAY,
            starts_until=at(24),
            **asked,
        )
