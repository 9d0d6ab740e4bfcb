"""A booked part's plan: within its minutes, its pressure and its body, whatever has changed since."""

from unknot.core.suitability import Marks
from unknot.diary.models import Part
from unknot.diary.plans import planned
from unknot.salons.models import Offer


def part(treatment: str = "back_massage", duration_min: int = 60, focus: tuple[str, ...] = ()) -> Part:
    offer = Offer(treatment=treatment, duration_min=duration_min)
    return Part(offer=offer, treatment=treatment, duration_min=duration_min, focus=list(focus))


def test_a_plan_leaves_out_what_is_avoided_and_keeps_under_the_cap() -> None:
    found = planned(part(focus=("neck_back",)), avoided=["lower_back_left"], pressure_max=2)
    assert found is not None
    assert found.avoided == ("lower_back_left",)
    assert "lower_back_left" not in found.minutes and "lower_back_right" in found.minutes
    assert sum(stage.duration_min for stage in found.stages) == 60
    assert max(stage.pressure or 0 for stage in found.stages) == 2
    assert [stage.kind for stage in found.stages][2] == "focus"


def test_a_plan_heeds_what_its_client_has_marked() -> None:
    wished = part()
    wished.marks = Marks({"neck_back": 4}, ("lower_back",))
    found = planned(wished, avoided=["upper_back_left"], pressure_max=None)
    assert found is not None
    assert found.avoided == ("upper_back_left", "lower_back")
    assert next(stage.pressure for stage in found.stages if stage.kind == "focus") == 4


def test_what_the_map_or_the_catalogue_has_lost_counts_for_nothing() -> None:
    whole = planned(part(), avoided=[], pressure_max=None)
    assert planned(part(focus=("tail",)), avoided=["wing"], pressure_max=None) == whole
    assert planned(part("levitation"), avoided=[], pressure_max=None) is None


def test_a_visit_under_a_quarter_of_an_hour_has_no_plan() -> None:
    assert planned(part(duration_min=10), avoided=[], pressure_max=None) is None
    assert planned(part(duration_min=15), avoided=[], pressure_max=None) is not None


def test_where_everything_is_avoided_there_is_no_plan() -> None:
    every = [*planned(part(), avoided=[], pressure_max=None).minutes]  # type: ignore[union-attr]
    assert planned(part(), avoided=every, pressure_max=None) is None
