"""What may keep somebody from a treatment, as a guide tells it before anybody has answered."""

import pytest

from unknot.core.suitability.barriers import barriers
from unknot.core.suitability.settings import settings
from unknot.core.suitability.values import Outcome
from unknot.knowledge.screening import rulebook

BOOK = rulebook()


def told(treatment: str, **switches: str) -> dict[str, list[Outcome]]:
    """Items with what they may lead to."""
    chosen = settings(BOOK.switches, switches=switches)
    groups = barriers(BOOK, treatment, chosen)
    return {each.item.id: [*each.outcomes] for those in groups.values() for each in those}


def test_each_item_stands_once_under_its_worst_outcome_from_severe_to_mild() -> None:
    groups = barriers(BOOK, "back_massage", settings(BOOK.switches))
    assert [*groups] == [Outcome.EMERGENCY, Outcome.NOT_SUITABLE, Outcome.CLEARANCE, Outcome.POSTPONE]
    listed = [each.item.id for those in groups.values() for each in those]
    assert len(listed) == len(set(listed))
    assert {each.worst for each in groups[Outcome.POSTPONE]} == {Outcome.POSTPONE}


def test_a_clot_may_refuse_ask_for_a_note_or_adapt() -> None:
    assert told("back_massage")["fresh_clot"] == [Outcome.NOT_SUITABLE, Outcome.CLEARANCE, Outcome.ADAPT]


def test_outcomes_stand_from_severe_to_mild() -> None:
    found = told("back_massage")["surgery_recent"]
    assert found == [Outcome.CLEARANCE, Outcome.POSTPONE, Outcome.ADAPT]


def test_what_only_adapts_is_left_out() -> None:
    assert {"heavy_meal", "varicose_veins", "oil_allergy"}.isdisjoint(told("back_massage"))


@pytest.mark.parametrize(
    ("treatment", "is_barred"), [("facial_peel", True), ("facial", False), ("back_massage", False)]
)
def test_an_item_is_told_only_for_the_treatments_it_bars(treatment: str, is_barred: bool) -> None:
    assert ("retinoid_topical" in told(treatment)) is is_barred


@pytest.mark.parametrize(("switch", "is_told"), [("off", False), ("adapt", False), ("postpone_day1", True)])
def test_what_a_switch_hides_or_softens_is_not_told(switch: str, is_told: bool) -> None:
    assert ("menstruation_day1" in told("back_massage", menstruation=switch)) is is_told
