"""What "tomorrow evening" means: windows of instants on the wall of the place."""

from datetime import UTC, date, datetime, timedelta

import pytest

from unknot.web.when import days_wanted

ZONE = "Europe/Helsinki"
LATE = datetime(2027, 3, 26, 22, 30, tzinfo=UTC)  # 00:30 on Saturday 27 March on the wall


def windows(when: str, part: str, on_date: date | None = None, now: datetime = LATE) -> list[tuple[str, str]]:
    found = days_wanted(when, on_date, part, ZONE, now)
    return [
        (each.starts_from.astimezone(UTC).isoformat(), each.starts_until.astimezone(UTC).isoformat())
        for each in found
    ]


@pytest.mark.parametrize(
    ("when", "part", "starts", "ends"),
    [
        ("today", "any", "2027-03-26T22:00:00+00:00", "2027-03-27T22:00:00+00:00"),
        ("today", "morning", "2027-03-26T22:00:00+00:00", "2027-03-27T10:00:00+00:00"),
        ("today", "afternoon", "2027-03-27T10:00:00+00:00", "2027-03-27T15:00:00+00:00"),
        ("tomorrow", "any", "2027-03-27T22:00:00+00:00", "2027-03-28T21:00:00+00:00"),
        ("tomorrow", "evening", "2027-03-28T14:00:00+00:00", "2027-03-28T21:00:00+00:00"),
    ],
)
def test_a_day_is_the_walls_day_also_when_the_clock_changes(
    when: str, part: str, starts: str, ends: str
) -> None:
    assert windows(when, part) == [(starts, ends)]


def test_a_picked_day_is_that_day() -> None:
    assert windows("day", "evening", date(2027, 4, 2)) == [
        ("2027-04-02T14:00:00+00:00", "2027-04-02T21:00:00+00:00")
    ]


def test_soonest_looks_two_weeks_ahead_and_a_part_of_day_through_a_week() -> None:
    assert windows("soonest", "any") == [("2027-03-26T22:30:00+00:00", "2027-04-09T21:00:00+00:00")]
    assert len(windows("soonest", "evening")) == 7


def test_this_week_ends_with_its_sunday_though_the_clock_changes_on_it() -> None:
    assert windows("week", "any") == [("2027-03-26T22:30:00+00:00", "2027-03-28T21:00:00+00:00")]


def test_an_evening_of_this_week_is_one_of_those_that_are_left() -> None:
    assert windows("week", "evening") == [
        ("2027-03-27T15:00:00+00:00", "2027-03-27T22:00:00+00:00"),
        ("2027-03-28T14:00:00+00:00", "2027-03-28T21:00:00+00:00"),
    ]


@pytest.mark.parametrize(("days_later", "days"), [(0, 2), (1, 1), (2, 7), (3, 6)])
def test_on_a_sunday_the_week_is_that_day_and_on_a_monday_all_seven(days_later: int, days: int) -> None:
    now = LATE + timedelta(days=days_later)
    assert len(windows("week", "morning", now=now)) == days
