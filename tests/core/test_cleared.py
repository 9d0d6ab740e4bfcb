"""What remains of a verdict once a note has come."""

from dataclasses import replace
from datetime import datetime

from tests.core.screening_cast import judged, said
from unknot.core.suitability import Outcome, Urgency, Verdict
from unknot.core.suitability.cleared import cleared

BLEEDING = judged(said("bleeding_disorder"))
HEAD = judged(said("head_injury", on_="2027-06-01", warning_signs=False))
NOTHING = judged()
OILS = judged(said("oil_allergy", kind=["nuts"], anaphylaxis=False))


def held_up(whole: Verdict) -> Verdict:
    """As it would be if it had all that can hold a visit up."""
    then = datetime.fromisoformat("2027-06-09")
    return replace(whole, until=then, urgency=Urgency.NOW, alternatives=("facial",))


def test_what_only_needed_a_note_may_be_had_as_it_is() -> None:
    assert (HEAD.verdict, HEAD.adaptations, HEAD.avoid_regions) == (Outcome.CLEARANCE, (), ())
    found = cleared(held_up(HEAD), NOTHING)

    assert found == replace(HEAD, verdict=Outcome.ALLOWED, until=None, urgency=None, alternatives=())


def test_what_is_adapted_for_a_cleared_item_stays_so() -> None:
    assert BLEEDING.adaptations
    found = cleared(held_up(BLEEDING), NOTHING)

    assert found == replace(BLEEDING, verdict=Outcome.ADAPT, until=None, urgency=None, alternatives=())


def test_what_is_left_out_for_a_cleared_item_stays_so() -> None:
    whole = replace(HEAD, avoid_regions=("neck_back",))

    assert cleared(whole, NOTHING) == replace(whole, verdict=Outcome.ADAPT, alternatives=())


def test_an_adaptation_that_needs_no_note_stays() -> None:
    whole = judged(
        said("head_injury", on_="2027-06-01", warning_signs=False),
        said("oil_allergy", kind=["nuts"], anaphylaxis=False),
    )

    assert OILS.verdict is Outcome.ADAPT
    assert cleared(whole, OILS).verdict is Outcome.ADAPT
    assert cleared(HEAD, OILS).verdict is Outcome.ADAPT


def test_what_no_note_clears_decides_alone() -> None:
    ill = judged(said("fever_or_cold", still_ill=True))
    without_note = judged(said("bleeding_disorder"))

    assert ill.verdict is Outcome.POSTPONE
    assert cleared(BLEEDING, ill) is ill
    assert cleared(HEAD, without_note) is without_note
