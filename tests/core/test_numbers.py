"""Numbers on paper: hours of the week tick by tick, shares that are only told of enough, days between two walls."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unknot.core.hours import TICK_MIN, day_start, instant
from unknot.core.numbers import (
    Filled,
    Lived,
    Outcome,
    Source,
    Visit,
    by_days_ahead,
    days_ahead,
    faces,
    filled,
    middle_of,
    month_of,
    percent,
    revenue,
)
from unknot.core.tables import table, written

HELSINKI = "Europe/Helsinki"
ZONES = (HELSINKI, "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
SPRING = day_start(HELSINKI, date(2027, 3, 27))
A_WEEK = 7 * 288
runs = st.lists(st.tuples(st.integers(-50, A_WEEK), st.integers(1, 200)), max_size=5)


def visit(booked: datetime | None, starts: datetime, **more: object) -> Visit:
    values: dict[str, object] = {
        "practitioner": 1,
        "treatment": "back_massage",
        "starts_at": starts,
        "booked_at": booked,
        "outcome": Outcome.CAME,
        "cancelled_by": None,
        "source": Source.CLIENT,
        "price_minor": 7200,
        "off_minor": 0,
        "currency": "EUR",
        "person": "outi",
        **more,
    }
    return Visit(**values)  # type: ignore[arg-type]


def wall(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ZoneInfo(HELSINKI))


def spans(found: list[tuple[int, int]], base: int) -> list[tuple[int, int]]:
    return [(base + starts, base + starts + length) for starts, length in found]


@given(
    st.sampled_from(ZONES),
    st.dates(date(2001, 1, 1), date(2030, 12, 31)),
    runs,
    runs,
    runs,
    st.integers(0, A_WEEK),
)
@settings(max_examples=60, deadline=None)
def test_the_hours_of_the_week_are_what_each_tick_shows_on_the_wall(
    zone: str,
    day: date,
    worked: list[tuple[int, int]],
    taken: list[tuple[int, int]],
    shut: list[tuple[int, int]],
    length: int,
) -> None:
    base = day_start(zone, day)
    life = Lived(*(spans(each, base) for each in (worked, taken, shut)))
    expected: dict[tuple[int, int], Filled] = {}
    for tick in range(base, base + length):
        working, busy, blocked = (any(a <= tick < b for a, b, *_ in each) for each in life)
        at = instant(tick).astimezone(ZoneInfo(zone))
        had = expected.get((at.weekday(), at.hour), Filled(0, 0))
        if working and not blocked:
            expected[at.weekday(), at.hour] = Filled(
                had.working_min + TICK_MIN, had.taken_min + TICK_MIN * busy
            )
    found = filled(zone, base, base + length, [life])
    assert {key: each for key, each in found.items() if each.working_min} == expected


def test_practitioners_are_added_up() -> None:
    life = Lived([(SPRING, SPRING + 12)], [(SPRING, SPRING + 6)], [])
    assert filled(HELSINKI, SPRING, SPRING + 288, [life, life])[5, 0] == Filled(120, 60)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 19, None), (1, 20, 5), (0, 20, 0), (20, 20, 100), (1, 200, 1), (1, 201, 0)],
)
def test_a_share_is_told_from_twenty_on_and_rounded_to_the_nearest(
    part: int, whole: int, said: int | None
) -> None:
    assert percent(part, whole, least=20) == said


def test_nothing_is_a_share_of_nothing() -> None:
    assert percent(0, 0, least=0) is None


@pytest.mark.parametrize(
    ("booked", "starts", "days"),
    [
        (wall(1, 0), wall(1, 23, 55), 0),
        (wall(1, 23, 55), wall(2, 0), 1),
        # Less than 48 hours lie between these, and two midnights: the clock is put forward.
        (wall(27, 12), wall(29, 11, 59), 2),
        (wall(28, 2, 55), wall(28, 4), 0),
        (wall(2, 9), wall(1, 9), 0),
    ],
)
def test_days_ahead_count_midnights_on_the_wall(booked: datetime, starts: datetime, days: int) -> None:
    assert days_ahead([visit(booked, starts)], HELSINKI) == [days]


def test_what_was_agreed_on_elsewhere_has_no_days_ahead() -> None:
    assert days_ahead([visit(None, wall(1, 9))], HELSINKI) == []


@pytest.mark.parametrize(("days", "group"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (14, 4)])
def test_each_number_of_days_lies_in_one_group(days: int, group: int) -> None:
    assert [n for n, count in enumerate(by_days_ahead([days])) if count] == [group]


@pytest.mark.parametrize(("days", "group"), [(15, 5), (30, 5), (31, 6), (400, 6)])
def test_the_last_group_has_no_end(days: int, group: int) -> None:
    assert by_days_ahead([days]) == [int(n == group) for n in range(7)]


def test_a_middle_is_told_of_twenty() -> None:
    assert middle_of([3] * 19) is None
    assert middle_of([*range(20)]) == 9


def test_who_came_is_counted_once_and_who_did_not_never() -> None:
    seen = [
        visit(None, wall(1, 9)),
        visit(None, wall(2, 9)),
        visit(None, wall(2, 9), person="petri"),
        visit(None, wall(3, 9), person="eeva", outcome=Outcome.MISSED),
    ]
    assert faces(seen, {"petri", "somebody"}) == (1, 1)


def test_currencies_are_never_added_up() -> None:
    seen = [
        visit(None, wall(1, 9)),
        visit(None, wall(2, 9), currency="SEK", price_minor=80000, off_minor=100),
    ]
    earned = revenue(seen, lambda each: each.treatment)
    assert {at: tuple(each) for at, each in earned.items()} == {
        ("back_massage", "EUR"): (1, 7200, 0),
        ("back_massage", "SEK"): (1, 80000, 100),
    }


def test_a_month_begins_and_ends_at_the_walls_midnights_and_never_before_it_began() -> None:
    later = datetime(2027, 5, 1, tzinfo=UTC)
    month = month_of(date(2027, 3, 31), HELSINKI, later)
    assert (month.starts_at, month.ends_at, month.is_over) == (wall(1, 0), wall(1, 0, month=4), True)
    going = month_of(date(2027, 3, 1), HELSINKI, wall(9, 12))
    assert (going.ends_at, going.is_over) == (wall(9, 12), False)
    ahead = month_of(date(2027, 6, 1), HELSINKI, later)
    assert ahead.ends_at == ahead.starts_at
    assert month_of(date(2027, 12, 9), HELSINKI, later).last == date(2027, 12, 31)
    assert month.ends_at - month.starts_at == timedelta(days=31) - timedelta(hours=1)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+358", "-x", "@sum", "\t=1", " =1", "＝1", "\r=1", "-", "+1 000", "=cmd|' /C calc'!A0"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert table(written([["name"], [cell]]).lstrip("\ufeff")).rows[0].cells == (f"'{cell}",)


@pytest.mark.parametrize("cell", ["-3", "-3.5", "-3,50", "1=1", "a-b", "Päivi", "“=”"])
def test_figures_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert written([[cell]], delimiter=";") == f"\ufeff{cell}\r\n"


@given(st.lists(st.lists(st.text(min_size=1), min_size=2, max_size=2), min_size=1))
def test_what_is_written_is_read_back_with_nothing_that_runs(rows: list[list[str]]) -> None:

    text = written(rows).removeprefix("\ufeff")
    back = list(csv.reader(io.StringIO(text, newline="")))
    for given_row, row in zip(rows, back, strict=True):
        for before, cell in zip(given_row, row, strict=True):
            assert cell in (before, f"'{before}")
            assert cell.lstrip()[:1] not in tuple("=+@") or cell == "'"
