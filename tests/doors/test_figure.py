"""The body figure: its drawing holds to the body map, its list to what is offered, its rules to both."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from unknot.core.suitability import Marks, Pressure, Wanted, marks, plan
from unknot.design.figure import Choosing, Mark, choosing, plan_shown, regions_shown, rules, words
from unknot.design.figure.drawing import VIEWS, mirrored, views
from unknot.knowledge.body import body, body_groups
from unknot.knowledge.load import regions, treatments

ALL = list(regions())
WORKABLE = [each for each in ALL if each not in body().unworked]
BOTH = [Mark("work", "Please work here", WORKABLE), Mark("avoid", "Please avoid", ALL)]


class Form(HTMLParser):
    """The fields of a page: checkboxes by name and value, labels by what they are for, options by their select."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.boxes: Counter[tuple[str, str]] = Counter()
        self.ticked: set[tuple[str, str]] = set()
        self.ids: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self.names: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids[str(given["id"])] += 1
        if tag == "label" and "for" in given:
            self.labels[str(given["for"])] += 1
        if tag == "input" and given.get("type") == "checkbox":
            box = (str(given["name"]), str(given["value"]))
            self.boxes[box] += 1
            self.names.append(str(given["data-name"]))
            if "checked" in given:
                self.ticked.add(box)


def shown(figure: Choosing) -> str:
    return render_to_string("design/figure_choose.html", {"figure": figure})


def test_each_side_of_each_region_is_drawn_once_in_its_own_view() -> None:
    for view in views():
        drawn = Counter(each.site for each in view.shapes)
        assert set(drawn.values()) == {1}
        own = {
            site for each in regions().values() if each.view == view.id for site in body().sites([each.id])
        }
        assert own <= set(drawn)
        assert {each.region for each in view.shapes} <= set(ALL)
        assert all(each.group in body_groups() for each in view.shapes)


def test_left_and_right_are_the_clients() -> None:
    at = {}
    for view in views():
        for each in view.shapes:
            at[view.id, each.site] = float(re.match(r"M(-?[\d.]+)", each.path)[1])  # type: ignore[index]
    assert at["back", "calf_left"] < 120 < at["back", "calf_right"]
    assert at["front", "shin_right"] < 120 < at["front", "shin_left"]
    assert [view.left_first for view in views()] == [True, False]


def test_a_mirrored_path_lies_on_the_other_side_and_twice_mirrored_where_it_was() -> None:
    assert mirrored("M130 10l5 2c1-1 2 3 4 0z", 120) == "M110 10l-5 2c-1 -1 -2 3 -4 0z"
    assert mirrored("M110 10l-5 2c-1 -1 -2 3 -4 0z", 120) == "M130 10l5 2c1 -1 2 3 4 0z"


def test_the_list_offers_each_side_of_each_region_once_and_names_all() -> None:
    form = Form(shown(choosing(BOTH)))

    assert set(form.boxes.values()) == {1}
    values = {field: {value for name, value in form.boxes if name == field} for field in ("work", "avoid")}
    for field, offered in (("work", WORKABLE), ("avoid", ALL)):
        groups = {each for named in body_groups().values() for each in named.group.answer_ids}
        assert body().sites(values[field] - groups) == body().sites(offered)
    assert all(name.strip() for name in form.names)
    assert set(form.ids.values()) == {1}
    assert {each for each in form.labels if each not in form.ids} == set()


def test_what_is_never_treated_is_not_offered_for_work() -> None:
    form = Form(shown(choosing(BOTH)))

    for region in body().unworked:
        for site in body().sites_of(region):
            assert ("work", site) not in form.boxes
            assert ("avoid", site) in form.boxes


def test_only_what_a_treatment_works_is_offered() -> None:
    feet = treatments()["reflexology"].regions
    form = Form(shown(choosing([Mark("work", "Please work here", feet)])))

    assert {value for _, value in form.boxes} == {
        *("ankles_feet_left", "ankles_feet_right", "foot_top_left", "foot_top_right"),
        *("foot_sole_left", "foot_sole_right"),
    }
    assert {each.removeprefix("work-") for each in form.labels if each.startswith("work-")} == {
        "ankles_feet_left",
        "ankles_feet_right",
    }


def test_what_was_given_is_ticked_and_read_back_as_it_was() -> None:
    given = Marks({"calf_left": 4, "base_of_skull": None, "hand": None, "wrist": None}, ("sacrum",))
    form = Form(shown(choosing(BOTH, given)))

    assert form.ticked == {
        *(("work", "calf_left"), ("work", "base_of_skull_left"), ("work", "base_of_skull_right")),
        *(("work", "wrists_hands_left"), ("work", "wrists_hands_right"), ("avoid", "sacrum")),
    }
    answers: dict[str, list[str]] = {"strength_lower_legs": ["4"]}
    for name, value in form.ticked:
        answers.setdefault(name, []).append(value)
    assert marks(answers, body(), workable=WORKABLE, avoidable=ALL) == given


def test_a_prefix_keeps_two_figures_apart() -> None:
    one, other = shown(choosing(BOTH)), shown(choosing(BOTH, prefix="wound-"))

    assert set(Form(one + other).ids.values()) == {1}
    assert {name for name, _ in Form(other).boxes} == {"wound-work", "wound-avoid"}


def test_a_face_is_seen_from_the_front_and_a_back_from_behind() -> None:
    for treatment, view in (("facial", "front"), ("back_massage", "back"), ("swedish", "back")):
        offered = treatments()[treatment].regions
        assert choosing([Mark("work", "", offered)]).first_view == view


def test_the_style_rules_are_those_of_the_body_map() -> None:
    assert rules.SHEET.read_text(encoding="utf-8") == rules.sheet()


def test_a_plan_is_as_strong_in_colour_as_in_work_and_says_it_in_words() -> None:
    found = plan(
        Wanted(
            treatments()["back_massage"].regions,
            60,
            {"neck_back": 4, "base_of_skull": 4, "shoulder_top": 4},
            frozenset({"lower_back_left"}),
            Pressure(2, 4),
        ),
        body(),
    )
    assert found is not None
    figure = plan_shown(found)
    kinds = {part.kind for seen in figure.seen for part in seen.parts}

    assert {"work depth-5", "avoid"} <= kinds
    assert [seen.view.id for seen in figure.seen] == ["back"]
    assert figure.avoided == "Lower back (left)"
    assert [line.title for line in figure.lines][::2] == [
        "Hello, how are you today?",
        "Neck and shoulders",
        "Slow finish",
    ]
    html = render_to_string("design/figure_plan.html", {"shown": figure})
    assert "Left out: Lower back (left)" in html


def test_avoided_regions_are_told_in_words_beside_their_stripes() -> None:
    html = render_to_string("design/figure_shown.html", {"shown": regions_shown({"calf": 2}, ["hand_left"])})

    assert html.count('class="avoid"') == len(VIEWS)
    assert html.count('class="work depth-2"') == 2
    assert "Left out: Hand (left)" in html


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["calf"], "Calf"),
        (["calf_left", "sacrum"], "Base of the spine and calf (left)"),
        (["calf", "shin_right", "hand"], "Calf, shin (right) and hand"),
    ],
)
def test_regions_are_named_with_their_sides(ids: list[str], said: str) -> None:
    assert words.avoided_names(ids) == said


def test_what_could_not_be_read_is_told() -> None:
    given = marks(
        {"work": ["wing", "breast"], "strength_lower_legs": ["9"]}, body(), workable=WORKABLE, avoidable=ALL
    )

    assert choosing(BOTH, given).errors == (
        "We don’t know that part of the body. Please choose again.",
        "That part can’t be chosen here.",
        "How strong is said with a number from 1 to 5.",
    )


@pytest.mark.django_db
def test_the_sheet_of_all_parts_shows_what_was_marked() -> None:
    answer = Client().post(reverse("design"), {"work": ["calf_left", "wing"], "strength_lower_legs": "5"})

    form = Form(answer.content.decode())
    assert form.ticked == {("work", "calf_left")}
    assert '<option value="5" selected>' in answer.content.decode()
