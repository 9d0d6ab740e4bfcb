"""Plans of small bodies, worked out by hand: where minutes go when they barely do not fit."""

import pytest

from tests.core.bodies import BODY, back
from unknot.core.suitability import Body, BodyGroup, Pressure, Stage, Wanted, plan, shorter
from unknot.core.suitability.shares import portions

WORK_40 = 55
"""Minutes of a visit that has 40 for the work: 4 for the hello, 9 to warm up, 2 for the slow finish."""


def small_body(*groups: tuple[str, str, int]) -> Body:
    """Groups of one region without sides: name, section, share."""
    made = tuple(BodyGroup(name, section, share, (f"{name}_region",)) for name, section, share in groups)
    return Body({each.regions[0]: () for each in made}, made)


def stages(body: Body, **more: object) -> list[Stage]:
    found = plan(Wanted(tuple(body.sides), WORK_40, **more), body)  # type: ignore[arg-type]
    assert found is not None
    return list(found.stages)


def worked(body: Body) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.duration_min, each.groups) for each in stages(body) if each.kind == "work"]


def test_the_warm_up_goes_over_the_section_with_most_minutes_in_all() -> None:
    body = small_body(("a", "arms", 11), ("b", "arms", 11), ("c", "legs", 18))

    assert [each.groups for each in stages(body) if each.kind == "warm_up"] == [("a", "b")]


def test_of_sections_with_as_many_minutes_the_first_is_warmed_up() -> None:
    body = small_body(("a", "legs", 20), ("b", "arms", 20))

    assert [each.groups for each in stages(body) if each.kind == "warm_up"] == [("a",)]


def test_a_sixth_of_the_work_rounded_down_is_long_enough() -> None:
    assert worked(small_body(("a", "x", 6), ("b", "x", 17), ("c", "x", 17))) == [
        (6, ("a",)),
        (17, ("b",)),
        (17, ("c",)),
    ]


def test_a_short_stage_at_the_beginning_is_joined_to_the_next() -> None:
    assert worked(small_body(("a", "x", 4), ("b", "x", 18), ("c", "x", 18))) == [
        (22, ("a", "b")),
        (18, ("c",)),
    ]


def test_a_short_stage_is_joined_to_its_shorter_neighbour() -> None:
    body = small_body(("a", "x", 16), ("b", "x", 4), ("c", "x", 20))

    assert worked(body) == [(20, ("a", "b")), (20, ("c",))]


def test_a_short_stage_is_joined_within_its_section_though_the_other_is_shorter() -> None:
    body = small_body(("a", "x", 12), ("b", "y", 4), ("c", "y", 24))

    assert worked(body) == [(12, ("a",)), (28, ("b", "c"))]


def test_what_of_a_group_is_not_in_the_focus_keeps_its_part_of_the_share() -> None:
    two = BodyGroup("two", "x", 16, ("one", "other"))
    body = Body({"one": (), "other": (), "rest": ()}, (two, BodyGroup("third", "x", 8, ("rest",))))
    found = plan(Wanted(("one", "other", "rest"), WORK_40, {"one": None}), body)

    assert found is not None
    assert abs(found.minutes["other"] - found.minutes["rest"]) <= 1


def test_a_side_wins_over_its_region_whatever_is_stronger() -> None:
    asked = {"mid_back": 4, "mid_back_left": 2}
    found = plan(back(60, focus=asked, pressure=Pressure(1, 5)), BODY)

    assert found is not None
    assert [each.pressure for each in found.stages if each.kind == "focus"] == [2]


def test_the_usual_pressure_is_whole() -> None:
    assert repr(Pressure(2, 5).of()) == "3"


def test_an_unknown_region_is_told_with_its_field() -> None:
    with pytest.raises(ValueError, match=r"^regions: unknown region wing$"):
        BODY.sites(["wing"])
    with pytest.raises(ValueError, match=r"^blocked: unknown region wing$"):
        shorter(back(60), BODY, blocked=["wing"], price_minor=7200, prices={})


def test_nothing_is_split_where_there_are_no_shares() -> None:
    assert portions(5, []) == []


def test_minutes_go_where_they_are_fewest_for_the_share() -> None:
    assert portions(7, [8, 3, 2]) == [4, 2, 1]  # type: ignore[list-item]
    assert portions(10, [53, 24, 23]) == [6, 2, 2]  # type: ignore[list-item]
    assert portions(42, [8, 7, 5, 7]) == [12, 11, 8, 11]  # type: ignore[list-item]


HALVES = small_body(("a", "x", 1), ("b", "x", 1))
HOUR = Wanted(("a_region", "b_region"), 60)


def test_the_length_that_just_holds_the_rest_is_taken() -> None:
    found = shorter(HOUR, HALVES, blocked=["a_region"], price_minor=7200, prices={38: 4000, 39: 4500})

    assert found.old is not None
    assert found.old.minutes["a_region"] == 21
    assert (found.new_min, found.new_price_minor) == (39, 4500)


def test_the_same_length_for_less_is_not_a_shorter_one() -> None:
    found = shorter(HOUR, HALVES, blocked=["a_region"], price_minor=7200, prices={60: 5000})

    assert (found.new_min, found.new_price_minor) == (60, 7200)


def test_where_nothing_was_worked_nothing_is_shortened() -> None:
    none_left = Wanted(HOUR.regions, 60, avoided=frozenset(HOUR.regions))
    found = shorter(none_left, HALVES, blocked=[], price_minor=7200, prices={59: 100, 30: 50})

    assert (found.old, found.new, found.new_min, found.new_price_minor) == (None, None, 60, 7200)
