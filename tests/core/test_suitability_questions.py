"""A question that can't be read is refused naming its field, and never says an answer again."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.core.screening_cast import judged, outcome, said
from unknot.core.suitability import BadQuestion, Problem
from unknot.core.suitability.answers import answers
from unknot.core.suitability.asked import asked
from unknot.knowledge import screening

SECRET = "marker-7f3a"
LETTER_FIRST = {"surgery_wait_weeks": 9, "surgery_letter_weeks": 8}
NO_DATES = (
    SECRET,
    "",
    "2027-02-29",
    "2027-13-01",
    "20270301",
    "2027-6-5",
    20270301,
    True,
    "2027-06-05T25:00",
)


def refused(*answers: Any, **other: Any) -> tuple[str, str]:
    with pytest.raises(BadQuestion) as found:
        judged(*answers, **other)
    assert SECRET not in str(found.value)
    return found.value.field, found.value.problem.name


@pytest.mark.parametrize(
    ("member", "value", "field", "problem"),
    [
        ("treatment", "haircut", "treatment", "TREATMENT"),
        ("treatment", 7, "treatment", "TREATMENT"),
        *(("duration_min", value, "duration_min", "NUMBER") for value in (4, 481, 60.0, "60", True, None)),
        *(("zone", value, "zone", "ZONE") for value in ("Mars/Olympus", "", 3, "../etc", "Europe")),
        *(
            ("starts_at", value, "starts_at", "INSTANT")
            for value in ("", "2027-06-05", "2027-02-29T10:00", "2027-06-05T24:00", "2027-06-05T10", 5)
        ),
        ("starts_at", "1999-12-31T10:00", "starts_at", "YEARS"),
        ("starts_at", "2201-01-01T10:00", "starts_at", "YEARS"),
        ("starts_at", "2027-03-28T03:30", "starts_at", "NO_SUCH_TIME"),
        ("policy", "modernish", "policy", "CHOICE"),
        ("policy", 1, "policy", "CHOICE"),
        ("policy", ["modern"], "policy", "CHOICE"),
        ("switches", ["menstruation"], "switches", "OBJECT"),
        ("switches", {"moon": "full"}, "switches.moon", "UNKNOWN"),
        ("switches", {"menstruation": "on"}, "switches.menstruation", "CHOICE"),
        ("switches", {"menstruation": False}, "switches.menstruation", "CHOICE"),
        ("switches", {"botox_days": "14"}, "switches.botox_days", "NUMBER"),
        ("switches", {"botox_days": True}, "switches.botox_days", "NUMBER"),
        ("switches", {"botox_days": 0}, "switches.botox_days", "NUMBER"),
        ("switches", {"botox_days": 29}, "switches.botox_days", "NUMBER"),
        ("switches", LETTER_FIRST, "switches.surgery_letter_weeks", "NOT_BELOW"),
        ("client", [17], "client", "OBJECT"),
        ("client", {"name": SECRET}, "client.name", "UNKNOWN"),
        *(("client", {"age": value}, "client.age", "NUMBER") for value in (-1, 151, 17.5, "17", True)),
        ("regions", [], "regions", "EMPTY"),
        ("regions", "calf", "regions", "LIST"),
        ("regions", ["calf", "wing"], "regions.1", "REGION"),
        ("regions", [3], "regions.0", "REGION"),
    ],
)  # fmt: skip
def test_each_member_is_read_strictly(member: str, value: object, field: str, problem: str) -> None:
    assert refused(**{member: value}) == (field, problem)


@pytest.mark.parametrize(
    ("answer", "field", "problem"),
    [
        ("fever", "answers.0", "OBJECT"),
        ({}, "answers.0.id", "REQUIRED"),
        ({"id": SECRET}, "answers.0.id", "UNKNOWN"),
        ({"id": 3}, "answers.0.id", "UNKNOWN"),
        (said("aneurysm", moon=SECRET), "answers.0.moon", "UNKNOWN"),
        (said("aneurysm", repaired=SECRET), "answers.0.repaired", "TRUTH"),
        (said("aneurysm", repaired=1), "answers.0.repaired", "TRUTH"),
        (said("buerger", stage=SECRET), "answers.0.stage", "CHOICE"),
        (said("buerger", stage=["ulcers"]), "answers.0.stage", "CHOICE"),
        (said("oil_allergy", kind="nuts"), "answers.0.kind", "LIST"),
        (said("oil_allergy", kind=["nuts", SECRET]), "answers.0.kind", "CHOICE"),
        (said("oil_allergy", kind=["unknown", SECRET]), "answers.0.kind", "CHOICE"),
        (said("wound_local", regions=SECRET), "answers.0.regions", "REGIONS"),
        (said("wound_local", regions=["calf", SECRET]), "answers.0.regions.1", "REGION"),
        *((said("botox", on_=value), "answers.0.on", "DATE") for value in NO_DATES),
        (said("botox", on_="1899-12-31"), "answers.0.on", "YEARS"),
        (said("botox", on_="2201-01-01"), "answers.0.on", "YEARS"),
        (said("vaccination", at="2027-03-28T03:30"), "answers.0.at", "NO_SUCH_TIME"),
    ],
)  # fmt: skip
def test_each_answer_is_read_strictly(answer: object, field: str, problem: str) -> None:
    assert refused(answer) == (field, problem)


def test_the_place_of_an_answer_is_named() -> None:
    assert refused(said("aneurysm"), said("botox", on_="soon"))[0] == "answers.1.on"
    assert refused(said("aneurysm"), said("aneurysm"))[0] == "answers.1.id"


def test_answers_are_a_list() -> None:
    for given in ({"id": "aneurysm"}, "aneurysm", None):
        with pytest.raises(BadQuestion, match=r"^answers must be a list$"):
            answers(given, screening.rulebook(), UTC)


def test_both_ends_of_each_limit_are_taken() -> None:
    for minutes in (5, 480):
        assert outcome(duration_min=minutes) == "allowed"
    for days in (1, 28):
        assert outcome(switches={"botox_days": days}) == "allowed"
    for age in (0, 150):
        assert outcome(client={"age": age}) == ("adapt" if age < 18 else "allowed")
    for day in ("1900-01-01", "2200-12-31"):
        assert outcome(said("botox", on_=day)) in ("allowed", "adapt")
    for start in ("2000-01-01T00:00", "2200-12-31T23:59:59"):
        assert outcome(starts_at=start) == "allowed"


@pytest.mark.parametrize(
    "starts_at", ["2027-06-05T10:00", "2027-06-05T10:00:00", "2027-06-05 10:00", "2027-06-05t10:00:00.5"]
)
def test_seconds_are_optional(starts_at: str) -> None:
    assert outcome(starts_at=starts_at) == "allowed"


def test_a_local_time_needs_a_zone_and_an_instant_does_not() -> None:
    assert refused(zone=None) == ("starts_at", "NEEDS_ZONE")
    for offset in ("Z", "z", "+03:00", "+0300"):
        assert outcome(zone=None, starts_at=f"2027-06-05T10:00:00{offset}") == "allowed"


def test_a_start_may_be_a_moment_already() -> None:
    assert outcome(starts_at=datetime(2027, 6, 5, 7, tzinfo=UTC)) == "allowed"


def test_a_letter_never_comes_before_the_wait() -> None:
    operated = said("surgery_recent", on_="2027-01-01", size="major", regions=["hand"])
    longer = {"surgery_wait_weeks": 26}
    assert outcome(operated, switches=longer) == "postpone"
    assert outcome(operated, switches=longer, starts_at="2027-07-02T10:00") == "allowed"
    assert outcome(operated, switches={"surgery_wait_weeks": 8, "surgery_letter_weeks": 8}) == "allowed"


def test_null_counts_as_absent() -> None:
    assert (
        outcome(said("aneurysm", repaired=None), switches={"botox_days": None}, client={"age": None})
        == "not_suitable"
    )


def test_a_programs_question_has_its_members_and_no_others() -> None:
    whole = {"treatment": "facial", "duration_min": 60, "starts_at": "2027-06-05T10:00Z", "answers": []}
    assert asked(whole | {"zone": None}) == whole
    for name in whole:
        with pytest.raises(BadQuestion, match=rf"^{name} is required$"):
            asked({key: value for key, value in whole.items() if key != name})
    with pytest.raises(BadQuestion, match=r"^now is not known here$"):
        asked(whole | {"now": "2027-01-01"})


def test_every_problem_can_be_said() -> None:
    data: dict[str, str | int] = {"choices": "a, b", "least": 1, "most": 2, "other": "c"}
    assert [BadQuestion("x", each, **data).args[0][:2] for each in Problem] == ["x "] * len(Problem)
