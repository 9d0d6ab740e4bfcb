"""A client walks all pages after booking; nothing of what she says is in a log, letter, fact, job or address."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps import answered_cast as told
from tests.apps.hush import database, logged_lines
from tests.cast import HELSINKI
from tests.doors.answered import address, answered_visit
from unknot.diary.models import Appointment
from unknot.gateways.mail import FakeMail
from unknot.health import actions as locked
from unknot.health.models import Clearance
from unknot.notices.actions import ask, remind
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db(transaction=True)

MARKER = "hUsHmArKeR"
# What her answers are about, as ids of the rulebook and as words of its questions.
SAID: told.Answers = [{"id": "bleeding_disorder"}, {"id": "epilepsy", "controlled": True}]
WORDS = (MARKER, MARKER.encode().hex(), "bleeding", "epilepsy", "seizure", "anticoagulant", "blood thinner")


def leaks(text: str) -> list[str]:
    return [word for word in WORDS if word.lower() in text.lower()]


def note() -> dict[str, Any]:
    file = SimpleUploadedFile(f"{MARKER}.pdf", told.PDF + MARKER.encode())
    return {"file": file, "from_whom": MARKER, "items": ["bleeding_disorder"]}


def answer_anew(browser: Client, visit: Appointment) -> list[Any]:
    """The interview, through to the end."""
    place = address("visit_interview_answers", visit)
    return [
        browser.post(address("visit_interview", visit)),
        browser.get(address("visit_interview", visit), {"again": "1"}),
        browser.post(place, {"item": ["anticoagulants", "epilepsy"], "line": ["heart", "long_term"]}),
        browser.get(address("visit_interview", visit)),
        browser.post(place, {"about": "epilepsy", "controlled": MARKER}),
        browser.post(place, {"about": "epilepsy", "controlled": "no"}),
    ]


def walk(browser: Client, visit: Appointment) -> list[Any]:
    """Every page and every button after booking, erasure last; what the doors answered."""
    until = (visit.starts_at.date()).isoformat()
    seen = [browser.get(address(name, visit)) for name in ("visit", "visit_answers", "visit_time")]
    seen += [browser.post(address(name, visit)) for name in ("visit_answers", "visit_answers_copy")]
    seen += [browser.post(address("visit_notes", visit), {"begin": "1"})]
    seen += [browser.post(address("visit_notes", visit), {**note(), "holds_until": "nonsense"})]
    seen += [browser.post(address("visit_notes", visit), {**note(), "holds_until": until})]
    decided = Clearance.objects.get()
    locked.refuse_note(by=visit.parts.get().practitioner, note=decided.pk, now=clock.now())
    seen += [browser.get(address("visit", visit))]
    seen += [browser.post(address("visit_note_removal", visit, decided.pk))]
    seen += answer_anew(browser, visit)
    seen += [browser.post(address("visit_plan", visit), given) for given in ({}, {"accepted": "x"})]
    seen += [browser.post(address("visit_check_in", visit), {"word": "otherwise"}, follow=True)]
    return seen


def letters(visit: Appointment) -> list[str]:
    mail = FakeMail()
    ask(visit.public_id, fact_id=1, clock=clock.now, mail=mail)
    the_day_before = visit.starts_at.astimezone(HELSINKI).replace(hour=19) - timedelta(days=1)
    remind(clock=lambda: the_day_before, mail=mail)
    assert len(mail.letters) == 2
    return [f"{each.subject} {each.text} {each.html} {each.reference}" for each in mail.letters]


def test_nothing_of_it_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    browser, visit = answered_visit(SAID)
    with logged_lines() as lines:
        seen = walk(browser, visit)
        told_by_mail = letters(visit)
        kept = database()
        seen += [browser.get(address("visit_erasure", visit)), browser.post(address("visit_erasure", visit))]
        after = database()
    assert len(lines) > 100
    assert [line for line in lines if leaks(line)] == []
    assert [each for each in told_by_mail if leaks(each)] == []
    assert "note.handed_in" in kept
    assert leaks(kept) == leaks(after) == []
    printed = capsys.readouterr()
    assert leaks(printed.out + printed.err) == []
    assert leaks(" ".join(f"{each.headers.items()} {each.cookies}" for each in seen)) == []
    assert [each.status_code for each in seen if each.status_code >= 500] == []


def test_the_walk_has_shown_them_to_the_client_herself() -> None:
    browser, visit = answered_visit(SAID)
    seen = walk(browser, visit)
    shown = "".join(page(each) for each in seen).lower()
    assert [word for word in ("bleed", "seizure", "epilepsy") if word in shown] != []
    assert leaks(page(browser.get(address("visit", visit)))) == []


def page(response: Any) -> str:
    return str(response.content.decode())


def test_a_practitioner_who_opens_them_is_seen_by_name() -> None:
    browser, visit = answered_visit(SAID)
    now, by = clock.now(), visit.parts.get().practitioner
    locked.grant(
        visit=visit.public_id, client=visit.client, practitioner=by, opens_at=now, closes_at=visit.ends_at
    )
    locked.open_answers(by=by, visit=visit.public_id, now=now)
    assert "Aino:" in page(browser.get(address("visit_answers", visit)))
