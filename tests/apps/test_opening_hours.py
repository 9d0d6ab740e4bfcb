"""OpenStreetMap's opening hours: the weekly table says what the parser's own calendar says, or refuses."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from opening_hours import OpeningHours, State

from unknot.salons.opening_hours import Hours, Reason, Unparseable, opening_hours

STRINGS = [
    line
    for line in Path(__file__).with_name("osm_opening_hours_strings.txt").read_text().splitlines()
    if not line.startswith("#")
]
PARSEABLE = [text for text in STRINGS if text != '"nach Vereinbarung"']
OTHERS = [
    "24/7",
    "24/7; PH off",
    "Mo-Su 10:00-18:00, PH off",
    "PH off; Mo-Fr 10:00-18:00",
    "Mo-Su,PH 10:00-18:00",
    "Mo-Fr 10:00-14:00,15:00-18:00; We off",
    "Mo-Fr 22:00-26:00; Sa 20:00-08:00",
    "Su 22:00-24:00; Mo 00:00-03:00",
]
FIRST, DAYS = date(2026, 11, 30), 42
"""Six weeks with six Finnish holidays: a Sunday, Thursday to Saturday, a Friday, a Wednesday."""


def minutes_by_the_parser(text: str, country: str | None) -> list[bool]:
    start = datetime.combine(FIRST, time())
    shown = [False] * DAYS * 1440
    parsed = OpeningHours(text, country=country)
    for starts, ends, state, _ in parsed.intervals(start, start + timedelta(days=DAYS)):
        if state == State.OPEN:
            first, last = ((each - start) // timedelta(minutes=1) for each in (starts, ends))
            shown[first:last] = [True] * (last - first)
    return shown


def minutes_by_the_table(hours: Hours, holidays: set[date]) -> list[bool]:
    shown = [False] * (DAYS + 1) * 1440
    for number in range(-1, DAYS):
        day = FIRST + timedelta(days=number)
        if hours.closed_on_public_holidays and day in holidays:
            continue
        for span in hours.weekly[day.weekday()]:
            first, last = max(0, number * 1440 + span.from_min), max(0, number * 1440 + span.to_min)
            shown[first:last] = [True] * (last - first)
    return shown[: DAYS * 1440]


def test_there_are_21_strings_of_real_places() -> None:
    assert len(STRINGS) == 21


@pytest.mark.parametrize("text", [*PARSEABLE, *OTHERS])
def test_the_table_agrees_with_the_parser_minute_by_minute(text: str) -> None:
    hours = opening_hours(text)
    assert isinstance(hours, Hours)
    assert minutes_by_the_table(hours, set()) == minutes_by_the_parser(text, None)


@pytest.mark.parametrize("text", [*PARSEABLE, *OTHERS])
def test_the_table_agrees_with_the_parser_on_holidays_too(text: str) -> None:
    hours = opening_hours(text)
    assert isinstance(hours, Hours)
    always = [True] * 1440
    by_parser = minutes_by_the_parser("PH", "FI")
    off = [day for day in range(DAYS) if by_parser[day * 1440 : (day + 1) * 1440] == always]
    holidays = {FIRST + timedelta(days=day) for day in off}
    assert len(holidays) == 6
    assert minutes_by_the_table(hours, holidays) == minutes_by_the_parser(text, "FI")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('"nach Vereinbarung"', Reason.COMMENT),
        ('Mo-Fr 10:00-18:00 "by appointment"', Reason.COMMENT),
        ("Mo-Fr 10:00-18:00 unknown", Reason.UNKNOWN_STATE),
        ("sunrise-sunset", Reason.SUN),
        ("Mo-Fr 10:00+", Reason.OPEN_END),
        ("Mo-Fr 10:00-18:00 || Sa 10:00-12:00", Reason.FALLBACK),
        ("Mo-Fr 10:00-18:00; SH off", Reason.SCHOOL_HOLIDAYS),
        ("Mo-Fr 10:00-18:00; PH 12:00-15:00", Reason.HOLIDAY_HOURS),
        ("Apr-Sep Mo-Fr 10:00-18:00", Reason.PART_OF_YEAR),
        ("Mo[1] 10:00-12:00", Reason.PART_OF_YEAR),
        ("week 1-10 Mo 10:00-12:00", Reason.PART_OF_YEAR),
        ("2026 Mo 10:00-12:00", Reason.PART_OF_YEAR),
        ("Mo-Fr 10:00-18:00; Dec 24 off", Reason.PART_OF_YEAR),
        ("Mo-Fr 10:00-18:00; easter off", Reason.PART_OF_YEAR),
        ("Mo-Fr 10:00-18:00; PH +1 day off", Reason.PART_OF_YEAR),
        ("Mo-Fr 10:01-18:00", Reason.ODD_MINUTES),
        ("off", Reason.NEVER_OPEN),
        ("PH off", Reason.NEVER_OPEN),
        ("", Reason.SYNTAX),
        ("ask inside", Reason.SYNTAX),
        ("Mo-Fr 25:61", Reason.SYNTAX),
        ("Mo\0", Reason.SYNTAX),
    ],
)
def test_what_no_weekly_table_can_hold_is_refused_with_its_reason(text: str, reason: Reason) -> None:
    assert opening_hours(text) == Unparseable(text, reason)


def test_a_night_that_begins_on_a_holiday_is_closed_as_a_whole() -> None:
    """The parser closes the evening only and shows the hours after midnight as open."""
    hours = opening_hours("Fr 20:00-04:00; PH off")
    assert isinstance(hours, Hours)
    assert (hours.weekly[4], hours.closed_on_public_holidays) == (((1200, 1680),), True)


def test_a_run_that_ends_after_six_in_the_morning_is_cut_at_midnight() -> None:
    until_six, until_five_past = opening_hours("Sa 20:00-30:00"), opening_hours("Sa 20:00-30:05")
    assert isinstance(until_six, Hours) and isinstance(until_five_past, Hours)
    assert (until_six.weekly[5], until_six.weekly[6]) == (((1200, 1800),), ())
    assert (until_five_past.weekly[5], until_five_past.weekly[6]) == (((1200, 1440),), ((0, 365),))
