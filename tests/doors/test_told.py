"""What a client answered, in plain words: each kind of follow-up, in the order in which it is asked."""

from typing import Any

import pytest

from unknot.core.suitability import interview
from unknot.desk.told import Line, Told, told
from unknot.knowledge.screening import rulebook


def lines(document: dict[str, Any]) -> list[tuple[str, str]]:
    about = interview(
        rulebook=rulebook(), treatment="back_massage", starts_at="2027-03-02T10:00", zone="Europe/Helsinki"
    )
    (found,) = told([document], about)
    assert not found.is_old
    return [(line.question, line.answer) for line in found.lines]


@pytest.mark.parametrize(
    ("document", "answers"),
    [
        ({"id": "epilepsy", "controlled": True}, ["Yes"]),
        ({"id": "epilepsy", "controlled": False}, ["No"]),
        ({"id": "epilepsy", "controlled": "unknown"}, ["Not sure"]),
        ({"id": "epilepsy", "controlled": None}, []),
        ({"id": "stroke_tia", "on": "2026-11-05"}, ["Nov. 5, 2026"]),
        ({"id": "vaccination", "sore": True, "at": "2027-03-01"}, ["March 1, 2027", "Yes"]),
        ({"id": "buerger", "stage": "walking_pain"}, ["Pain when I walk"]),
        ({"id": "heart_condition", "kind": ["other", "valve"]}, ["A valve problem, Something else"]),
        ({"id": "bruise", "regions": ["calf", "lower_back_left"]}, ["Lower back (left) and calf"]),
        ({"id": "bruise", "regions": "unknown"}, ["Not sure"]),
    ],
)
def test_each_kind_of_answer_has_its_words(document: dict[str, Any], answers: list[str]) -> None:
    assert [answer for _question, answer in lines(document)] == answers


def test_what_rules_no_longer_read_is_told_as_old() -> None:
    about = interview(
        rulebook=rulebook(), treatment="back_massage", starts_at="2027-03-02T10:00", zone="Europe/Helsinki"
    )
    gone, odd = told([{"id": "gone", "x": 1}, {"id": "buerger", "stage": "seventh"}], about)
    assert (gone.label, gone.lines, gone.is_old) == ("An earlier question", [], True)
    assert (odd.lines, odd.is_old) == ([], True)


def test_answers_print_nothing_of_themselves() -> None:
    assert repr(Told("Epilepsy", [Line("Controlled?", "Yes")])) == "Told(is_old=False)"
    assert repr(Line("Controlled?", "Yes")) == "Line()"
