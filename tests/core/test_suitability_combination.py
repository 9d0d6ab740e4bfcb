"""All rules together: severity, regions, urgency, what is missing, what else could be had."""

import pytest

from tests.core.screening_cast import judged, outcome, reasons, said
from unknot.knowledge import screening

WOUND = "wound_local"
BACK = [
    "shoulder_blade",
    "upper_back",
    "mid_back",
    "lower_back",
    "sacrum",
    "flank",
    "spine_upper",
    "spine_lower",
]
NECK = ["base_of_skull", "neck_back", "shoulder_top", "spine_neck"]


def avoided(*answers: dict[str, object], **other: object) -> tuple[str, ...]:
    return judged(*answers, **other).avoid_regions


def test_a_healthy_client_is_welcome() -> None:
    found = judged()
    assert (found.verdict, found.until, found.avoid_regions, found.adaptations) == ("allowed", None, (), ())
    assert (found.urgency, found.reasons, found.missing, found.alternatives) == (None, (), (), ())
    assert found.rulebook == screening.rulebook().version


def test_the_highest_severity_wins() -> None:
    ladder = [
        said(WOUND, regions=["flank"]),
        said("stomach_bug", still_ill=True),
        said("stroke_tia", on_="2020-01-01"),
        said("aneurysm", repaired=False),
        said("cauda_equina"),
    ]
    found = [outcome(*ladder[:place]) for place in range(len(ladder) + 1)]
    assert found == ["allowed", "adapt", "postpone", "clearance", "not_suitable", "emergency"]


def test_now_is_more_urgent_than_urgent() -> None:
    assert judged(said("dvt_signs")).urgency == "urgent"
    assert judged(said("dvt_signs"), said("neck_artery")).urgency == "now"
    assert judged(said("aneurysm")).urgency is None


def test_an_emergency_stops_even_a_facial_and_offers_nothing_instead() -> None:
    found = judged(said("chest_pain_breathless"), treatment="facial")
    assert (found.verdict, found.alternatives) == ("emergency", ())


def test_a_head_injury_with_warning_signs_says_what_to_do_now() -> None:
    signs = judged(said("head_injury", on_="2027-06-01", warning_signs=True))
    assert (signs.verdict, signs.urgency) == ("emergency", "now")
    assert signs.reasons[0].text.text.startswith("Please call {emergency}")
    calm = judged(said("head_injury", on_="2027-06-01", warning_signs=False))
    assert calm.reasons[0].text.text.startswith("We can book this once a doctor")


def test_avoided_regions_add_up_in_the_order_of_the_body_map() -> None:
    found = avoided(
        said(WOUND, regions=["flank_left"]),
        said("bruise", regions=["upper_back"]),
        said("sunburn", regions=["flank_right"]),
    )
    assert found == ("upper_back", "flank")


def test_a_side_is_avoided_alone() -> None:
    assert avoided(said(WOUND, regions=["flank_left"])) == ("flank_left",)
    assert avoided(said(WOUND, regions=["flank"])) == ("flank",)
    assert avoided(said(WOUND, regions=["flank"]), regions=["flank_right", "sacrum"]) == ("flank_right",)


def test_the_other_side_is_not_concerned() -> None:
    assert outcome(said(WOUND, regions=["flank_left"]), regions=["flank_right"]) == "allowed"
    assert outcome(said(WOUND, regions=["flank_left"]), regions=["flank"]) == "adapt"


def test_a_local_rule_vanishes_outside_what_is_treated_with_all_it_asks_for() -> None:
    veins = said("varicose_veins", regions=["calf"])
    assert judged(veins, treatment="facial") == judged(treatment="facial")
    assert judged(veins, treatment="swedish").adaptations == ("no_deep_work_below_vein",)


def test_a_local_rule_of_named_regions_vanishes_too() -> None:
    assert outcome(said("hernia"), treatment="facial") == "allowed"
    assert avoided(said("hernia"), treatment="swedish") == ("abdomen_upper", "abdomen_lower")


@pytest.mark.parametrize("marks", [{}, {"regions": None}, {"regions": []}, {"regions": "unknown"}])
def test_a_local_rule_without_marks_adapts_and_avoids_nothing(marks: dict[str, object]) -> None:
    found = judged(said("varicose_veins", **marks), treatment="facial")
    assert (found.verdict, found.avoid_regions, found.adaptations) == (
        "adapt",
        (),
        ("no_deep_work_below_vein",),
    )


def test_an_adapt_rule_stays_when_its_regions_are_not_treated() -> None:
    found = judged(said("fresh_clot", diagnosed_on="2020-01-01", resolved_confirmed=True))
    assert (found.verdict, found.avoid_regions, found.adaptations) == ("adapt", (), ("no_deep_leg_pressure",))


def test_an_adapt_rules_regions_are_clipped_to_what_is_treated() -> None:
    clot = said("fresh_clot", diagnosed_on="2020-01-01", resolved_confirmed=True)
    assert avoided(clot, treatment="swedish", regions=["calf_left", "shin"]) == ("calf_left",)


def test_if_all_that_is_treated_is_avoided_the_treatment_is_not_suitable() -> None:
    assert outcome(said(WOUND, regions=BACK + NECK)) == "not_suitable"
    assert outcome(said(WOUND, regions=BACK + NECK[:-1])) == "adapt"
    assert outcome(said(WOUND, regions=["lower_back"]), regions=["lower_back"]) == "not_suitable"
    assert outcome(said(WOUND, regions=["lower_back"]), regions=["lower_back", "sacrum"]) == "adapt"


def test_all_avoided_together_counts_too_but_never_softens_an_emergency() -> None:
    halves = said(WOUND, regions=BACK), said("bruise", regions=NECK)
    assert outcome(*halves) == "not_suitable"
    assert outcome(*halves, said("cauda_equina")) == "emergency"
    assert outcome(*halves, said("stomach_bug", still_ill=True)) == "not_suitable"


def test_other_treatments_are_judged_on_all_that_they_treat() -> None:
    found = judged(said(WOUND, regions=["lower_back"]), regions=["lower_back"])
    assert found.alternatives[:2] == ("indian_head", "reflexology")
    assert "back_massage" not in found.alternatives
    assert "gentle_relaxation" in found.alternatives


def test_what_the_rule_offers_comes_first_among_the_alternatives() -> None:
    pregnant = said("pregnancy", lmp="2027-01-10", complications=False)
    found = judged(pregnant, treatment="swedish").alternatives
    assert found == ("prenatal", "gentle_relaxation", "chair", "reflexology", "facial")


def test_each_alternative_is_what_it_is_called() -> None:
    thinned = said("anticoagulants"), said("varicose_veins", regions=["calf"])
    found = judged(*thinned, treatment="deep_tissue").alternatives
    assert {outcome(*thinned, treatment=each) for each in found} == {"adapt"}
    others = {each for each in screening.rulebook().treatments if each not in (*found, "deep_tissue")}
    assert {outcome(*thinned, treatment=each) for each in others} == {"not_suitable"}
    assert found[:2] == ("gentle_relaxation", "chair")
    assert set(found[-3:]) == {"prenatal", "postnatal", "oncology"}


def test_of_ordinary_alternatives_the_most_alike_comes_first() -> None:
    assert judged(said("bleeding_disorder"), treatment="thai").alternatives == ()
    thinned = judged(said("anticoagulants"), treatment="thai").alternatives
    whole_body = ("swedish", "hot_stone", "lymphatic_drainage", "shiatsu", "aromatherapy", "lomi_lomi")
    assert thinned[2:12] == (*whole_body, "back_massage", "indian_head", "body_scrub_wrap", "reflexology")
    assert thinned[12:15] == ("facial", "facial_peel", "microcurrent_facial")
    assert thinned[15:] == ("prenatal", "postnatal", "oncology")


def test_only_a_rule_that_asks_for_them_avoids_the_clients_marks() -> None:
    operated = said("surgery_recent", on_="2027-06-01", size="major", regions=["flank"])
    assert (outcome(operated), avoided(operated)) == ("postpone", ())


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (["nuts"], "adapt"),
        (["fragrance_or_essential_oil"], "not_suitable"),
        (["latex", "fragrance_or_essential_oil"], "not_suitable"),
        (["latex", "unknown"], "not_suitable"),
        ("unknown", "not_suitable"),
    ],
)
def test_any_of_several_is_enough(kind: object, wanted: str) -> None:
    assert outcome(said("oil_allergy", kind=kind, anaphylaxis=False), treatment="aromatherapy") == wanted


def test_an_adapted_treatment_needs_no_alternative() -> None:
    assert judged(said("low_bp_faint")).alternatives == ()


def test_the_gravest_reason_comes_first_in_the_words_of_its_gravest_rule() -> None:
    found = judged(said("low_bp_faint"), said("aneurysm"), said("stroke_tia", on_="2020-01-01"))
    assert [each.id for each in found.reasons] == ["aneurysm", "stroke_tia", "low_bp_faint"]
    assert [source.id for source in found.reasons[1].sources] == ["hotstone_uk", "bhf"]
    period = said("menstruation_day1", first_day_on="2027-06-05")
    assert (
        judged(period, policy="seed_strict").reasons[0].text.text
        == "This salon moves a visit on that day to the next one."
    )
    assert judged(period).reasons[0].text.text.startswith("We leave the lower tummy alone")


def test_a_reason_names_the_salons_own_number() -> None:
    clot = said("fresh_clot", diagnosed_on="2027-06-01")
    (amount,) = judged(clot, switches={"fresh_clot_months": 24}).reasons[0].text.amounts
    assert (amount[0], amount[1].count, amount[1].unit) == ("fresh_clot_months", 24, "months")


def test_what_does_not_bear_on_the_treatment_is_no_reason() -> None:
    assert reasons(said("botox", on_="2027-06-01"), said("aneurysm")) == ["aneurysm"]


def test_the_pressure_cap_is_the_lowest() -> None:
    assert judged(said("strong_painkillers")).pressure_max == 3
    assert judged(said("strong_painkillers"), said("numbness", regions=["hip"])).pressure_max == 3
    assert judged(said("strong_painkillers"), said("numbness", regions=["flank"])).pressure_max == 2
    assert judged(said("low_bp_faint")).pressure_max is None


def test_a_client_under_18_has_said_yes_to_being_minor() -> None:
    for age, wanted in ((17, "adapt"), (18, "allowed"), (None, "allowed")):
        assert outcome(client={"age": age}) == wanted
    assert outcome(client={"age": 17}, treatment="facial_peel") == "not_suitable"
    assert judged(said("minor"), client={"age": 30}) == judged(said("minor"))
    assert judged(said("minor"), client={"age": 12}) == judged(said("minor"))


MISSING = [
    (said("phlebitis"), ["active"]),
    (said("phlebitis", active=False), ["resolved_on"]),
    (said("phlebitis", active="unknown"), ["resolved_on"]),
    (said("phlebitis", active=True), []),
    (said("pregnancy"), ["edd", "lmp", "complications"]),
    (said("pregnancy", edd="unknown"), ["complications"]),
    (said("pregnancy", lmp="2027-01-01", complications=False), []),
    (said("hypertension"), ["controlled"]),
    (said("vaccination", at=None), ["at"]),
    (said("wound_local", regions=[]), ["regions"]),
    (said("oil_allergy", kind=[]), ["kind", "anaphylaxis"]),
    (said("fever_or_cold", still_ill=True), []),
]


@pytest.mark.parametrize(("answer", "wanted"), MISSING, ids=lambda given: str(given)[:60])
def test_what_is_required_and_not_there_is_listed(answer: dict[str, object], wanted: list[str]) -> None:
    assert judged(answer).missing == tuple((answer["id"], each) for each in wanted)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (said("fresh_clot"), "allowed"),  # since fails for a missing date
        (said("fresh_clot", diagnosed_on="unknown"), "not_suitable"),
        (said("fresh_clot", diagnosed_on="2020-01-01"), "clearance"),  # ne holds for a missing answer
        (said("fresh_clot", diagnosed_on="2020-01-01", resolved_confirmed="unknown"), "clearance"),
        (said("aneurysm"), "not_suitable"),
        (said("aneurysm", repaired="unknown"), "not_suitable"),
        (said("buerger"), "allowed"),  # in fails for a missing answer
        (said("buerger", stage="unknown"), "not_suitable"),
        (said("oil_allergy"), "allowed"),  # any fails for a missing answer
        (said("oil_allergy", kind="unknown"), "adapt"),
        (said("oil_allergy", kind=["nuts", "unknown"]), "adapt"),
        (said("stomach_bug"), "allowed"),  # eq fails for a missing answer
        (said("stomach_bug", still_ill="unknown"), "postpone"),
        (said("hypertension", controlled="unknown"), "clearance"),
        (said("hypertension", controlled=True, latest_reading="unknown"), "not_suitable"),
        (said("hypertension", controlled=True, latest_reading="not_known"), "adapt"),
        (said("pacemaker", fitted_on="unknown"), "clearance"),  # an unknown date is recent, never long ago
        (said("menstruation_day1"), "allowed"),
        (said("menstruation_day1", first_day_on="unknown"), "adapt"),
    ],
    ids=lambda given: str(given)[:70],
)
def test_unknown_takes_the_strictest_branch_and_missing_only_meets_ne(
    answer: dict[str, object], wanted: str
) -> None:
    assert outcome(answer) == wanted


def test_unknown_leaves_a_date_open() -> None:
    for answer in (
        said("vaccination", at="unknown"),
        said("vaccination"),
        said("stomach_bug", still_ill=False),
    ):
        assert (judged(answer).verdict, judged(answer).until) == ("postpone", None)
