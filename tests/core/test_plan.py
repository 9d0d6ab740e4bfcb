"""How the minutes of one treatment are spent."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.bodies import ANSWERS, BODY, STRENGTH, WANTED, back
from unknot.core.suitability import Plan, Pressure, Wanted, plan
from unknot.core.suitability.shares import portions
from unknot.knowledge.body import body_groups
from unknot.knowledge.load import treatments


def told(wanted: Wanted) -> list[tuple[int, str, tuple[str, ...], int | None]]:
    return [(each.duration_min, each.kind, each.groups, each.pressure) for each in planned(wanted).stages]


def planned(wanted: Wanted) -> Plan:
    found = plan(wanted, BODY)
    assert found is not None
    return found


NECK = {"base_of_skull": 4, "neck_back": 4, "shoulder_top": 4}
BACK = ("back_upper", "back_middle", "back_lower")
WHOLE = ("neck_and_shoulders", *BACK)


def test_an_hour_for_neck_and_shoulders_is_hello_warm_up_focus_the_rest_and_a_slow_finish() -> None:
    assert told(back(60, focus=NECK)) == [
        (5, "greeting", (), None),
        (10, "warm_up", WHOLE, 2),
        (29, "focus", ("neck_and_shoulders",), 4),
        (13, "work", BACK, 3),
        (3, "closing", WHOLE, 2),
    ]


def test_a_quarter_of_an_hour_has_no_closing() -> None:
    kinds = [each.kind for each in planned(back(15)).stages]

    assert kinds == ["greeting", "warm_up", "work", "work"]


@pytest.mark.parametrize("duration_min", [14, 481])
def test_too_few_and_too_many_minutes_are_refused_by_name(duration_min: int) -> None:
    with pytest.raises(ValueError, match=r"^duration_min: from 15 to 480$"):
        plan(back(duration_min), BODY)


@pytest.mark.parametrize("duration_min", [15, 480])
def test_the_shortest_and_the_longest_treatment_have_a_plan(duration_min: int) -> None:
    assert sum(each.duration_min for each in planned(back(duration_min)).stages) == duration_min


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"avoided": frozenset({"wing"})}, "avoided: unknown region wing"),
        ({"focus": {"wing": None}}, "focus: unknown region wing"),
        ({"focus": {"calf": 6}}, "focus: from 1 to 5"),
        ({"pressure": Pressure(2, 4, wish=0)}, "pressure: from 1 to 5"),
        ({"pressure": Pressure(2, 4, cap=6)}, "pressure: from 1 to 5"),
        ({"extent": "half"}, "extent: one of full, partial"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        plan(back(60, **wrong), BODY)


def test_one_side_is_avoided_and_the_other_is_worked() -> None:
    found = planned(back(60, avoided=frozenset({"lower_back_left"})))

    assert "lower_back_left" not in found.minutes
    assert found.minutes["lower_back_right"] > 0
    assert found.avoided == ("lower_back_left",)


def test_bones_get_no_minutes() -> None:
    assert [each for each in planned(back(90)).minutes if each.startswith("spine_")] == []


def test_nothing_is_planned_when_all_that_is_treated_is_avoided() -> None:
    feet = Wanted(("foot_sole", "foot_top"), 30, avoided=frozenset({"foot_sole", "foot_top"}))

    assert plan(feet, BODY) is None
    assert plan(replace(feet, avoided=feet.avoided - {"foot_top"}), BODY) is not None


def test_what_is_asked_for_and_avoided_is_avoided() -> None:
    asked = back(60, focus={"mid_back": 5}, avoided=frozenset({"mid_back"}))

    assert told(asked) == told(replace(asked, focus={}))


def test_a_cap_wins_over_the_wish_and_over_the_treatment() -> None:
    deep = Wanted(treatments()["deep_tissue"].regions, 60, {"calf": 5}, pressure=Pressure(4, 5, 5, cap=2))

    assert {each.pressure for each in planned(deep).stages} == {None, 1, 2}


def test_a_side_named_by_itself_has_its_own_strength() -> None:
    asked = back(60, focus={"mid_back": 2, "mid_back_left": 4}, pressure=Pressure(1, 5))

    assert [each.pressure for each in planned(asked).stages if each.kind == "focus"] == [2]
    assert [
        each.pressure
        for each in planned(replace(asked, focus={"mid_back_left": 4})).stages
        if each.kind == "focus"
    ] == [4]


def test_part_of_the_body_is_the_sections_with_a_focus() -> None:
    swedish = Wanted(treatments()["swedish"].regions, 60, {"calf": None})

    legs = {each.id for named in body_groups().values() if (each := named.group).section == "legs"}
    partial = planned(replace(swedish, extent="partial"))
    assert {each for stage in partial.stages for each in stage.groups} == legs
    assert {each for stage in planned(swedish).stages for each in stage.groups} > legs


def test_a_treatment_of_the_whole_body_has_no_more_lines_than_are_read() -> None:
    assert len(planned(Wanted(treatments()["swedish"].regions, 90)).stages) <= 9


@given(wanted=WANTED)
def test_a_plan_keeps_its_promises(wanted: Wanted) -> None:
    found = plan(wanted, BODY)
    treated, avoided = BODY.sites(wanted.regions), BODY.sites(wanted.avoided)
    if found is None:
        assert treated - BODY.sites(BODY.unworked) <= avoided
        return
    assert found == plan(wanted, BODY)
    assert sum(each.duration_min for each in found.stages) == wanted.duration_min
    assert all(type(each.duration_min) is int and each.duration_min > 0 for each in found.stages)
    worked = [each for each in found.stages if each.kind in ("focus", "work")]
    assert all(found.minutes.values())
    assert sum(found.minutes.values()) == sum(each.duration_min for each in worked)
    assert BODY.sites(region for each in worked for region in each.regions) == found.minutes.keys()
    for stage in found.stages:
        sites = BODY.sites(stage.regions)
        assert sites <= treated - avoided - BODY.sites(BODY.unworked)
        assert set(stage.groups) == {each.id for each in BODY.groups if BODY.sites(each.regions) & sites}
        assert stage.pressure is None or 1 <= stage.pressure <= (wanted.pressure.cap or 5)
    assert BODY.sites(found.avoided) == treated & avoided


@given(wanted=WANTED)
def test_a_site_never_gets_less_for_being_in_the_focus(wanted: Wanted) -> None:
    whole = replace(wanted, extent="full")
    with_focus, without = plan(whole, BODY), plan(replace(whole, focus={}), BODY)
    if with_focus and without:
        for site in BODY.sites(wanted.focus) & without.minutes.keys():
            assert with_focus.minutes.get(site, Fraction(0)) >= without.minutes[site]


@pytest.mark.parametrize("duration_min", [15, 16, 30, 60])
def test_a_focus_on_all_but_one_site_loses_nothing_by_rounding(duration_min: int) -> None:
    swedish = Wanted(treatments()["swedish"].regions, duration_min)
    usual = planned(swedish).minutes
    for other in usual:
        asked = replace(swedish, focus=dict.fromkeys(usual.keys() - {other}))
        found = planned(asked).minutes
        assert [site for site in asked.focus if found.get(site, 0) < usual[site]] == []


@given(wanted=WANTED, more=st.sampled_from(ANSWERS), strength=STRENGTH)
def test_the_same_plan_comes_from_the_same_wishes_in_any_order(
    wanted: Wanted, more: str, strength: int | None
) -> None:
    focus = {**wanted.focus, more: strength}
    turned = dict(reversed(focus.items()))
    mixed = replace(wanted, focus=turned, regions=tuple(reversed(wanted.regions)))
    assert plan(mixed, BODY) == plan(replace(wanted, focus=focus), BODY)


@given(
    shares=st.lists(st.fractions(min_value=Fraction(1, 9), max_value=20), min_size=1, max_size=9),
    total=st.integers(0, 300),
)
def test_portions_add_up_and_nobody_gets_less_of_more(shares: list[Fraction], total: int) -> None:
    given_now, given_more = portions(total, shares), portions(total + 1, shares)

    assert (sum(given_now), sum(given_more)) == (total, total + 1)
    assert all(more >= now for now, more in zip(given_now, given_more, strict=True))
