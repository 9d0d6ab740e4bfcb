"""A note of clearance on the visit's page: handed in whole or not at all, its state seen, taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps import answered_cast as told
from tests.doors.answered import address, answered_visit, shown
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.models import Clearance, Reading
from unknot.health.models.notes import MOST_FILE_BYTES
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40


def the_day(visit: Appointment, days: int = 0) -> date:
    """The visit's local day, or one so many days later."""
    return visit.starts_at.date() + timedelta(days=days)


def hand_in(browser: Client, visit: Appointment, content: bytes = told.PDF, **more: Any) -> Any:
    given = {
        "file": SimpleUploadedFile("scan", content),
        "from_whom": "Dr Virtanen",
        "items": ["bleeding_disorder"],
        "holds_until": the_day(visit, 30).isoformat(),
        **more,
    }
    return browser.post(
        address("visit_notes", visit), {name: each for name, each in given.items() if each is not None}
    )


def decide(visit: Appointment, *, yes: bool) -> None:
    """What who treats says about the newest note."""
    note, by = Clearance.objects.latest("handed_in_at"), visit.parts.get().practitioner
    (locked.confirm_note if yes else locked.refuse_note)(by=by, note=note.pk, now=clock.now())
    actions.rejudge(visit, clock=clock.database_now)


def test_what_needs_a_note_is_said_only_after_a_tap_and_that_is_on_record() -> None:
    browser, visit = answered_visit(told.WAITING)
    assert browser.get(address("visit_notes", visit)).headers["Location"] == address("visit", visit)
    assert Reading.objects.filter(role="client").count() == 0
    page = browser.post(address("visit_notes", visit), {"begin": "1"}).content.decode()
    assert 'value="bleeding_disorder"' in page
    assert "checked" in page
    assert Reading.objects.filter(role="client").count() == 1


def test_half_a_year_is_what_a_note_holds_unless_it_says_otherwise() -> None:
    browser, visit = answered_visit(told.WAITING)
    page = browser.post(address("visit_notes", visit), {"begin": "1"}).content.decode()
    today = clock.now().date()
    assert any(f'value="{today + timedelta(days=183 + more)}"' in page for more in (0, 1))


@pytest.mark.parametrize("content", [told.PDF, PNG, JPEG])
def test_a_pdf_a_png_and_a_jpeg_are_taken(content: bytes) -> None:
    browser, visit = answered_visit(told.WAITING)
    assert hand_in(browser, visit, content).status_code == 302
    opened = locked.own_note(client=visit.client, note=Clearance.objects.get().pk, now=clock.now())
    assert opened.file == content  # type: ignore[union-attr]
    assert (opened.from_whom, list(opened.items)) == ("Dr Virtanen", ["bleeding_disorder"])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "given", "says"),
    [
        ("file", None, "Choose the file with the note."),
        ("file", SimpleUploadedFile("scan.pdf", b""), "This file is empty."),
        ("file", SimpleUploadedFile("scan.pdf", b"MZ\x90\x00 a program"), "Choose a PDF, a JPEG or a PNG."),
        ("from_whom", "", "Say who wrote it."),
        ("from_whom", "x" * 201, "200"),
        ("items", [], "Tick what the note is for."),
        ("items", ["pregnancy"], "Tick what the note is for."),
        ("holds_until", "", "Name the last day on which it holds."),
        ("holds_until", "soon", "Write the day as it stands in a calendar."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(field: str, given: Any, says: str) -> None:
    browser, visit = answered_visit(told.WAITING)
    response = hand_in(browser, visit, **{field: given})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "Please choose the file again." in page
    assert Clearance.objects.count() == 0


@pytest.mark.parametrize(("more_bytes", "status"), [(0, 302), (1, 422)])
def test_ten_megabytes_are_taken_and_not_one_byte_more(more_bytes: int, status: int) -> None:
    browser, visit = answered_visit(told.WAITING)
    content = told.PDF.ljust(MOST_FILE_BYTES + more_bytes, b"\x00")
    response = hand_in(browser, visit, content)
    assert response.status_code == status
    assert Clearance.objects.count() == (status == 302)
    assert ("This file is larger than 10 MB." in response.content.decode()) is (status == 422)


@pytest.mark.parametrize(("days", "status"), [(0, 302), (-1, 422)])
def test_a_note_has_to_hold_on_the_day_of_the_visit(days: int, status: int) -> None:
    browser, visit = answered_visit(told.WAITING)
    assert hand_in(browser, visit, holds_until=the_day(visit, days).isoformat()).status_code == status


def test_a_note_is_taken_for_a_year_at_most() -> None:
    browser, visit = answered_visit(told.WAITING)
    far = (clock.now().date() + timedelta(days=368)).isoformat()
    assert "for a year at most" in hand_in(browser, visit, holds_until=far).content.decode()


def test_the_sixth_note_is_too_many() -> None:
    browser, visit = answered_visit(told.WAITING)
    assert [hand_in(browser, visit).status_code for _ in range(6)] == [302] * 5 + [422]


@pytest.mark.parametrize(
    ("yes", "says", "verdict"),
    [
        (True, "Confirmed by your practitioner.", "adapt"),
        (False, "Doesn’t do for this treatment.", "clearance"),
    ],
)
def test_its_state_is_seen_on_the_visit(yes: bool, says: str, verdict: str) -> None:
    browser, visit = answered_visit(told.WAITING)
    hand_in(browser, visit)
    assert "Waits for your practitioner to look at it." in shown(browser, visit)
    decide(visit, yes=yes)
    assert says in shown(browser, visit)
    assert Part.objects.get().verdict == verdict


def test_a_note_that_ends_before_the_visit_says_so() -> None:
    browser, visit = answered_visit(told.WAITING)
    hand_in(browser, visit)
    Clearance.objects.update(holds_until=the_day(visit, -1))
    assert "Ends before your visit." in shown(browser, visit)


def test_a_note_that_is_taken_back_is_gone_and_the_visit_waits_again() -> None:
    browser, visit = answered_visit(told.WAITING)
    hand_in(browser, visit)
    decide(visit, yes=True)
    assert "It waits for a note" not in shown(browser, visit)
    browser.post(address("visit_note_removal", visit, Clearance.objects.get().pk))
    assert Clearance.objects.count() == 0
    assert "It waits for a note" in shown(browser, visit)


def test_where_no_note_is_needed_none_is_taken() -> None:
    browser, visit = answered_visit(told.ADAPTED)
    assert "Hand in a note" not in shown(browser, visit)
    assert hand_in(browser, visit).headers["Location"] == address("visit", visit)
    assert Clearance.objects.count() == 0


def test_two_files_at_once_are_refused() -> None:
    browser, visit = answered_visit(told.WAITING)
    two = [SimpleUploadedFile("a", told.PDF), SimpleUploadedFile("b", told.PDF)]
    assert hand_in(browser, visit, file=two).status_code == 400
    assert Clearance.objects.count() == 0
