"""What a client may ask for: everything that is known of her, and that it be gone. And how long answers are kept."""

from base64 import b64encode
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from unknot.health import keyring, opening
from unknot.health.confidential import confidential
from unknot.health.models import Answers, Clearance, Consent, Grant, Key, Reading, Report
from unknot.health.values import THE_CLIENT, OpenedReport
from unknot.people.models import Client
from unknot.plumbing import facts


@confidential
@transaction.atomic
def export(*, client: Client, now: datetime) -> dict[str, Any]:
    """Everything that this room knows of a client, as one JSON document; files in base64. It is recorded too."""
    return {
        "exported_at": now.isoformat(),
        "consents": [_consent(each) for each in Consent.objects.filter(key__client=client)],
        "answers": [_answers(row, now) for row in _rows(client, now)],
        "notes": [_note(note, now) for note in _notes(client)],
        "reports": [_report(each) for each in _reports(client, now)],
        "grants": [
            _grant(each) for each in Grant.objects.filter(client=client).select_related("practitioner")
        ],
        "readings": [_reading(each) for each in _readings(client)],
    }


@transaction.atomic
def withdraw(*, client: Client, now: datetime) -> bool:
    """A client takes her consent back: her key is destroyed, and nobody is let in any more; whether there was one.

    Who has looked stays on record, and that consent was withdrawn is a fact.
    """
    return _destroyed("consent.withdrawn", client, now)


@transaction.atomic
def erase(*, client: Client, now: datetime) -> bool:
    """Destroy a client's key and every row about her in this room; whether there was anything.

    That something was erased, and when, is a fact without content.
    """
    Reading.objects.filter(client=client).delete()
    return _destroyed("answers.erased", client, now)


@transaction.atomic
def keep(*, visit: str, until: datetime | None) -> None:
    """Keep a visit's answers until a moment, or, with None, as long as the consent runs; never longer than that.

    A no-show's are kept for thirty days, says the caller; nothing happens where there are none.
    """
    rows = Answers.objects.select_for_update(of=("self",)).select_related("consent").filter(visit=visit)
    for row in rows:
        row.expires_at = min(until or row.consent.runs_until, row.consent.runs_until)
        row.save(update_fields=["expires_at"])


def _destroyed(fact: str, client: Client, now: datetime) -> bool:
    Grant.objects.filter(client=client).delete()
    gone = keyring.destroy(Key.objects.filter(client=client))
    if gone:
        facts.record(fact, client.public_id, {}, at=now)
    return bool(gone)


def _rows(client: Client, now: datetime) -> list[Answers]:
    rows = Answers.objects.kept_at(now).filter(key__client=client).select_related("key__client")
    return list(rows.select_for_update(of=("key",), no_key=True).order_by("given_at", "pk"))


def _notes(client: Client) -> list[Clearance]:
    notes = Clearance.objects.filter(key__client=client).select_related("key__client")
    return list(notes.select_for_update(of=("key",), no_key=True))


def _reports(client: Client, now: datetime) -> list[OpenedReport]:
    rows = Report.objects.kept_at(now).filter(key__client=client).select_related("key__client", "author")
    return opening.opened_reports(rows.select_for_update(of=("key",), no_key=True), THE_CLIENT, now=now)


def _readings(client: Client) -> list[Reading]:
    return list(Reading.objects.filter(client=client).select_related("practitioner").order_by("at", "pk"))


def _consent(each: Consent) -> dict[str, Any]:
    given_at, runs_until = each.given_at.isoformat(), each.runs_until.isoformat()
    return {"purpose": each.purpose, "given_at": given_at, "runs_until": runs_until}


def _answers(row: Answers, now: datetime) -> dict[str, Any]:
    told = opening.opened(row, THE_CLIENT, now=now)
    given_at, expires_at = told.given_at.isoformat(), row.expires_at.isoformat()
    named = {"visit": row.visit, "given_at": given_at, "kept_until": expires_at, "rulebook": told.rulebook}
    return {**named, "answers": list(told.answers)}


def _note(note: Clearance, now: datetime) -> dict[str, Any]:
    told = opening.opened_note(note, THE_CLIENT, now=now)
    return {
        "id": told.id,
        "visit": note.visit,
        "treatment": told.treatment,
        "holds_until": told.holds_until.isoformat(),
        "handed_in_at": note.handed_in_at.isoformat(),
        "state": told.state,
        "from_whom": told.from_whom,
        "items": list(told.items),
        "file": {"media_type": told.kind, "base64": b64encode(told.file).decode()},
    }


def _report(told: OpenedReport) -> dict[str, Any]:
    signed_at = told.signed_at.isoformat() if told.signed_at else None
    named = {"id": told.id, "visit": told.visit, "by": told.author.name, "amends": told.amends or None}
    written_at = told.written_at.isoformat()
    return {**named, "written_at": written_at, "signed_at": signed_at, **asdict(told.written)}


def _grant(each: Grant) -> dict[str, Any]:
    opens_at, closes_at = each.opens_at.isoformat(), each.closes_at.isoformat()
    return {"visit": each.visit, "to": each.practitioner.name, "opens_at": opens_at, "closes_at": closes_at}


def _reading(each: Reading) -> dict[str, Any]:
    who = each.practitioner.name if each.practitioner else None
    named = {"visit": each.visit, "as": each.role, "practitioner": who}
    return {**named, "what": each.thing, "at": each.at.isoformat()}
