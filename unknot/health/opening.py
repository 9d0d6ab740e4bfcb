"""The only place where answers and notes are opened. What is handed out is recorded as a Reading in the same breath."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from unknot.health import cipher, keyring
from unknot.health.models import Answers, Clearance, Key, Reading, Report
from unknot.health.values import Document, Opened, OpenedNote, OpenedReport, Reader, Written
from unknot.plumbing import facts


def kept_answers(*, now: datetime, **where: object) -> Answers | None:
    """The answers of a visit or a draft that still count, with their key locked."""
    rows = Answers.objects.kept_at(now).select_related("key__client").filter(**where)
    return rows.select_for_update(of=("key",), no_key=True).first()


def opened(row: Answers, reader: Reader, *, now: datetime) -> Opened:
    """The answers, and on record who has opened them."""
    answers = cast("list[Document]", cipher.unpacked(content(row)))
    _record(reader, Reading.Thing.ANSWERS, row.key, row.visit, now)
    return Opened(answers, row.rulebook, row.given_at)


def content(row: Answers) -> bytes:
    """Answers as they were packed: to be sealed again for another visit, seen by nobody. Raises Unopened."""
    return cipher.unseal(keyring.unwrap(row.key), bytes(row.sealed), row.bound)


def opened_note(note: Clearance, reader: Reader, *, now: datetime) -> OpenedNote:
    """The note with its file, and on record who has opened it."""
    scope = scope_of(note)
    file = cipher.unseal(keyring.unwrap(note.key), bytes(note.sealed_file), note.bound_file)
    _record(reader, Reading.Thing.NOTE, note.key, note.visit, now)
    return OpenedNote(
        note.id,
        scope["from_whom"],
        scope["items"],
        file,
        note.kind,
        note.treatment,
        note.holds_until,
        note.state,
    )


def opened_items(note: Clearance, reader: Reader, *, now: datetime) -> list[str]:
    """The items that a note is about, and on record who has asked."""
    items: list[str] = scope_of(note)["items"]
    _record(reader, Reading.Thing.NOTE, note.key, note.visit, now)
    return items


def scope_of(note: Clearance) -> dict[str, Any]:
    """A note's scope: to be sealed again when its state changes, seen by nobody. Raises Unopened."""
    opened_scope = cipher.unseal(keyring.unwrap(note.key), bytes(note.sealed_scope), note.bound_scope)
    return cast("dict[str, Any]", cipher.unpacked(opened_scope))


def opened_reports(
    reports: Iterable[Report], reader: Reader, *, visit: str = "", now: datetime
) -> list[OpenedReport]:
    """The reports, oldest first, and on record once for each client who has opened them, for which visit.

    Without a visit it is that of the latest report: the client takes all of hers home.
    """
    made, latest = [], {}
    for row in reports:
        made.append(_opened_report(row))
        latest[row.key_id] = row
    for row in latest.values():
        _record(reader, Reading.Thing.REPORT, row.key, visit or row.visit, now)
    return made


def _opened_report(row: Report) -> OpenedReport:
    said = cast("dict[str, Any]", cipher.unpacked(report_content(row)))
    written = Written(**{**said, "where": tuple(said["where"])})
    return OpenedReport(
        row.id, row.visit, row.author, row.amends_id or "", row.written_at, row.signed_at, written
    )


def report_content(row: Report) -> bytes:
    """A report as it was packed: to be sealed again when it is signed, seen by nobody. Raises Unopened."""
    return cipher.unseal(keyring.unwrap(row.key), bytes(row.sealed), row.bound)


def _record(reader: Reader, thing: Reading.Thing, key: Key, visit: str, now: datetime) -> None:
    Reading.objects.create(
        role=reader.role,
        thing=thing,
        practitioner=reader.practitioner,
        client=key.client,
        visit=visit,
        hold=key.hold,
        at=now,
    )
    if reader.practitioner is not None:
        facts.record(f"{_OPENED[thing]}.opened", visit, {"by": reader.practitioner.public_id}, at=now)


_OPENED = {
    Reading.Thing.ANSWERS: "answers",
    Reading.Thing.NOTE: "note",
    Reading.Thing.REPORT: "report",
}
