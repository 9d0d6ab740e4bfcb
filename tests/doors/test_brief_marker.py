"""What a client has answered is on the opened page and nowhere else: no log, address, title or header has it."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.apps.test_health_marker import MARKER, logged, shows
from tests.doors.pages import quiet_room
from tests.doors.treating import BLEEDING, Role, address, let_in, member, note, visit
from unknot.health import actions as locked
from unknot.health.models import Clearance
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

__all__ = ["logged"]

HEALTH_WORDS = re.compile(
    r"allerg|bleed|blood|bruise|health|answer|pregnan|clearance|verdict|oil", re.IGNORECASE
)


def marked_case() -> tuple[Client, Any, Clearance]:
    """A practitioner, and a visit whose answers and note hold the marker."""
    place = quiet_room()
    booked = visit(place, BLEEDING)
    let_in(booked)
    marked = [{"id": "bleeding_disorder"}, {"id": MARKER, "on": MARKER}]
    given = {"visit": booked.public_id, "client": booked.client, "rulebook": rulebook().version}
    locked.renew(answers=marked, now=clock.now(), **given)  # type: ignore[arg-type]
    return member(place, Role.PRACTITIONER, "Aino"), booked, note(booked, from_whom=MARKER)


def walk(browser: Client, booked: Any, handed: Clearance) -> list[Any]:
    """Everything that a practitioner does before a visit, once."""
    return [
        browser.get(address("desk_visit", booked)),
        browser.get(address("desk_brief", booked)),
        browser.post(address("desk_brief", booked)),
        browser.post(address("desk_note", booked, handed.pk)),
        browser.post(address("desk_note_file", booked, handed.pk)),
        browser.post(address("desk_note_decision", booked, handed.pk), {"decision": "confirmed"}),
        browser.get(address("desk_visit", booked)),
    ]


def test_the_marker_stays_on_the_page_that_was_opened(logged: list[str], capsys: Any) -> None:
    browser, booked, handed = marked_case()
    answers = walk(browser, booked, handed)
    assert [place for place, answer in enumerate(answers) if shows(answer.content.decode("latin-1"))] == [3]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 302, 200]
    assert [answer for answer in answers if shows(repr(answer.headers))] == []
    assert len(logged) > 20
    assert [line for line in logged if shows(line)] == []
    told = capsys.readouterr()
    assert not shows(told.out + told.err)


def test_an_answer_that_no_rule_knows_any_more_is_told_without_its_content() -> None:
    browser, booked, _handed = marked_case()
    page = browser.post(address("desk_brief", booked)).content.decode()
    assert "An earlier question" in page
    assert "This was answered under earlier rules. Ask again." in page
    assert MARKER not in page


def test_no_address_title_or_header_of_the_desk_has_a_health_word() -> None:
    place = quiet_room()
    booked = visit(place, BLEEDING)
    let_in(booked)
    handed, browser = note(booked), member(place, Role.PRACTITIONER, "Aino")
    for answer in walk(browser, booked, handed):
        path = answer.request["PATH_INFO"]
        title = re.search(r"<title>(.*?)</title>", answer.content.decode("latin-1"))
        said = [path, title[1] if title else "", answer.headers.get("Content-Disposition", "")]
        assert [each for each in said if HEALTH_WORDS.search(each)] == []
        assert "no-store" in answer.headers["Cache-Control"]
