"""Worked dates for every test of a rule, on both sides of its limit. The visit decides, never today."""

import pytest

from tests.core.screening_cast import outcome, said, until

SEED = "seed_strict"


@pytest.mark.parametrize(
    ("starts_at", "found"),
    [
        ("2027-06-04T23:59", "2027-06-06T00:00"),
        ("2027-06-05T23:59", "2027-06-06T00:00"),
        ("2027-06-06T00:00", None),
    ],
)
def test_24_hours_after_a_day_count_from_its_end(starts_at: str, found: str | None) -> None:
    well = said("fever_or_cold", still_ill=False, last_symptom_on="2027-06-04")
    assert until(well, starts_at=starts_at) == found


def test_hours_after_a_day_without_a_time_run_on_from_its_midnight() -> None:
    assert until(said("vaccination", at="2027-06-04")) == "2027-06-07T00:00"
    assert until(said("vaccination", at="2027-06-04T08:30")) == "2027-06-06T08:30"


@pytest.mark.parametrize(
    ("starts_at", "found"), [("2027-06-06T08:29", "postpone"), ("2027-06-06T08:30", "allowed")]
)
def test_hours_count_to_the_minute_where_the_time_is_known(starts_at: str, found: str) -> None:
    assert outcome(said("vaccination", at="2027-06-04T08:30"), starts_at=starts_at) == found


def test_a_time_given_in_another_zone_is_the_same_moment() -> None:
    assert until(said("vaccination", at="2027-06-04T05:30:00Z")) == "2027-06-06T08:30"
    assert (
        until(said("vaccination", at="2027-06-04T05:30:00Z"), zone="America/New_York") == "2027-06-06T01:30"
    )


def test_hours_are_real_hours_when_the_clocks_change() -> None:
    spring = until(said("vaccination", at="2027-03-27T10:00"), starts_at="2027-03-28T10:00")
    autumn = until(said("vaccination", at="2027-10-30T10:00"), starts_at="2027-10-31T10:00")
    assert (spring, autumn) == ("2027-03-29T11:00", "2027-11-01T09:00")


def test_days_are_calendar_days_when_the_clocks_change() -> None:
    assert (
        until(said("botox", on_="2027-03-20"), treatment="facial", starts_at="2027-03-28T10:00")
        == "2027-04-03T00:00"
    )


def test_the_hour_that_comes_twice_is_read_with_care() -> None:
    # In Helsinki 03:30 came twice on 31 October 2027: the client's counts as the later, the visit's as the earlier one.
    twice = said("vaccination", at="2027-10-31T03:30")
    assert until(twice, starts_at="2027-11-01T10:00") == "2027-11-02T03:30"
    assert outcome(twice, starts_at="2027-11-02T01:30:00Z") == "allowed"
    assert outcome(twice, starts_at="2027-11-02T01:29:00Z") == "postpone"


def test_a_visit_in_the_hour_that_comes_twice_is_in_the_first() -> None:
    # 04:00 on 29 October and 48 hours are 03:00 on the 31st, when the clock shows it for the second time.
    jab = said("vaccination", at="2027-10-29T04:00")
    assert outcome(jab, starts_at="2027-10-31T03:30") == "postpone"
    assert outcome(jab, starts_at="2027-10-31T04:00") == "allowed"


@pytest.mark.parametrize(
    "moment", ["2027-05-22", "2027-05-22T23:59", "2027-05-21T21:30Z", "2027-05-22T20:59:59Z"]
)
def test_of_a_moment_days_count_from_its_local_date(moment: str) -> None:
    assert (
        until(said("botox", on_=moment), treatment="facial", starts_at="2027-06-04T10:00")
        == "2027-06-05T00:00"
    )


def test_an_instant_without_a_zone_is_read_on_the_wall_of_its_own_offset() -> None:
    ill = said("botox", on_="2027-05-22")
    late = {"treatment": "facial", "zone": None}
    assert outcome(ill, **late, starts_at="2027-06-05T00:30+03:00") == "allowed"
    assert outcome(ill, **late, starts_at="2027-06-04T21:30Z") == "postpone"


def test_an_instant_with_a_zone_is_read_on_the_wall_of_that_zone() -> None:
    assert (
        outcome(said("botox", on_="2027-05-22"), treatment="facial", starts_at="2027-06-04T21:30Z")
        == "allowed"
    )


@pytest.mark.parametrize(("on_date", "found"), [("2027-06-03", "postpone"), ("2027-06-04", "allowed")])
def test_14_days_end_with_the_14th_day_after(on_date: str, found: str) -> None:
    asked = {"treatment": "facial", "starts_at": f"{on_date}T10:00"}
    assert outcome(said("botox", on_="2027-05-21"), **asked) == found


@pytest.mark.parametrize(
    ("on_date", "found"),
    [
        ("2027-06-11", "postpone"),
        ("2027-06-12", "clearance"),
        ("2027-07-23", "clearance"),
        ("2027-07-24", "adapt"),
    ],
)
def test_a_big_operation_waits_6_weeks_then_needs_a_note_until_12(on_date: str, found: str) -> None:
    operated = said("surgery_recent", on_="2027-05-01", size="major", healed=False, regions=["flank_left"])
    assert outcome(operated, starts_at=f"{on_date}T10:00") == found


@pytest.mark.parametrize(
    ("found_on", "starts_at", "found"),
    [
        ("2027-01-31", "2027-04-29T10:00", "not_suitable"),
        ("2027-01-31", "2027-04-30T10:00", "clearance"),
        ("2026-11-30", "2027-02-27T10:00", "not_suitable"),
        ("2026-11-30", "2027-02-28T10:00", "clearance"),
        ("2027-11-30", "2028-02-28T10:00", "not_suitable"),
        ("2027-11-30", "2028-02-29T10:00", "clearance"),
    ],
)
def test_months_clip_at_the_end_of_a_shorter_month(found_on: str, starts_at: str, found: str) -> None:
    assert outcome(said("fresh_clot", diagnosed_on=found_on), starts_at=starts_at) == found


def test_until_clips_at_month_ends_too() -> None:
    stopped = said("isotretinoin", still_taking=False, stopped_on="2026-08-31")
    asked = {"treatment": "facial_peel", "starts_at": "2027-02-27T10:00"}
    assert until(stopped, **asked) == "2027-02-28T00:00"
    assert outcome(stopped, **(asked | {"starts_at": "2027-02-28T00:00"})) == "allowed"


def test_a_month_may_be_december() -> None:
    stopped = said("isotretinoin", still_taking=False, stopped_on="2027-06-30")
    assert until(stopped, treatment="facial_peel", starts_at="2027-07-01T10:00") == "2027-12-30T00:00"


@pytest.mark.parametrize(
    ("last", "starts_at", "found"),
    [
        ("2022-06-06", "2027-06-05T23:59", "2027-06-06T00:00"),
        ("2022-06-06", "2027-06-06T00:00", None),
        ("2024-02-29", "2027-06-05T10:00", "2029-02-28T00:00"),
    ],
)
def test_5_years_end_on_the_same_day_of_the_year(last: str, starts_at: str, found: str | None) -> None:
    past = said("cancer", active_now=False, last_active_on=last)
    assert until(past, policy=SEED, starts_at=starts_at) == found


@pytest.mark.parametrize(
    ("on_date", "found"), [("2027-06-04", "allowed"), ("2027-06-05", "postpone"), ("2027-06-06", "allowed")]
)
def test_the_first_day_of_a_period_matters_on_that_day_only(on_date: str, found: str) -> None:
    first = said("menstruation_day1", first_day_on="2027-06-05")
    assert outcome(first, policy=SEED, starts_at=f"{on_date}T23:59") == found


def test_a_period_of_today_moves_the_visit_by_a_day() -> None:
    assert until(said("menstruation_day1", first_day_on="2027-06-05"), policy=SEED) == "2027-06-06T00:00"
    assert until(said("intoxication")) == "2027-06-06T00:00"


# 1 March 2027 + 98, 91 and 85 days, which are also 6 December 2027 - 182, 189 and 195 days.
FIRST_DAYS = {"13+6": "2027-06-07", "12+6": "2027-05-31", "12+0": "2027-05-25"}
DAYS_BEFORE = {"13+6": "2027-06-06", "12+6": "2027-05-30", "12+0": "2027-05-24"}


@pytest.mark.parametrize("dates", [{"lmp": "2027-03-01"}, {"edd": "2027-12-06"}])
@pytest.mark.parametrize("end", FIRST_DAYS)
def test_the_first_trimester_ends_on_a_known_day(end: str, dates: dict[str, str]) -> None:
    answer = said("pregnancy", complications=False, **dates)
    asked = {"treatment": "prenatal", "policy": SEED, "switches": {"first_trimester_end": end}}
    assert until(answer, **asked, starts_at=f"{DAYS_BEFORE[end]}T23:59") == f"{FIRST_DAYS[end]}T00:00"
    assert outcome(answer, **asked, starts_at=f"{FIRST_DAYS[end]}T00:00") == "adapt"


def test_the_due_date_wins_over_the_last_period() -> None:
    both = said("pregnancy", edd="2028-01-01", lmp="2027-01-01", complications=False)
    assert until(both, treatment="prenatal", policy=SEED) == "2027-07-03T00:00"
    unknown = said("pregnancy", edd="unknown", lmp="2027-03-01", complications=False)
    assert until(unknown, treatment="prenatal", policy=SEED) == "2027-06-07T00:00"


@pytest.mark.parametrize(
    "dates", [{}, {"edd": "unknown"}, {"lmp": "unknown"}, {"edd": "unknown", "lmp": "unknown"}]
)
def test_a_pregnancy_without_a_usable_date_counts_as_first_trimester(dates: dict[str, str]) -> None:
    assert until(said("pregnancy", complications=False, **dates), treatment="prenatal", policy=SEED) == "open"


def test_a_date_after_the_visit_is_little_time_passed() -> None:
    assert until(said("vaccination", at="2027-06-07T10:00")) == "2027-06-09T10:00"
    assert outcome(said("fresh_clot", diagnosed_on="2027-06-20")) == "not_suitable"


def test_the_latest_date_wins_and_an_open_one_beats_any() -> None:
    soon, later = (
        said("vaccination", at="2027-06-05T08:00"),
        said("fever_or_cold", still_ill=False, last_symptom_on="2027-06-08"),
    )
    assert until(soon, later) == "2027-06-10T00:00"
    assert until(soon, later, said("stomach_bug", still_ill=True)) == "open"


def test_a_salons_number_moves_every_date_of_its_item() -> None:
    major = said("surgery_recent", on_="2027-05-01", size="major")
    assert until(major, switches={"surgery_wait_weeks": 8}) == "2027-06-26T00:00"
    assert (
        until(
            said("fever_or_cold", still_ill=False, last_symptom_on="2027-06-04"),
            switches={"fever_clear_hours": 72},
        )
        == "2027-06-08T00:00"
    )
    assert (
        until(
            said("infectious_disease", kind="flu", last_symptom_on="2027-06-04"),
            switches={"fever_clear_hours": 72},
        )
        == "2027-06-06T00:00"
    )
    assert (
        outcome(said("fresh_clot", diagnosed_on="2027-01-01"), switches={"fresh_clot_months": 6})
        == "not_suitable"
    )


def test_no_wait_after_a_vaccine_still_waits_for_the_vaccine() -> None:
    none = {"switches": {"vaccine_hours": 0}}
    assert outcome(said("vaccination", at="2027-06-05T10:00"), **none) == "allowed"
    assert until(said("vaccination", at="2027-06-05T10:01"), **none) == "2027-06-05T10:01"
