"""Nothing of what is locked away leaves: a marker in every answer and note is looked for wherever it could turn up."""

import json
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.test import RequestFactory
from django.views.debug import ExceptionReporter
from pytest_django import Settings

from tests.apps import health_cast as told
from tests.apps.hush import database, logged_lines
from tests.cast import NOW
from unknot.health import actions, reads, tasks
from unknot.health.cipher import Unopened
from unknot.health.models import Answers, Clearance, Key
from unknot.plumbing import facts

pytestmark = pytest.mark.django_db

MARKER = "hUsHmArKeR"
MARKED = [{"id": f"pregnancy {MARKER}", "due_on": MARKER, MARKER: [MARKER]}]
FILE = told.PDF + MARKER.encode()


def marked_note(who: Any, visit: str = told.VISIT) -> Clearance:
    return told.handed_in(who, visit, from_whom=MARKER, items=[MARKER], file=FILE)


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every log line of the test, written as the product writes it; SQL with its values among them."""
    with logged_lines() as lines:
        yield lines


def shows(text: str) -> bool:
    """Whether the marker is in a text, plain, as hexadecimal digits or escaped in JSON."""
    return any(form in text for form in (MARKER, MARKER.encode().hex()))


def printed(failure: BaseException) -> str:
    """An exception in all the ways in which somebody prints it, variables included."""
    kind, trace = type(failure), failure.__traceback__
    reporter = ExceptionReporter(RequestFactory().get("/"), kind, failure, trace)
    structured = structlog.tracebacks.ExceptionDictTransformer(show_locals=True, locals_max_string=10**6)
    with_locals = traceback.TracebackException(kind, failure, trace, capture_locals=True)
    ways = [str(failure), repr(failure), repr(failure.args), *with_locals.format()]
    ways += [reporter.get_traceback_text(), reporter.get_traceback_html()]
    ways += [json.dumps(structured((kind, failure, trace)), default=repr)]
    return "\n".join(ways)


def whole_walk() -> list[object]:
    """Everything that the room does with a client's words, once; what it answers."""
    outi, aino = told.client(), told.practitioner()
    told.drafted(answers=MARKED)
    seen: list[object] = [
        actions.draft_answers(hold=told.HOLD, now=NOW),
        actions.for_rules(hold=told.HOLD, now=NOW),
    ]
    actions.carry(hold=told.HOLD, to="h2", now=NOW)
    actions.adopt(hold="h2", visit=told.VISIT, client=outi, now=NOW)
    actions.repeat(visit=told.NEXT_VISIT, client=outi, now=NOW)
    renewed: dict[str, Any] = {"visit": told.VISIT, "client": outi, "rulebook": told.RULEBOOK, "now": NOW}
    seen += [actions.renew(answers=MARKED, **renewed), told.granted(outi, aino)]
    seen += [actions.open_answers(by=aino, visit=told.VISIT, now=NOW + told.DAY)]
    seen += [actions.own_answers(client=outi, visit=told.VISIT, now=NOW)]
    seen += [actions.for_rules(visit=told.VISIT, now=NOW)]
    note = marked_note(outi)
    seen += [
        note,
        actions.open_note(by=aino, note=note.pk, now=NOW),
        actions.own_note(client=outi, note=note.pk, now=NOW),
    ]
    seen += [actions.confirm_note(by=aino, note=note.pk, now=NOW)]
    cleared: dict[str, Any] = {"treatment": "back_massage", "on_date": NOW.date(), "now": NOW}
    assert actions.cleared_items(client=outi, **cleared) == {MARKER}
    assert shows(json.dumps(actions.export(client=outi, now=NOW)))
    return [
        *seen,
        *reads.who_looked(outi),
        *reads.notes_for(told.VISIT),
        *Key.objects.all(),
        *Answers.objects.all(),
    ]


def test_a_whole_walk_leaves_the_marker_nowhere(
    logged: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    seen = whole_walk()
    assert [thing for thing in seen if shows(f"{thing!r} {thing}")] == []
    assert len(logged) > 100
    assert [line for line in logged if shows(line)] == []
    told_outside = capsys.readouterr()
    assert not shows(told_outside.out + told_outside.err)
    kept = database()
    assert "\\x01" in kept and "answers.given" in kept
    assert not shows(kept)


def test_cleaning_and_erasing_leave_the_marker_nowhere(logged: list[str]) -> None:
    whole_walk()
    tasks.clean(0)
    actions.withdraw(client=Key.objects.get().client, now=NOW)  # type: ignore[arg-type]
    assert [line for line in logged if shows(line)] == []
    assert not shows(database())


def test_the_search_sees_a_marker_that_is_there(logged: list[str]) -> None:
    assert not shows(database())
    facts.record("marker.planted", "x", {"said": MARKER}, at=NOW)
    assert shows(database())
    assert shows("\n".join(logged))
    told.drafted()
    Answers.objects.update(sealed=b"\x01" + MARKER.encode().ljust(28))
    assert MARKER.encode().hex() in database()


def tampered() -> None:
    row = Answers.objects.get()
    Answers.objects.update(sealed=bytes(row.sealed)[:-1] + bytes([row.sealed[-1] ^ 1]))


def failures() -> dict[str, Callable[[], object]]:
    """Ways to fail with marked words in hand. They are written out here, so that no variable of a test holds them."""
    outi, aino, pekka = told.client(), told.practitioner(), told.client("Pekka")
    told.drafted(answers=MARKED)
    actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW)
    told.granted(outi, aino)
    actions.begin(hold="h3", now=NOW)
    actions.consent(client=pekka, now=NOW)
    common: dict[str, Any] = {"rulebook": told.RULEBOOK, "now": NOW}
    return {
        "no json": lambda: actions.record(hold="h3", answers=[{"id": MARKER, MARKER: object()}], **common),
        "half a character": lambda: actions.record(hold="h3", answers=[{"id": MARKER + "\ud800"}], **common),
        "too long for its column": lambda: actions.record(
            hold="h3", answers=[{"id": MARKER}], rulebook="r" * 41, now=NOW
        ),
        "another client's visit": lambda: actions.renew(
            visit=told.VISIT, client=pekka, answers=[{"id": MARKER}], **common
        ),
        "a date that is none": lambda: actions.hand_in(
            client=outi, visit=told.VISIT, treatment="t", from_whom=MARKER, items=[MARKER],
            holds_until=None,  # type: ignore[arg-type]
            file=told.PDF + MARKER.encode(), now=NOW,
        ),
        "a reading without a moment": lambda: actions.own_answers(client=outi, visit=told.VISIT, now=None),  # type: ignore[arg-type]
    }  # fmt: skip


WAYS = (
    "no json",
    "half a character",
    "too long for its column",
    "another client's visit",
    "a date that is none",
    "a reading without a moment",
)


@pytest.mark.parametrize("way", WAYS)
def test_a_failure_carries_nothing_out(way: str, logged: list[str]) -> None:
    fail = failures()[way]
    with pytest.raises(Exception) as failed:
        fail()
    assert not shows(printed(failed.value))
    assert failed.value.__context__ is None
    assert [line for line in logged if shows(line)] == []
    assert "failed_inside" in "\n".join(logged)


def test_what_does_not_open_carries_nothing_out(settings: Settings, logged: list[str]) -> None:
    failures()
    outi = Key.objects.get(client__name="Outi Laine").client
    assert outi is not None
    tampered()
    with pytest.raises(Unopened) as altered:
        actions.own_answers(client=outi, visit=told.VISIT, now=NOW)
    text = printed(altered.value)
    secrets = [secret for _, secret in settings.HEALTH_KEYS()]
    assert not shows(text)
    assert [secret for secret in secrets if repr(secret) in text or secret.hex() in text] == []
    assert [line for line in logged if shows(line)] == []


def test_without_the_door_the_words_would_be_seen() -> None:
    """The search for what failures carry sees it where it is."""
    unguarded = actions.record.__wrapped__  # type: ignore[attr-defined]
    actions.begin(hold="h3", now=NOW)
    with pytest.raises(ValueError) as failed:
        unguarded(hold="h3", answers=[{"id": MARKER, MARKER: object()}], rulebook="r", now=NOW)
    assert shows(printed(failed.value))
