"""Notes at the desk: who treats opens, confirms or refuses them, and the visit is judged again."""

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.apps.health_cast import PDF
from tests.doors.pages import quiet_room
from tests.doors.treating import (
    BLEEDING,
    HOUR,
    SECOND,
    Role,
    address,
    let_in,
    member,
    note,
    openings,
    text,
    visit,
)
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.health.models import Clearance
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

Case = tuple[cast.Place, Appointment, Clearance]


@pytest.fixture
def case() -> Case:
    """A visit that waits for a note, and the note."""
    place = quiet_room()
    booked = visit(place, BLEEDING)
    let_in(booked)
    return place, booked, note(booked)


def posted(browser: Client, name: str, booked: Appointment, handed: Clearance, **more: str) -> Any:
    return browser.post(address(name, booked, handed.pk), more)


def verdict(booked: Appointment) -> str:
    return Part.objects.get(appointment=booked).verdict


def test_who_treats_reads_whom_it_is_from_and_what_it_is_about(case: Case) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    assert "Look at it" in text(aino.get(address("desk_visit", booked)))
    answer = posted(aino, "desk_note", booked, handed)
    said = text(answer)
    for sentence in (
        "Written by Dr. Virve Kanto",
        "About Bleeding",
        "For Classic back massage",
        "Valid until",
    ):
        assert sentence in said
    assert "It ends before the visit" not in said
    assert "no-store" in answer.headers["Cache-Control"]
    assert openings(booked) == ["Aino"]


def test_the_file_is_saved_and_never_shown_or_kept(case: Case) -> None:
    place, booked, handed = case
    answer = posted(member(place, Role.PRACTITIONER, "Aino"), "desk_note_file", booked, handed)
    assert answer.content == PDF
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Disposition"] == f'attachment; filename="note-{handed.pk}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert openings(booked) == ["Aino"]


def test_a_confirmed_note_lets_the_visit_be_had_as_the_rules_adapt_it(case: Case) -> None:
    place, booked, handed = case
    assert verdict(booked) == "clearance"
    aino = member(place, Role.PRACTITIONER, "Aino")
    answer = posted(aino, "desk_note_decision", booked, handed, decision="confirmed")
    assert (answer.status_code, answer.headers["Location"]) == (302, address("desk_visit", booked))
    assert verdict(booked) == "adapt"
    assert "Note confirmed" in text(aino.get(address("desk_visit", booked)))
    assert "This note is confirmed." in text(posted(aino, "desk_note", booked, handed))


def test_a_refused_note_leaves_the_visit_waiting(case: Case) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    posted(aino, "desk_note_decision", booked, handed, decision="refused")
    assert verdict(booked) == "clearance"
    assert "Not accepted" in text(aino.get(address("desk_visit", booked)))


def test_a_note_that_ends_before_the_visit_says_so_and_clears_nothing() -> None:
    place = quiet_room()
    booked = visit(place, BLEEDING)
    let_in(booked)
    handed = note(booked, days=-1)
    aino = member(place, Role.PRACTITIONER, "Aino")
    assert "It ends before the visit, so it can’t count for it." in text(
        posted(aino, "desk_note", booked, handed)
    )
    posted(aino, "desk_note_decision", booked, handed, decision="confirmed")
    assert verdict(booked) == "clearance"


def test_a_note_is_decided_once(case: Case) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    posted(aino, "desk_note_decision", booked, handed, decision="refused")
    again = posted(aino, "desk_note_decision", booked, handed, decision="confirmed")
    assert again.status_code == 409
    assert "That note was decided already." in text(again)
    handed.refresh_from_db()
    assert (handed.state, verdict(booked)) == ("refused", "clearance")


def test_a_visit_left_unjudged_by_a_failure_is_judged_by_the_next_try(case: Case) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    posted(aino, "desk_note_decision", booked, handed, decision="confirmed")
    Part.objects.filter(appointment=booked).update(verdict="clearance")
    assert posted(aino, "desk_note_decision", booked, handed, decision="confirmed").status_code == 409
    assert verdict(booked) == "adapt"


@pytest.mark.parametrize("name", ["desk_note", "desk_note_file", "desk_note_decision"])
@pytest.mark.parametrize(
    ("role", "treats_as"), [(Role.PRACTITIONER, "Mikael"), (Role.OWNER, ""), (Role.RECEPTION, "")]
)
def test_nobody_else_of_the_salon_gets_at_a_note(case: Case, role: Role, treats_as: str, name: str) -> None:
    place, booked, handed = case
    answer = posted(member(place, role, treats_as), name, booked, handed, decision="confirmed")
    assert answer.status_code == 403
    assert "Only who gives this treatment can look at its notes" in text(answer)
    assert "Kanto" not in text(answer) and PDF not in answer.content
    handed.refresh_from_db()
    assert (openings(booked), handed.state) == ([], "waiting")


@pytest.mark.parametrize("name", ["desk_note", "desk_note_file", "desk_note_decision"])
def test_a_note_of_another_visit_or_salon_is_not_there(case: Case, name: str) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    other_visit = visit(place, BLEEDING)
    let_in(other_visit)
    assert posted(aino, name, other_visit, handed, decision="confirmed").status_code == 404
    other = member(quiet_room(), Role.PRACTITIONER, "Aino", "other@example.org")
    assert posted(other, name, booked, handed, decision="confirmed").status_code == 404
    assert posted(Client(), name, booked, handed, decision="confirmed").status_code == 302
    handed.refresh_from_db()
    assert (openings(booked), handed.state) == ([], "waiting")


@pytest.mark.parametrize("name", ["desk_note", "desk_note_file", "desk_note_decision"])
def test_a_note_is_closed_with_its_visit_and_after_its_time(case: Case, name: str) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    let_in(booked, from_now=-2 * HOUR, until=-SECOND)
    over = posted(aino, name, booked, handed, decision="confirmed")
    assert (over.status_code, "the time to finish your notes is over" in text(over)) == (403, True)
    let_in(booked)
    actions.cancel(booked, by="client", clock=clock.now)
    assert posted(aino, name, booked, handed, decision="confirmed").status_code == 403
    assert openings(booked) == []


def test_a_note_may_be_read_before_the_brief_opens(case: Case) -> None:
    place, booked, handed = case
    let_in(booked, from_now=HOUR, until=2 * HOUR)
    aino = member(place, Role.PRACTITIONER, "Aino")
    assert posted(aino, "desk_note", booked, handed).status_code == 200


def test_a_get_opens_no_note(case: Case) -> None:
    place, booked, handed = case
    aino = member(place, Role.PRACTITIONER, "Aino")
    shown = aino.get(address("desk_note", booked, handed.pk))
    assert (shown.status_code, shown.headers["Location"]) == (302, address("desk_visit", booked))
    for name in ("desk_note_file", "desk_note_decision"):
        assert aino.get(address(name, booked, handed.pk)).status_code == 405
    assert posted(aino, "desk_note_decision", booked, handed, decision="waiting").status_code == 404
    assert openings(booked) == []
