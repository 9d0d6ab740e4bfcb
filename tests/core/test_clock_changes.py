"""Opening hours on the days when clocks change, zone by zone, as weekly hours and as dated exceptions.

The blocks are those a rival's engine was measured with: it gets 140 of 812 such checks wrong, all on
change days: night, morning, day and evening hours, some inside the change, some far from it.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.core.core_question import core_shifts, core_starts
from tests.core.slow_clock import Case, cut_shifts, starts
from tests.core.weeks import change_days
from unknot.core.hours import instant

BLOCKS = {
    "night": (0, 480),
    "small hours": (30, 360),
    "night to noon": (60, 720),
    "inside the change": (90, 210),
    "morning": (360, 600),
    "afternoon": (780, 1020),
    "evening": (1080, 1320),
    "past midnight": (1320, 1680),
    "all day": (0, 1440),
}
FAMILIES = {
    "Europe/Warsaw": (2026, 2027, 2028),
    "America/New_York": (2026, 2027, 2028),
    "Africa/Cairo": (2014, 2026, 2027),
    "America/Santiago": (2026, 2027, 2028),
    "Australia/Lord_Howe": (2026, 2027, 2028),
    "America/St_Johns": (2011, 2026, 2027),
    "Africa/Casablanca": (2027, 2028),
    "America/Havana": (2027, 2028),
    "Asia/Beirut": (2027, 2028),
    "Pacific/Apia": (2011, 2021),
}
EDGES = [(zone, day) for zone, years in FAMILIES.items() for year in years for day in change_days(zone, year)]
EDGES += [("Asia/Kathmandu", date(2027, 3, 28)), ("Asia/Kathmandu", date(2027, 10, 31))]


def around(zone: str, day: date, block: tuple[int, int], as_exceptions: bool) -> Case:
    days = [day + timedelta(days=n) for n in (-2, -1, 0, 1)]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Case(
        zone=zone,
        now=noon - timedelta(days=30),
        weekly=((),) * 7 if as_exceptions else ((block,),) * 7,
        exceptions=dict.fromkeys(days, (block,)) if as_exceptions else {},
        busy=[],
        duration_min=30,
        step_min=60,
        buffer_before_min=0,
        buffer_after_min=0,
        notice_min=0,
        starts_from=noon - timedelta(hours=30),
        starts_until=noon + timedelta(hours=22),
    )


@pytest.mark.parametrize("as_exceptions", [False, True], ids=["weekly", "exceptions"])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("zone", sorted({zone for zone, _ in EDGES}))
def test_hours_are_right_on_every_change_day(zone: str, block: str, as_exceptions: bool) -> None:
    for day in (day for edge_zone, day in EDGES if edge_zone == zone):
        case = around(zone, day, BLOCKS[block], as_exceptions)
        assert core_starts(case) == starts(case), day
        asked = (zone, case.weekly, case.exceptions, day, day)
        assert core_shifts(*asked) == cut_shifts(*asked), day


def test_there_are_more_checks_than_the_rival_was_given() -> None:
    assert len(EDGES) * len(BLOCKS) * 2 >= 812


# Written down by hand from the calendars, so that the walk above is not the only witness.
@pytest.mark.parametrize(
    ("zone", "day", "hours", "expected"),
    [
        ("Europe/Warsaw", date(2027, 3, 28), (0, 480), "27 23:00 - 28 06:00"),
        ("Europe/Warsaw", date(2027, 3, 28), (540, 1020), "28 07:00 - 28 15:00"),
        ("Europe/Warsaw", date(2027, 10, 31), (60, 720), "30 23:00 - 31 11:00"),
        ("America/New_York", date(2027, 3, 14), (360, 600), "14 10:00 - 14 14:00"),
        ("America/New_York", date(2027, 3, 14), (780, 1020), "14 17:00 - 14 21:00"),
        ("America/New_York", date(2027, 11, 7), (780, 1020), "07 18:00 - 07 22:00"),
        ("America/New_York", date(2027, 11, 7), (0, 480), "07 04:00 - 07 13:00"),
        ("Africa/Cairo", date(2027, 4, 30), (0, 480), "29 22:00 - 30 05:00"),
        ("Africa/Cairo", date(2027, 4, 30), (540, 1020), "30 06:00 - 30 14:00"),
        ("America/Santiago", date(2027, 9, 5), (540, 1020), "05 12:00 - 05 20:00"),
        ("America/Santiago", date(2027, 9, 5), (0, 480), "05 04:00 - 05 11:00"),
        ("Australia/Lord_Howe", date(2027, 10, 3), (0, 480), "02 13:30 - 02 21:00"),
        ("Australia/Lord_Howe", date(2027, 4, 4), (0, 480), "03 13:00 - 03 21:30"),
        ("America/St_Johns", date(2027, 3, 14), (0, 480), "14 03:30 - 14 10:30"),
        ("America/St_Johns", date(2011, 3, 13), (60, 480), "13 03:35 - 13 10:30"),
        ("Asia/Kathmandu", date(2027, 3, 28), (540, 1020), "28 03:15 - 28 11:15"),
        ("Pacific/Apia", date(2011, 12, 31), (540, 600), "30 19:00 - 30 20:00"),
    ],
)
def test_hours_become_these_instants(zone: str, day: date, hours: tuple[int, int], expected: str) -> None:
    found = core_shifts(zone, ((),) * 7, {day: (hours,)}, day, day)
    assert [f"{instant(begins):%d %H:%M} - {instant(ends):%d %H:%M}" for begins, ends, _ in found] == [
        expected
    ]


def test_hourly_starts_across_the_night_that_loses_an_hour() -> None:
    case = around("Europe/Warsaw", date(2027, 3, 28), (60, 420), as_exceptions=True)
    night = [f"{start:%H}" for start in core_starts(case) if start.date() == date(2027, 3, 28)]
    assert night == ["00", "01", "02", "03", "04", "23"]
