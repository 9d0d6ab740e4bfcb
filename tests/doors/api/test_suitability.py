"""POST /suitability: the same verdict as the core's, in the reader's language, and nothing of it kept."""

import io
import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.core.screening_cast import judged, said
from tests.doors.api.asking import Door, fields, problem
from unknot.api import door as frame
from unknot.api import suitability
from unknot.core.suitability import Problem
from unknot.core.suitability.telling import told
from unknot.knowledge import screening
from unknot.knowledge.plain_words import english

pytestmark = pytest.mark.django_db

QUESTION: dict[str, Any] = {
    "treatment": "back_massage",
    "duration_min": 60,
    "starts_at": "2027-06-05T10:00",
    "zone": "Europe/Helsinki",
    "policy": "modern",
    "answers": [],
}
MARKER = "zqx7marker"


def asked(door: Door, *answers: object, **other: object) -> dict[str, Any]:
    response = door.post("/suitability", QUESTION | {"answers": list(answers)} | other)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def test_a_healthy_client_may_come(door: Door) -> None:
    assert asked(door) == {
        "verdict": "allowed",
        "until": None,
        "avoid_regions": [],
        "adaptations": [],
        "reasons": [],
        "missing": [],
        "alternatives": [],
        "rulebook": screening.rulebook().version,
    }


def test_a_visit_that_comes_too_early_gets_its_date(door: Door) -> None:
    found = asked(door, said("vaccination", at="2027-06-04T08:30"))
    assert (found["verdict"], found["until"]) == ("postpone", "2027-06-06T08:30:00")
    assert found["reasons"][0]["text"].startswith("We wait 2 days after a vaccine")
    assert found["reasons"][0]["sources"][0] == {
        "id": "abmp_covid_vax",
        "title": "ABMP / Ruth Werner - COVID Vaccine and Massage: When Is It Safe?",
        "url": "https://www.abmp.com/updates/blog-posts/covid-vaccine-and-massage-when-it-safe-offer-massage",
    }


def test_an_emergency_says_how_urgent_it_is_without_a_number_of_some_country(door: Door) -> None:
    found = asked(door, said("neck_artery"))
    assert (found["verdict"], found["urgency"], found["alternatives"]) == ("emergency", "now", [])
    assert found["reasons"][0]["text"].startswith("Please call your emergency number now.")


def test_what_is_missing_is_named_and_nothing_refused(door: Door) -> None:
    assert asked(door, said("phlebitis"))["missing"] == [{"answer": "phlebitis", "follow_up": "active"}]


def test_the_door_says_what_the_core_says(door: Door) -> None:
    answers = [
        said("numbness", regions=["flank_left"]),
        said("anticoagulants"),
        said("pregnancy", lmp="unknown"),
    ]
    assert asked(door, *answers) == told(judged(*answers), english)


def test_no_policy_is_that_of_a_new_salon_and_an_instant_needs_no_zone(door: Door) -> None:
    pregnant = said("pregnancy", lmp="2027-04-10", complications=False)
    found = asked(
        door, pregnant, treatment="prenatal", policy=None, zone=None, starts_at="2027-06-05T10:00:00+03:00"
    )
    assert (found["verdict"], found["until"]) == ("postpone", "2027-07-17T00:00:00")


def test_switches_client_and_regions_count(door: Door) -> None:
    assert (
        asked(door, said("anticoagulants"), switches={"anticoagulant_letter": "first_visit"})["verdict"]
        == "clearance"
    )
    assert asked(door, client={"age": 17})["adaptations"] == ["guardian_consent", "guardian_present_under_16"]
    assert asked(door, said("bruise", regions=["flank"]), regions=["flank_left"])["verdict"] == "not_suitable"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"treatment": "haircut"}, "treatment"),
        ({"duration_min": 481}, "duration_min"),
        ({"duration_min": "60"}, "duration_min"),
        ({"starts_at": "2027-02-30T10:00"}, "starts_at"),
        ({"zone": None}, "starts_at"),
        ({"zone": "Mars"}, "zone"),
        ({"policy": "strict"}, "policy"),
        ({"switches": {"menstruation": "on"}}, "switches.menstruation"),
        ({"client": {"age": "17"}}, "client.age"),
        ({"regions": ["wing"]}, "regions.0"),
        ({"answers": None}, "answers"),
        ({"answers": [{"id": "moon"}]}, "answers.0.id"),
        ({"answers": [{"id": "botox", "on": "2027-02-30"}]}, "answers.0.on"),
        ({"answers": [{"id": "botox", "when": "2027-02-20"}]}, "answers.0.when"),
        ({"now": "2027-06-05T10:00Z"}, "now"),
        ({"\ud800": 1}, "?"),
    ],
)
def test_bad_input_names_its_field(door: Door, change: dict[str, object], field: str) -> None:
    assert fields(door.post("/suitability", QUESTION | change)) == [field]


def test_a_body_that_is_no_object_is_refused(door: Door) -> None:
    for body in (b"[]", b"{", b'{"treatment": NaN}', b'{"answers": [], "answers": []}'):
        assert fields(door.post("/suitability", body)) == ["body"]
    assert problem(door.get("/suitability")) == (405, "method_not_allowed")


def test_it_counts_as_a_write(door: Door, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.RATE_LIMIT = True
    monkeypatch.setattr(frame, "WRITES_A_MIN", 1)
    assert door.post("/suitability", QUESTION).status_code == 200
    assert problem(door.post("/suitability", QUESTION)) == (429, "rate_limited")


def test_finnish_is_spoken(door: Door) -> None:
    response = door.post("/suitability", QUESTION | {"answers": [said("neck_artery")]}, accept_language="fi")
    assert response.json()["reasons"][0]["text"].startswith("Soita hätänumeroon")


def test_every_problem_is_marked_for_translation() -> None:
    assert [each.value for each in Problem] == list(suitability.PROBLEMS)


def planted() -> list[dict[str, Any]]:
    """For each item a question whose every follow-up says the marker, and one that is in order."""
    book = screening.rulebook()
    wrong = [{"id": item.id} | dict.fromkeys(item.follow_ups, MARKER) for item in book.items.values()]
    right = [{"id": item.id} | dict.fromkeys(item.follow_ups, "unknown") for item in book.items.values()]
    return [
        QUESTION | {"answers": [each]}
        for each in [*wrong, *right, {"id": MARKER}, {"id": "botox", MARKER: 1}]
    ]


def test_no_answer_reaches_a_log_line_or_the_database(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    stream = io.StringIO()
    listener = logging.StreamHandler(stream)
    logging.getLogger().addHandler(listener)
    caplog.set_level(logging.DEBUG)
    before = {model: model._default_manager.count() for model in apps.get_models()}
    with CaptureQueriesContext(connection) as queries:
        for question in planted():
            door.post("/suitability", question)
    logging.getLogger().removeHandler(listener)
    heard = stream.getvalue() + caplog.text + str([record.__dict__ for record in caplog.records])
    items = set(screening.rulebook().items) - {"cancer", "minor", "bruise", "hernia", "diabetes", "epilepsy"}
    assert MARKER not in heard
    assert [each for each in items if each in heard] == []
    assert [each["sql"] for each in queries if MARKER in each["sql"]] == []
    assert {model: model._default_manager.count() for model in apps.get_models()} == before


def test_an_error_of_ours_tells_no_answer(
    door: Door, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**question: object) -> None:
        raise ValueError(str(question))

    monkeypatch.setattr(suitability, "verdict", fails)
    response = door.post("/suitability", QUESTION | {"answers": [said("buerger", stage=MARKER)]})
    assert problem(response) == (500, "internal")
    assert MARKER not in caplog.text + response.content.decode()
