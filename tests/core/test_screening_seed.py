"""The 14 items of the classic list, under the classic list, current evidence, and what a new salon starts with."""

from typing import Any

import pytest

from tests.core.screening_cast import judged, outcome, said

POLICIES = ("seed_strict", "modern", "new_salon")
FIRST = {"lmp": "2027-04-10", "complications": False}
SECOND = {"lmp": "2027-01-10", "complications": False}
LAST_YEAR = {"active_now": False, "last_active_on": "2026-06-05"}
SHORT_OF_5_YEARS = {"active_now": False, "last_active_on": "2022-06-06"}
FIVE_YEARS_AGO = {"active_now": False, "last_active_on": "2022-06-05"}

# Item, follow-ups, treatment, and the outcome under each of the three policies.
TABLE: list[tuple[str, dict[str, Any], str, tuple[str, str, str]]] = [
    ("fresh_clot", {"diagnosed_on": "2027-03-06"}, "back_massage", ("not_suitable",) * 3),
    ("fresh_clot", {"diagnosed_on": "2027-03-05"}, "back_massage", ("clearance",) * 3),
    (
        "fresh_clot",
        {"diagnosed_on": "2027-03-05", "resolved_confirmed": True},
        "back_massage",
        ("adapt",) * 3,
    ),
    ("fresh_clot", {"diagnosed_on": "unknown"}, "facial", ("not_suitable",) * 3),
    ("phlebitis", {"active": True}, "swedish", ("not_suitable",) * 3),
    ("phlebitis", {"active": False, "resolved_on": "2026-12-06"}, "swedish", ("clearance",) * 3),
    ("phlebitis", {"active": False, "resolved_on": "2026-12-05"}, "swedish", ("adapt",) * 3),
    ("phlebitis", {"active": "unknown"}, "swedish", ("not_suitable",) * 3),
    ("aneurysm", {}, "facial", ("not_suitable",) * 3),
    ("aneurysm", {"repaired": False}, "facial", ("not_suitable",) * 3),
    ("aneurysm", {"repaired": True}, "facial", ("clearance",) * 3),
    ("atherosclerosis_advanced", {"advanced": True}, "swedish", ("not_suitable", "clearance", "clearance")),
    ("atherosclerosis_advanced", {"advanced": False}, "swedish", ("clearance",) * 3),
    ("buerger", {"stage": "ulcers"}, "swedish", ("not_suitable",) * 3),
    ("buerger", {"stage": "rest_pain"}, "swedish", ("not_suitable",) * 3),
    ("buerger", {"stage": "walking_pain"}, "swedish", ("clearance",) * 3),
    ("buerger", {"stage": "none"}, "swedish", ("clearance",) * 3),
    ("fever_or_cold", {"still_ill": True}, "swedish", ("postpone",) * 3),
    ("fever_or_cold", {"still_ill": False, "last_symptom_on": "2027-06-04"}, "swedish", ("postpone",) * 3),
    ("fever_or_cold", {"still_ill": False, "last_symptom_on": "2027-06-03"}, "swedish", ("allowed",) * 3),
    ("infectious_disease", {"kind": "measles"}, "swedish", ("clearance",) * 3),
    ("infectious_disease", {"kind": "chickenpox", "crusted": False}, "swedish", ("postpone",) * 3),
    (
        "infectious_disease",
        {"kind": "shingles", "crusted": True, "regions": ["hip"]},
        "swedish",
        ("adapt",) * 3,
    ),
    (
        "infectious_disease",
        {"kind": "shingles", "crusted": True, "regions": ["face"]},
        "swedish",
        ("allowed",) * 3,
    ),
    ("infectious_disease", {"kind": "hiv"}, "swedish", ("allowed",) * 3),
    ("infectious_disease", {"kind": "hepatitis_b"}, "swedish", ("allowed",) * 3),
    ("acute_inflammation", {"regions": ["flank_left"]}, "back_massage", ("postpone", "adapt", "adapt")),
    ("acute_inflammation", {"regions": ["hand"]}, "back_massage", ("postpone", "allowed", "allowed")),
    ("wound_local", {"regions": ["lower_back"]}, "back_massage", ("adapt",) * 3),
    ("wound_local", {"regions": ["calf"]}, "back_massage", ("allowed",) * 3),
    ("skin_condition", {"regions": ["lower_back"]}, "back_massage", ("adapt",) * 3),
    ("skin_condition", {"regions": ["lower_back"], "widespread": True}, "back_massage", ("postpone",) * 3),
    ("menstruation_day1", {"first_day_on": "2027-06-05"}, "swedish", ("postpone", "adapt", "adapt")),
    ("menstruation_day1", {"first_day_on": "2027-06-05"}, "facial", ("allowed",) * 3),
    ("pregnancy", FIRST, "prenatal", ("postpone", "adapt", "postpone")),
    ("pregnancy", FIRST | {"complications": True}, "prenatal", ("postpone", "clearance", "postpone")),
    ("pregnancy", FIRST, "reflexology", ("postpone", "not_suitable", "postpone")),
    ("pregnancy", FIRST, "swedish", ("not_suitable",) * 3),
    ("pregnancy", FIRST, "facial", ("adapt",) * 3),
    ("pregnancy", FIRST, "facial_peel", ("not_suitable",) * 3),
    ("pregnancy", SECOND, "prenatal", ("adapt",) * 3),
    ("pregnancy", SECOND | {"complications": True}, "prenatal", ("clearance",) * 3),
    ("pregnancy", SECOND, "swedish", ("not_suitable",) * 3),
    ("cancer", {"active_now": True}, "swedish", ("not_suitable", "clearance", "clearance")),
    ("cancer", {"active_now": True}, "deep_tissue", ("not_suitable",) * 3),
    ("cancer", {"active_now": True}, "oncology", ("clearance",) * 3),
    ("cancer", LAST_YEAR, "swedish", ("postpone", "adapt", "adapt")),
    ("cancer", LAST_YEAR, "deep_tissue", ("postpone", "clearance", "clearance")),
    ("cancer", SHORT_OF_5_YEARS, "swedish", ("postpone", "adapt", "adapt")),
    ("cancer", FIVE_YEARS_AGO, "swedish", ("allowed",) * 3),
    (
        "cancer",
        FIVE_YEARS_AGO | {"radiotherapy_on": "2027-04-25"},
        "swedish",
        ("allowed", "clearance", "clearance"),
    ),
    ("cancer", FIVE_YEARS_AGO | {"radiotherapy_on": "2027-04-24"}, "swedish", ("allowed",) * 3),
    ("osteoporosis", {"advanced": True}, "swedish", ("not_suitable", "clearance", "clearance")),
    ("osteoporosis", {"advanced": True}, "lomi_lomi", ("not_suitable",) * 3),
    ("osteoporosis", {"advanced": False}, "swedish", ("adapt",) * 3),
    ("osteoporosis", {"advanced": False}, "thai", ("clearance",) * 3),
]


@pytest.mark.parametrize(
    "row", TABLE, ids=lambda row: f"{row[0]}-{row[2]}-{'-'.join(map(str, row[1].values()))}"
)
def test_the_classic_list_is_judged_as_each_policy_says(
    row: tuple[str, dict[str, Any], str, tuple[str, str, str]],
) -> None:
    item, follow_ups, treatment, wanted = row
    found = tuple(
        outcome(said(item, **follow_ups), treatment=treatment, policy=policy) for policy in POLICIES
    )
    assert found == wanted


def test_all_14_items_are_in_the_table() -> None:
    assert len({row[0] for row in TABLE}) == 14


def test_no_policy_named_is_that_of_a_new_salon() -> None:
    first = said("pregnancy", **FIRST)
    assert outcome(first, treatment="prenatal", policy=None) == "postpone"


@pytest.mark.parametrize(
    ("item", "follow_ups", "treatment", "switch", "wanted"),
    [
        ("menstruation_day1", {"first_day_on": "2027-06-05"}, "swedish", {"menstruation": "off"}, "adapt"),
        (
            "menstruation_day1",
            {"first_day_on": "2027-06-05"},
            "swedish",
            {"menstruation": "postpone_day1"},
            "postpone",
        ),
        ("pregnancy", FIRST, "prenatal", {"first_trimester": "postpone"}, "postpone"),
        ("cancer", {"active_now": True}, "swedish", {"cancer": "oncology_trained_only"}, "not_suitable"),
        ("cancer", {"active_now": True}, "cupping", {"cancer": "oncology_trained_only"}, "not_suitable"),
        ("cancer", {"active_now": True}, "reflexology", {"cancer": "oncology_trained_only"}, "not_suitable"),
        ("cancer", {"active_now": True}, "facial", {"cancer": "oncology_trained_only"}, "clearance"),
        ("cancer", {"active_now": True}, "body_scrub_wrap", {"cancer": "oncology_trained_only"}, "clearance"),
        ("cancer", {"active_now": True}, "oncology", {"cancer": "oncology_trained_only"}, "clearance"),
        ("cancer", SHORT_OF_5_YEARS, "swedish", {"cancer": "oncology_trained_only"}, "not_suitable"),
        ("cancer", FIVE_YEARS_AGO, "swedish", {"cancer": "oncology_trained_only"}, "allowed"),
        ("cancer", LAST_YEAR, "oncology", {"cancer": "oncology_trained_only"}, "adapt"),
        ("acute_inflammation", {"regions": ["hand"]}, "swedish", {"inflammation_scope": "whole"}, "postpone"),
        (
            "atherosclerosis_advanced",
            {"advanced": True},
            "swedish",
            {"atherosclerosis": "not_suitable"},
            "not_suitable",
        ),
        ("osteoporosis", {"advanced": True}, "swedish", {"osteoporosis": "not_suitable"}, "not_suitable"),
        ("anticoagulants", {}, "swedish", {}, "adapt"),
        ("anticoagulants", {}, "swedish", {"anticoagulant_letter": "first_visit"}, "clearance"),
        ("anticoagulants", {}, "thai", {"anticoagulant_letter": "first_visit"}, "not_suitable"),
        ("pacemaker", {"fitted_on": "2027-01-01"}, "swedish", {}, "adapt"),
        ("pacemaker", {"fitted_on": "2027-01-01"}, "swedish", {"pacemaker_letter": "on"}, "clearance"),
        ("pacemaker", {"fitted_on": "2027-01-01"}, "microcurrent_facial", {}, "not_suitable"),
    ],
)
def test_a_salons_switch_decides(
    item: str, follow_ups: dict[str, Any], treatment: str, switch: dict[str, Any], wanted: str
) -> None:
    assert outcome(said(item, **follow_ups), treatment=treatment, switches=switch) == wanted


def test_the_letter_a_salon_asks_for_keeps_what_is_adapted() -> None:
    thinned = said("anticoagulants")
    plain, letter = (judged(thinned, switches=each) for each in ({}, {"anticoagulant_letter": "first_visit"}))
    assert letter.adaptations == plain.adaptations == ("light_to_medium_pressure", "no_percussion")
