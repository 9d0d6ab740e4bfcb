"""The interview asks least: a line, an item, a follow-up only if it can still decide."""

from typing import Any

import pytest

from tests.core.screening_cast import SATURDAY, ZONE, said
from unknot.core.suitability import Interview, interview
from unknot.core.suitability.answers import answers
from unknot.core.suitability.interview import CHECK_IN, IDENTITY, lines, on_card, question, step, unanswered
from unknot.knowledge import screening

BOOK = screening.rulebook()
NINE = ["warning_signs", "ill", "heart", "cancer", "pregnancy", "bones", "long_term", "skin", "allergy"]


def about(treatment: str = "back_massage", **other: Any) -> Interview:
    return interview(rulebook=BOOK, treatment=treatment, starts_at=SATURDAY, zone=ZONE, **other)


def shown(treatment: str, **other: Any) -> list[str]:
    return [line.id for line in lines(about(treatment, **other))]


def items(line: str, treatment: str = "back_massage", **other: Any) -> list[str]:
    found = {each.id: each for each in lines(about(treatment, **other))}
    return [item.id for item in found[line].items]


def steps(item: str, treatment: str = "back_massage", **follow_ups: Any) -> list[str]:
    """The follow-ups of the next step, after these answers."""
    return [each.id for each in step(about(treatment), BOOK.items[item], read(said(item, **follow_ups)))]


def read(answer: dict[str, Any]) -> Any:
    return answers([answer], BOOK, about().start.zone)[answer["id"]]


def test_a_back_massage_shows_nine_lines_and_one_about_the_face() -> None:
    # The face: who had injections lies without the face cradle.
    assert shown("back_massage") == [*NINE, "face"]
    assert items("face") == ["botox", "fillers"]


def test_a_facial_asks_about_all_that_was_done_to_the_face() -> None:
    assert items("face", "facial") == [
        "botox",
        "fillers",
        "isotretinoin",
        "retinoid_topical",
        "peel_laser_recent",
    ]
    assert items("face", "microcurrent_facial") == ["botox", "fillers", "peel_laser_recent"]


def test_no_line_asks_about_a_period_unless_the_salon_decides_by_it() -> None:
    assert "period" not in shown("back_massage", policy="new_salon")
    assert "period" not in shown("back_massage", policy="modern", switches={"menstruation": "off"})
    assert "period" in shown("back_massage", policy="modern")
    assert "period" in shown("back_massage", policy="seed_strict")
    assert "period" not in shown("facial", policy="seed_strict")


def test_what_cannot_bear_on_the_treatment_is_not_opened() -> None:
    assert "hernia" not in items("long_term", "facial")
    assert "hernia" not in items("long_term")
    assert "hernia" in items("long_term", "swedish")
    assert "hernia" in items("long_term", regions=["lower_back", "groin"])
    assert "postpartum" not in items("pregnancy", "facial")


def test_the_warning_signs_lead_for_an_aching_back() -> None:
    first = lines(about(), wish="back")[0]
    assert (first.id, first.leads) == ("warning_signs", True)
    assert [line.id for line in lines(about(), wish="unwind") if line.leads] == []


def test_lines_and_questions_name_the_salons_own_periods() -> None:
    long = about(switches={"surgery_letter_weeks": 26, "injection_days": 28})
    texts = {line.id: line.text for line in lines(long)}
    assert [(name, each.count) for name, each in texts["bones"].amounts] == [
        ("surgery_letter_weeks", 26),
        ("fracture_weeks", 12),
    ]
    asked = question(long, BOOK.items["injection_site"])
    assert [(name, each.count, each.unit) for name, each in asked.amounts] == [("injection_days", 28, "days")]


def test_the_day_and_the_age_are_asked_apart() -> None:
    assert [item.id for item in on_card(about(), CHECK_IN)] == [
        "intoxication",
        "heavy_meal",
        "strong_painkillers",
    ]
    assert [item.id for item in on_card(about(), IDENTITY)] == ["minor"]
    assert on_card(about(client={"age": 40}), IDENTITY) == ()


def test_two_follow_ups_at_most_are_asked_at_once() -> None:
    assert steps("pregnancy", "prenatal") == ["edd", "lmp"]
    assert steps("pregnancy", "prenatal", lmp="2027-01-01") == ["complications"]
    assert steps("pregnancy", "prenatal", edd="unknown") == []  # it is too early in any case
    assert steps("pregnancy", "prenatal", lmp="2027-01-01", complications=False) == []


def test_nothing_is_asked_where_the_answer_cannot_help() -> None:
    assert steps("pregnancy", "swedish") == []
    assert steps("cauda_equina") == []
    assert steps("back_pain_unwell") == []


def test_a_date_is_asked_only_once_it_decides() -> None:
    assert steps("phlebitis") == ["active"]
    assert steps("phlebitis", active=True) == []
    assert steps("phlebitis", active=False) == ["resolved_on"]
    assert steps("phlebitis", active="unknown") == ["resolved_on"]


def test_an_answer_rules_out_what_other_answers_would_need() -> None:
    assert steps("infectious_disease") == ["kind", "regions"]
    assert steps("infectious_disease", kind="covid") == ["last_symptom_on"]
    assert steps("infectious_disease", kind="shingles") == ["regions", "crusted"]
    assert steps("infectious_disease", kind="shingles", crusted=True) == ["regions"]
    assert steps("infectious_disease", kind="measles") == []


def test_what_is_optional_comes_after_what_is_owed_and_only_once() -> None:
    assert steps("skin_condition") == ["regions", "widespread"]
    assert steps("skin_condition", regions=["flank"]) == ["widespread"]
    skin = BOOK.items["skin_condition"]
    assert step(about(), skin, read(said("skin_condition", regions=["flank"])), shown=["widespread"]) == ()


@pytest.mark.parametrize(
    ("answer", "treatment", "owed"),
    [
        (said("infectious_disease", kind="covid"), "back_massage", []),
        (said("infectious_disease"), "back_massage", ["kind", "regions"]),
        (said("pregnancy"), "swedish", []),
        (said("pregnancy"), "prenatal", ["edd", "lmp", "complications"]),
        (said("surgery_recent", on_="2027-06-01", size="major"), "facial", []),
        (said("surgery_recent", on_="2027-06-01", size="minor"), "facial", ["regions"]),
        (said("wound_local"), "facial", ["regions"]),
        (said("wound_local", regions="unknown"), "facial", []),
    ],
)  # fmt: skip
def test_only_what_can_still_decide_blocks_a_booking(
    answer: dict[str, Any], treatment: str, owed: list[str]
) -> None:
    assert unanswered(about(treatment), [answer]) == tuple((answer["id"], each) for each in owed)


def test_a_follow_up_that_was_answered_is_never_asked_again() -> None:
    for item in BOOK.items.values():
        given = read({"id": item.id} | dict.fromkeys(item.follow_ups, "unknown"))
        assert step(about(), item, given) == (), item.id
