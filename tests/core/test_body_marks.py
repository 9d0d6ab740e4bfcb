"""What a client has marked on the body, as a form says it."""

import pytest

from unknot.core.suitability import Marks, Wrong, marks
from unknot.knowledge.body import body
from unknot.knowledge.load import regions

ALL = list(regions())
WORKABLE = [each for each in ALL if each not in body().unworked]


def read(**given: list[str]) -> Marks:
    return marks(given, body(), workable=WORKABLE, avoidable=ALL)


def test_nothing_marked_is_nothing_wrong() -> None:
    assert read() == Marks()


def test_a_region_a_side_and_a_whole_group_are_read_with_their_strength() -> None:
    found = read(
        work=["calf_left", "mid_back", "wrists_hands_right"],
        avoid=["sacrum"],
        strength_lower_legs=["5"],
        strength_back_middle=[""],
    )

    assert found == Marks(
        {"mid_back": None, "calf_left": 5, "wrist_right": None, "hand_right": None}, ("sacrum",)
    )


def test_both_sides_are_one_id() -> None:
    assert read(work=["calf_left", "calf_right"]).work == {"calf": None}


def test_a_group_stands_for_what_of_it_is_offered() -> None:
    assert set(read(work=["chest_ribs"]).work) == {"chest_upper", "ribs"}
    assert set(read(avoid=["chest_ribs"]).avoid) == {"chest_upper", "breast", "ribs", "armpit"}


def test_what_is_in_both_is_avoided() -> None:
    assert read(work=["lower_legs"], avoid=["calf_left"]).work == {"calf_right": None, "shin": None}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"work": ["wing"]}, Wrong("work", "unknown", "wing")),
        ({"avoid": ["wing"]}, Wrong("avoid", "unknown", "wing")),
        ({"work": ["breast_left"]}, Wrong("work", "not_offered", "breast_left")),
        ({"work": ["spine_upper"]}, Wrong("work", "not_offered", "spine_upper")),
        ({"strength_tummy_groin": ["0"]}, Wrong("strength_tummy_groin", "not_a_strength", "0")),
        ({"strength_tummy_groin": ["6"]}, Wrong("strength_tummy_groin", "not_a_strength", "6")),
        ({"strength_tummy_groin": ["٣"]}, Wrong("strength_tummy_groin", "not_a_strength", "٣")),
    ],
)
def test_what_can_not_be_used_is_told_by_its_field(given: dict[str, list[str]], wrong: Wrong) -> None:
    found = read(**{"work": ["calf"], **given})

    assert found.wrong == (wrong,)
    assert found.avoid == ()


@pytest.mark.parametrize("strength", ["1", "5"])
def test_the_lightest_and_the_deepest_strength_count(strength: str) -> None:
    assert read(work=["calf"], strength_lower_legs=[strength]).work == {"calf": int(strength)}


def test_a_prefix_begins_every_field() -> None:
    found = marks(
        {"b-work": ["calf"], "work": ["hand"], "b-strength_lower_legs": ["2"]},
        body(),
        workable=WORKABLE,
        avoidable=(),
        prefix="b-",
    )

    assert found.work == {"calf": 2}


def test_to_avoid_all_that_could_be_worked_is_told() -> None:
    found = marks(
        {"avoid": ["calf", "shin"], "work": ["calf_left"]},
        body(),
        workable=["calf"],
        avoidable=["calf", "shin", "foot_sole"],
        prefix="",
    )

    assert found == Marks({}, ("calf", "shin"), (Wrong("avoid", "nothing_left", ""),))


def test_where_something_is_left_or_nothing_is_worked_anyway_nothing_is_told() -> None:
    assert read(avoid=["calf_left"]).wrong == ()
    assert marks({"avoid": ["calf"]}, body(), workable=(), avoidable=["calf"]).wrong == ()


def test_a_prefix_begins_what_is_told_of_avoiding_all() -> None:
    found = marks({"b-avoid": ["calf"]}, body(), workable=["calf"], avoidable=["calf"], prefix="b-")

    assert found.wrong == (Wrong("b-avoid", "nothing_left", ""),)


def test_marks_within_a_treatment_keep_sides_strengths_and_nothing_else() -> None:
    marked = Marks(
        {"calf": 4, "hand": 2, "mid_back": None}, ("shin", "sacrum"), (Wrong("work", "unknown", "x"),)
    )

    assert marked.within(body(), ["calf_left", "mid_back", "shin_right"]) == Marks(
        {"calf_left": 4, "mid_back": None}, ("shin_right",)
    )
