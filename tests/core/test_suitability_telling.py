"""A verdict as programs read it, and what a refusal says."""

from typing import Any

import pytest

from tests.core.screening_cast import SATURDAY, ZONE, judged, said
from unknot.core.suitability import BadQuestion, interview, settings
from unknot.core.suitability.interview import unanswered
from unknot.core.suitability.telling import told
from unknot.knowledge import screening
from unknot.knowledge.plain_words import english

BHF = "https://www.bhf.org.uk/informationsupport/heart-matters-magazine/medical/ask-the-experts/massages-and-heart-conditions"


def test_every_member_of_a_verdict_is_told() -> None:
    found = told(judged(said("stroke_tia"), said("bruise", regions=["flank"])), english)
    hot_stone, bhf = found["reasons"][0].pop("sources")
    assert (hot_stone["id"], bhf["id"], bhf["url"]) == ("hotstone_uk", "bhf", BHF)
    assert (
        bhf["title"]
        == "British Heart Foundation - Is it safe to have a massage if you have a heart condition?"
    )
    assert sorted(bhf) == sorted(hot_stone) == ["id", "title", "url"]
    assert [each["id"] for each in found["reasons"].pop()["sources"]] == ["fht_steady"]
    assert found == {
        "verdict": "clearance",
        "until": None,
        "avoid_regions": ["flank"],
        "adaptations": ["no_deep_neck"],
        "reasons": [
            {
                "id": "stroke_tia",
                "text": "We can book this once your doctor agrees in writing. We then leave out deep work on the neck.",
            }
        ],
        "missing": [{"answer": "stroke_tia", "follow_up": "on"}],
        "alternatives": [],
        "rulebook": screening.rulebook().version,
    }


def test_a_date_is_told_with_seconds_and_alternatives_as_a_list() -> None:
    late = told(judged(said("vaccination", at="2027-06-05T08:30")), english)
    assert (late["until"], late["alternatives"]) == (
        "2027-06-07T08:30:00",
        ["reflexology", "facial", "facial_peel", "microcurrent_facial"],
    )


def test_urgency_is_told_in_an_emergency_only() -> None:
    assert told(judged(said("dvt_signs")), english)["urgency"] == "urgent"
    assert "urgency" not in told(judged(), english)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"policy": "x"}, "policy must be one of seed_strict, modern, new_salon"),
        (
            {"switches": {"menstruation": "x"}},
            "switches.menstruation must be one of off, adapt, postpone_day1",
        ),
        ({"switches": {"botox_days": 0}}, "switches.botox_days must be a whole number from 1 to 28"),
        (
            {"switches": {"surgery_wait_weeks": 9, "surgery_letter_weeks": 8}},
            "switches.surgery_letter_weeks must not be below surgery_wait_weeks",
        ),
        ({"starts_at": "1999-01-01T10:00"}, "starts_at must lie in the years 2000 to 2200"),
        ({"duration_min": 4}, "duration_min must be a whole number from 5 to 480"),
        ({"client": {"age": 151}}, "client.age must be a whole number from 0 to 150"),
    ],
)
def test_a_refusal_says_what_is_wanted(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        judged(**change)
    assert str(refused.value) == sentence
    assert refused.value.problem.value % refused.value.data == sentence.partition(" ")[2]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            said("fracture_recent", site="x"),
            "answers.0.site must be one of limb, hand_foot, spine, skull, pelvis, ribs, unknown",
        ),
        (said("botox", on_="1899-01-01"), "answers.0.on must lie in the years 1900 to 2200"),
    ],
)
def test_a_refused_answer_says_what_is_wanted(answer: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        judged(answer)
    assert str(refused.value) == sentence


def test_what_is_unanswered_is_read_on_the_salons_wall() -> None:
    about = interview(rulebook=screening.rulebook(), treatment="back_massage", starts_at=SATURDAY, zone=ZONE)
    for at, owed in (("2027-06-02T10:01", (("acute_injury", "regions"),)), ("2027-06-02T10:00", ())):
        assert unanswered(about, [said("acute_injury", at=at, whiplash=False)]) == owed


def test_settings_know_their_policy() -> None:
    switches = screening.rulebook().switches
    assert [settings(switches, each).policy for each in (None, "modern")] == ["new_salon", "modern"]
