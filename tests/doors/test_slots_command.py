"""`unknot slots`: questions in JSON, answers on stdout, one line on stderr for what is wrong."""

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

QUESTION: dict[str, Any] = {
    "zone": "Europe/Warsaw",
    "now": "2027-03-01T00:00:00Z",
    "hours": [{"days": ["sat", "sun"], "from": "09:00", "to": "12:00"}],
    "exceptions": [{"on_date": "2027-03-29", "hours": [["10:00", "11:00"]]}],
    "busy": [{"starts_at": "2027-03-28T07:00:00Z", "ends_at": "2027-03-28T08:00:00Z"}],
    "duration_min": 60,
    "step_min": 60,
    "buffer_before_min": 0,
    "buffer_after_min": 0,
    "notice_min": 0,
    "from": "2027-03-28T00:00:00Z",
    "to": "2027-03-30T00:00:00Z",
}
STARTS = ["2027-03-28T08:00:00Z", "2027-03-28T09:00:00Z", "2027-03-29T08:00:00Z"]


def unknot_slots(*arguments: str, given: bytes = b"", flags: tuple[str, ...] = ()) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *flags, "-m", "unknot.config.cli", "slots", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def asked(question: Any, *arguments: str) -> tuple[int, str, str]:
    return unknot_slots("-", *arguments, given=json.dumps(question).encode())


def answered(**other: Any) -> list[str]:
    code, out, err = asked(QUESTION | {name.rstrip("_"): value for name, value in other.items()})
    assert (code, err) == (0, "")
    found: list[str] = json.loads(out)["starts"]
    return found


def test_one_question_on_stdin_gives_one_answer() -> None:
    code, out, err = asked(QUESTION)
    assert (code, json.loads(out), err) == (0, {"starts": STARTS}, "")


def test_a_file_is_read_and_home_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "a question.json"
    path.write_text(json.dumps(QUESTION), encoding="utf-8")
    code, out, err = unknot_slots(str(path), "--home", str(tmp_path / "nowhere"))
    assert (code, json.loads(out), err) == (0, {"starts": STARTS}, "")
    assert [found.name for found in tmp_path.iterdir()] == ["a question.json"]


def test_a_list_of_questions_gives_a_list_of_answers() -> None:
    code, out, err = asked([QUESTION, QUESTION | {"hours": [], "exceptions": []}])
    assert (code, json.loads(out), err) == (0, [{"starts": STARTS}, {"starts": []}], "")
    assert asked([])[:2] == (0, "[]\n")


def test_time_adds_microseconds_to_each_answer() -> None:
    code, out, _ = asked([QUESTION, QUESTION], "--time")
    answers = json.loads(out)
    assert code == 0
    assert [sorted(answer) for answer in answers] == [["microseconds", "starts"]] * 2
    assert all(0 < answer["microseconds"] < 1_000_000 for answer in answers)


def test_what_is_optional_may_be_left_out() -> None:
    few = {
        name: QUESTION[name] for name in ("zone", "now", "hours", "duration_min", "step_min", "from", "to")
    }
    code, out, _ = asked(few)
    assert (code, json.loads(out)["starts"]) == (0, ["2027-03-28T07:00:00Z", *STARTS[:2]])


def test_django_stays_out() -> None:
    code, _, err = unknot_slots("-", given=json.dumps(QUESTION).encode(), flags=("-X", "importtime"))
    assert code == 0
    assert [line for line in err.splitlines() if "django" in line] == []
    assert "unknot.core.availability" in err


def test_midnight_can_be_written_as_the_end_of_the_day() -> None:
    late = [{"days": ["sun"], "from": "22:00", "to": "24:00"}]
    assert answered(hours=late, exceptions=[]) == ["2027-03-28T20:00:00Z", "2027-03-28T21:00:00Z"]
    assert answered(hours=[{"days": ["sun"], "from": "22:00", "to": "00:00"}], exceptions=[]) == [
        "2027-03-28T20:00:00Z",
        "2027-03-28T21:00:00Z",
    ]


def test_the_same_time_twice_is_24_hours() -> None:
    whole = [{"days": ["sun"], "from": "09:00", "to": "09:00"}]
    found = answered(hours=whole, exceptions=[], busy=[])
    assert (len(found), found[0], found[-1]) == (24, "2027-03-28T07:00:00Z", "2027-03-29T06:00:00Z")


def test_one_day_may_stand_in_several_entries() -> None:
    split = [
        {"days": ["sun", "mon"], "from": "09:00", "to": "10:00"},
        {"days": ["sun"], "from": "15:00", "to": "16:00"},
    ]
    assert answered(hours=split, exceptions=[], busy=[]) == [
        "2027-03-28T07:00:00Z",
        "2027-03-28T13:00:00Z",
        "2027-03-29T07:00:00Z",
    ]


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("2027-03-28T10:00:00+02:00", STARTS[0]),
        ("2027-03-28T05:00:00-04:00", STARTS[1]),
        ("2027-03-28T08:00:00.0Z", STARTS[0]),
        ("2027-03-28t08:00z", STARTS[0]),
        ("2027-03-28T08:00:00.000001Z", STARTS[1]),
        ("2027-03-28T08:00:00.000000001Z", STARTS[1]),
        ("2027-03-28T07:59:59.999999999Z", STARTS[0]),
        ("2027-03-28T13:45:00.5+05:45", STARTS[1]),
    ],
)
def test_from_counts_exactly(since: str, first: str) -> None:
    assert answered(from_=since)[0] == first


def test_notice_counts_exactly_and_busy_widens() -> None:
    assert answered(now="2027-03-28T06:59:00Z", notice_min=61)[0] == STARTS[0]
    assert answered(now="2027-03-28T06:59:30Z", notice_min=60.5)[0] == STARTS[0]
    assert answered(now="2027-03-28T06:59:00.000001Z", notice_min=61)[0] == STARTS[1]
    nearly = [{"starts_at": "2027-03-28T07:00:00Z", "ends_at": "2027-03-28T08:00:00.001Z"}]
    assert answered(busy=nearly)[0] == STARTS[1]
    empty = [{"starts_at": "2027-03-28T08:30:30Z", "ends_at": "2027-03-28T08:30:30Z"}]
    assert answered(busy=empty) == ["2027-03-28T07:00:00Z", *STARTS]


def test_a_window_of_ten_years_is_answered() -> None:
    always = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "24:00"}]
    found = answered(hours=always, exceptions=[], busy=[], to="2037-03-28T00:00:00Z")
    assert len(found) == 3653 * 24


WRONG: list[tuple[str, tuple[Any, ...], Any]] = [
    ("zone", ("zone",), "Mars/Olympus"),
    ("zone", ("zone",), "../etc/passwd"),
    ("zone", ("zone",), "Europe"),
    ("zone", ("zone",), "\ud800\x00"),
    ("zone", ("zone",), ""),
    ("zone", ("zone",), 5),
    ("now", ("now",), "2027-03-01T00:00:00"),
    ("now", ("now",), "2027-03-01"),
    ("now", ("now",), "2027-02-29T00:00:00Z"),
    ("now", ("now",), "1999-12-31T23:59:59Z"),
    ("now", ("now",), "2201-01-01T00:00:00Z"),
    ("now", ("now",), "0001-01-01T00:00:00+14:00"),
    ("now", ("now",), "2027-03-01T24:00:00Z"),
    ("now", ("now",), "２027-03-01T00:00:00Z"),
    ("now", ("now",), 1_800_000_000),
    ("from", ("from",), None),
    ("to", ("to",), "2027-03-28T00:00:00Z"),
    ("to", ("to",), "2027-03-27T00:00:00Z"),
    ("to", ("to",), "2190-03-27T00:00:00Z"),
    ("hours", ("hours",), {}),
    ("hours[0]", ("hours", 0), "mon"),
    ("hours[0].days", ("hours", 0, "days"), "sun"),
    ("hours[0].days[1]", ("hours", 0, "days", 1), "Sun"),
    ("hours[0].days[0]", ("hours", 0, "days", 0), ["sun"]),
    ("hours[0].from", ("hours", 0, "from"), "24:00"),
    ("hours[0].from", ("hours", 0, "from"), "9:00"),
    ("hours[0].from", ("hours", 0, "from"), "09:03"),
    ("hours[0].to", ("hours", 0, "to"), "24:05"),
    ("hours[0].to", ("hours", 0, "to"), "12:60"),
    ("hours[0].to", ("hours", 0, "to"), 720),
    ("exceptions", ("exceptions",), None),
    ("exceptions[0].on_date", ("exceptions", 0, "on_date"), "20270329"),
    ("exceptions[0].on_date", ("exceptions", 0, "on_date"), "2027-02-30"),
    ("exceptions[0].hours[0]", ("exceptions", 0, "hours", 0), ["10:00"]),
    ("exceptions[0].hours[0][0]", ("exceptions", 0, "hours", 0, 0), "10:01"),
    ("exceptions[0].hours[0][1]", ("exceptions", 0, "hours", 0, 1), "11"),
    ("busy[0]", ("busy", 0), []),
    ("busy[0].starts_at", ("busy", 0, "starts_at"), "yesterday"),
    ("busy[0].ends_at", ("busy", 0, "ends_at"), "2027-03-28T06:59:59Z"),
    ("duration_min", ("duration_min",), 0),
    ("duration_min", ("duration_min",), 62),
    ("duration_min", ("duration_min",), -5),
    ("duration_min", ("duration_min",), "60"),
    ("duration_min", ("duration_min",), True),
    ("duration_min", ("duration_min",), float("nan")),
    ("duration_min", ("duration_min",), float("inf")),
    ("duration_min", ("duration_min",), 10**400),
    ("step_min", ("step_min",), 0),
    ("step_min", ("step_min",), 12.5),
    ("buffer_before_min", ("buffer_before_min",), 3),
    ("buffer_after_min", ("buffer_after_min",), -10),
    ("buffer_after_min", ("buffer_after_min",), None),
    ("notice_min", ("notice_min",), -1),
    ("notice_min", ("notice_min",), False),
    ("notice_min", ("notice_min",), 1e18),
    ("colour", ("colour",), "red"),
    ("hours[0].note", ("hours", 0, "note"), "late"),
    ("busy[0].who", ("busy", 0, "who"), "Aino"),
    (r"'a\nb'", ("a\nb",), 1),
]


@pytest.mark.parametrize(
    ("path", "place", "value"), WRONG, ids=[f"{n} {row[0]}" for n, row in enumerate(WRONG)]
)
def test_what_is_wrong_is_named_by_its_path(path: str, place: tuple[Any, ...], value: Any) -> None:
    question = deepcopy(QUESTION)
    inner: Any = question
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    code, out, err = asked([QUESTION, question])
    assert (code, out) == (2, "")
    assert err.startswith(f"unknot slots: cases[1].{path}: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("field", ["zone", "now", "hours", "duration_min", "step_min", "from", "to"])
def test_what_is_missing_is_named(field: str) -> None:
    question = {name: value for name, value in QUESTION.items() if name != field}
    assert asked(question) == (2, "", f"unknot slots: {field}: missing\n")


def test_two_exceptions_for_one_day_name_the_second() -> None:
    twice = [{"on_date": "2027-03-29", "hours": []}] * 2
    code, out, err = asked(QUESTION | {"exceptions": twice})
    assert (code, out) == (2, "")
    assert err.startswith("unknot slots: exceptions[1].on_date: 2027-03-29 ")


@pytest.mark.parametrize(
    ("given", "start"),
    [
        (b"", "stdin: not JSON"),
        (b"{", "stdin: not JSON"),
        (b"\xff\xfe", "stdin: not UTF-8"),
        (b"[" * 100_000, "stdin: nested too deeply"),
        (b'{"zone": ' + b"9" * 10_000 + b"}", "stdin: holds a number"),
        (b"3", "stdin: must be"),
        (b'["x"]', "cases[0]: must be"),
        (b"null", "stdin: must be"),
    ],
)
def test_what_is_no_question_is_refused(given: bytes, start: str) -> None:
    code, out, err = unknot_slots("-", given=given)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"unknot slots: {start}")


@pytest.mark.parametrize(("place", "path"), [(b'{"zone"', "zone"), (b'{"days"', "hours[0].days")])
def test_a_name_given_twice_is_named(place: bytes, path: str) -> None:
    given = json.dumps(QUESTION).encode().replace(place, place + b": 1, " + place[1:], 1)
    code, out, err = unknot_slots("-", given=given)
    assert (code, out, err) == (2, "", f"unknot slots: {path}: given twice\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, out, err = unknot_slots(str(tmp_path / "none.json"))
    assert (code, out) == (2, "")
    assert err == f"unknot slots: {tmp_path / 'none.json'}: cannot be read: No such file or directory\n"


def test_without_a_file_it_says_how_to_use_it() -> None:
    code, out, err = unknot_slots()
    assert (code, out) == (2, "")
    assert "FILE.json|-" in err
