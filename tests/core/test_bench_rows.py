"""What `unknot bench` says: a table for people, JSON for programs, and what falls short in both."""

import json

import pytest

from benchmarks.rows import Found, Row, as_row, interleaved, ratio, together

FAST = Row("search", "<= 3", 2.5, "numpy in memory")
SLOW = Row("booking", ">= 0.5", 0.2, "pgbench's rate")


@pytest.mark.parametrize(
    ("goal", "measured", "met"),
    [
        ("<= 3", 3.0, True),
        ("<= 3", 3.01, False),
        (">= 0.5", 0.5, True),
        (">= 0.5", 0.49, False),
        ("= 1", 1.0, True),
        ("= 1", 2.0, False),
        ("= 1", 0.0, False),
    ],
)
def test_a_goal_is_met_on_its_limit_and_missed_beyond_it(goal: str, measured: float, met: bool) -> None:
    assert Row("what", goal, measured, "of").met is met


def test_json_has_the_rows_and_what_was_skipped() -> None:
    assert json.loads(Found([FAST, SLOW], ["couples: not yet"]).as_json()) == {
        "rows": [
            {"name": "search", "goal": "<= 3", "measured": 2.5, "unit": "numpy in memory", "met": True},
            {"name": "booking", "goal": ">= 0.5", "measured": 0.2, "unit": "pgbench's rate", "met": False},
        ],
        "skipped": ["couples: not yet"],
    }


def test_the_table_shows_goal_and_measured_side_by_side_and_what_falls_short() -> None:
    assert Found([FAST, SLOW], ["couples: not yet"]).as_table().splitlines() == [
        "what       goal  measured         of",
        "search     <= 3       2.5         numpy in memory",
        "booking  >= 0.5       0.2  SHORT  pgbench's rate",
        "",
        "Falls short: booking (0.2, not >= 0.5)",
        "Skipped: couples: not yet",
    ]


def test_when_nothing_falls_short_that_is_said() -> None:
    assert Found([FAST]).as_table().splitlines()[-1] == "Every goal is met."


def test_what_broke_off_is_told_and_is_not_fine() -> None:
    broken = Found([FAST], broken=["booking: 503"])
    assert broken.as_table().splitlines()[-1] == "Broke off: booking: 503"
    assert json.loads(broken.as_json())["skipped"] == ["booking: 503"]
    assert [each.is_fine for each in (broken, Found([FAST]), Found([FAST, SLOW]))] == [False, True, False]


def test_findings_stay_in_order_when_they_come_together() -> None:
    both = together([Found([FAST], ["one"]), Found([SLOW], ["two"], ["three"])])
    assert both == Found([FAST, SLOW], ["one", "two"], ["three"])


def test_a_ratio_is_the_median_of_the_rounds_own_quotients() -> None:
    taken = [{"a": 2.0, "b": 1.0}, {"a": 90.0, "b": 30.0}, {"a": 4.0, "b": 1.0}]
    assert ratio(taken, "a", "b") == 3.0


def test_calls_are_timed_in_turns() -> None:
    asked: list[str] = []
    taken = interleaved({"a": lambda: asked.append("a"), "b": lambda: asked.append("b")}, rounds=2)
    assert asked == ["a", "b", "a", "b"]
    assert [list(each) for each in taken] == [["a", "b"], ["a", "b"]]


def test_four_digits_count() -> None:
    assert as_row("what", "<= 1", 0.123456, "of").measured == 0.1235
