"""`unknot suitability`: questions in JSON, verdicts on stdout, one line on stderr for what is wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.core.screening_cast import judged, said
from unknot.core.suitability.telling import told
from unknot.knowledge.plain_words import english

QUESTION: dict[str, Any] = {
    "treatment": "back_massage",
    "duration_min": 60,
    "starts_at": "2027-06-05T10:00",
    "zone": "Europe/Helsinki",
    "policy": "modern",
    "answers": [said("stomach_bug", still_ill=False, last_symptom_on="2027-06-04")],
}


def unknot_suitability(
    *arguments: str, given: bytes = b"", flags: tuple[str, ...] = ()
) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *flags, "-m", "unknot.config.cli", "suitability", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def asked(question: Any, *arguments: str) -> tuple[int, str, str]:
    return unknot_suitability("-", *arguments, given=json.dumps(question).encode())


def test_one_question_on_stdin_gives_one_answer_like_the_cores() -> None:
    code, out, err = asked(QUESTION)
    assert (code, err) == (0, "")
    assert json.loads(out) == told(judged(*QUESTION["answers"]), english)
    assert json.loads(out)["until"] == "2027-06-07T00:00:00"


def test_a_file_is_read_and_home_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "a question.json"
    path.write_text(json.dumps(QUESTION), encoding="utf-8")
    code, out, err = unknot_suitability(str(path), "--home", str(tmp_path / "nowhere"))
    assert (code, json.loads(out)["verdict"], err) == (0, "postpone", "")


def test_a_list_of_questions_gives_a_list_of_answers() -> None:
    code, out, _ = asked([QUESTION, QUESTION | {"answers": []}])
    assert (code, [each["verdict"] for each in json.loads(out)]) == (0, ["postpone", "allowed"])
    assert asked([])[:2] == (0, "[]\n")


def test_time_adds_microseconds_to_each_answer() -> None:
    code, out, _ = asked([QUESTION], "--time")
    assert (code, json.loads(out)[0]["microseconds"] > 0) == (0, True)


def test_django_stays_out() -> None:
    code, _, err = unknot_suitability("-", given=json.dumps(QUESTION).encode(), flags=("-X", "importtime"))
    assert code == 0
    assert [line for line in err.splitlines() if "django" in line] == []


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("{", "stdin: not JSON: Expecting property name enclosed in double quotes, line 1 column 2"),
        ("7", "stdin: must be an object or a list of objects"),
        ("[7]", "cases[0]: must be an object"),
        (
            json.dumps([QUESTION, QUESTION | {"zone": "Mars"}]),
            "cases[1].zone: must be the name of a time zone, such as Europe/Helsinki",
        ),
        (json.dumps(QUESTION | {"now": 1}), "now: is not known here"),
        (
            json.dumps(QUESTION | {"answers": [{"id": "botox", "on": "soon"}]}),
            "answers[0].on: must be a date such as 2027-03-28, with a time if it is known, or unknown",
        ),
        ('{"zone": "UTC", "zone": "UTC"}', "zone: given twice"),
        ('[{"answers": [{}, {"id": 1, "id": 2}]}]', "cases[0].answers[1].id: given twice"),
        ('{"switches": {"a": 1, "a": 2}}', "switches.a: given twice"),
        (
            json.dumps(QUESTION | {"answers": [{"id": "botox", "ä\n": 1}]}),
            "'answers[0].\\xe4\\n': is not known here",
        ),
    ],
)
def test_one_line_says_which_field_is_wrong(given: str, complaint: str) -> None:
    assert unknot_suitability("-", given=given.encode()) == (2, "", f"unknot suitability: {complaint}\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, out, err = unknot_suitability(str(tmp_path / "none.json"))
    assert (code, out) == (2, "")
    assert err.endswith("none.json: cannot be read: No such file or directory\n")
