"""What must never be false in the locked room, whoever writes: each constraint is attacked behind its back."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health.models import Answers, Clearance, Consent, Grant, Key, Reading
from unknot.people.models import Client
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

SEALED = b"\x01" + bytes(28)
WRAPPED = b"\x01" + bytes(60)


def refused_by(row: Model) -> str:
    """The name of the constraint that refuses a row; '' when it is let in."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009
    return ""


@pytest.fixture
def outi() -> Client:
    return told.client()


@pytest.fixture
def aino() -> Resource:
    return told.practitioner()


@pytest.fixture
def consent(outi: Client) -> Consent:
    key = Key.objects.create(client=outi, master="m", wrapped=WRAPPED, made_at=NOW)
    return Consent.objects.create(key=key, given_at=NOW, runs_until=NOW + told.DAY)


def test_a_key_is_a_clients_or_a_drafts(outi: Client) -> None:
    def key(**owner: Any) -> str:
        return refused_by(Key(master="m", wrapped=WRAPPED, made_at=NOW, **owner))

    assert [key(), key(client=outi, hold="h")] == ["key_has_one_owner"] * 2
    assert [key(client=outi), key(hold="h"), key(hold="i")] == ["", "", ""]
    assert [key(hold="h"), key(client=outi)] == ["one_draft_a_hold", "health_key_client_id_key"]


@pytest.mark.parametrize(
    ("wrapped", "constraint"),
    [
        (WRAPPED, ""),
        (WRAPPED + b"\0", "key_is_wrapped"),
        (bytes(32), "key_is_wrapped"),
        (SEALED[:-1], "key_is_wrapped"),
        (b"", "key_is_wrapped"),
    ],
)
def test_a_key_is_never_kept_bare(wrapped: bytes, constraint: str) -> None:
    assert refused_by(Key(hold="h", master="m", wrapped=wrapped, made_at=NOW)) == constraint


def test_consent_runs_for_a_time(consent: Consent) -> None:
    never = Consent(key=consent.key, given_at=NOW, runs_until=NOW)
    assert refused_by(never) == "consent_runs_for_a_time"


def answers(consent: Consent, visit: str = told.VISIT, sealed: bytes = SEALED) -> Answers:
    return Answers(
        key=consent.key,
        consent=consent,
        visit=visit,
        sealed=sealed,
        rulebook="r",
        given_at=NOW,
        expires_at=NOW,
    )


def test_a_visit_and_a_draft_have_answers_once(consent: Consent) -> None:
    draft = Key.objects.create(hold="h", master="m", wrapped=WRAPPED, made_at=NOW)
    of_draft = Consent.objects.create(key=draft, given_at=NOW, runs_until=NOW + told.DAY)
    assert [refused_by(answers(consent)), refused_by(answers(of_draft, ""))] == ["", ""]
    assert refused_by(answers(consent)) == "answers_once_a_visit"
    assert refused_by(answers(of_draft)) == "answers_once_a_visit"
    assert refused_by(answers(of_draft, "")) == "answers_once_a_draft"


@pytest.mark.parametrize(
    ("sealed", "constraint"),
    [
        (SEALED, ""),
        (SEALED[:-1], "answers_are_sealed"),
        (b'[{"id": "pregnancy"}]'.ljust(1024), "answers_are_sealed"),
        (SEALED + bytes(64 * 1024), ""),
        (SEALED + bytes(64 * 1024 + 1), "answers_are_sealed"),
    ],
)
def test_answers_are_never_kept_in_clear(consent: Consent, sealed: bytes, constraint: str) -> None:
    assert refused_by(answers(consent, sealed=sealed)) == constraint


def test_answers_need_a_consent(consent: Consent) -> None:
    row = answers(consent)
    row.consent_id = None  # type: ignore[assignment]
    with pytest.raises(IntegrityError, match="consent_id"), transaction.atomic():
        row.save(force_insert=True)


def test_a_grant_is_for_one_visit_and_a_time(outi: Client, aino: Resource) -> None:
    def grant(visit: str, closes_at: datetime) -> str:
        given = {"client": outi, "practitioner": aino, "opens_at": NOW}
        return refused_by(Grant(visit=visit, closes_at=closes_at, **given))

    assert grant(told.VISIT, NOW) == "grant_closes_after_it_opens"
    assert grant("", NOW + told.DAY) == "grant_is_for_a_visit"
    assert grant(told.VISIT, NOW + told.DAY) == ""
    assert grant(told.VISIT, NOW + told.DAY) == "health_grant_visit_key"


def test_a_reading_says_who_looked_at_whose(outi: Client, aino: Resource) -> None:
    def reading(role: str, **more: Any) -> str:
        return refused_by(Reading(role=role, thing="answers", at=NOW, **more))

    of_visit = {"client": outi, "visit": told.VISIT}
    assert reading("practitioner", **of_visit) == "reading_names_its_practitioner"
    assert reading("rules", practitioner=aino, **of_visit) == "reading_names_its_practitioner"
    assert reading("practitioner", practitioner=aino, **of_visit) == ""
    whose = "reading_is_of_a_client_or_a_hold"
    for wrong in (
        {},
        {"client": outi},
        {"visit": told.VISIT},
        {**of_visit, "hold": "h"},
        {"client": outi, "hold": "h"},
    ):
        assert reading("client", **wrong) == whose
    assert [reading("client", hold="h"), reading("client", **of_visit)] == ["", ""]


def clearance(consent: Consent, **more: Any) -> str:
    values = {
        "visit": told.VISIT,
        "treatment": "back_massage",
        "holds_until": NOW.date(),
        "kind": "image/png",
        "sealed_scope": SEALED,
        "sealed_file": SEALED,
        **more,
    }
    return refused_by(Clearance(key=consent.key, handed_in_at=NOW, **values))


def test_a_note_is_sealed_and_for_something(consent: Consent) -> None:
    assert clearance(consent) == ""
    assert [clearance(consent, visit=""), clearance(consent, treatment="")] == [
        "clearance_is_for_something"
    ] * 2
    assert clearance(consent, sealed_scope=b"{}") == "clearance_scope_is_sealed"
    assert clearance(consent, sealed_scope=SEALED + bytes(16 * 1024 + 1)) == "clearance_scope_is_sealed"
    assert clearance(consent, sealed_file=told.PDF) == "clearance_file_is_sealed"
    largest = SEALED + bytes(10 * 1024 * 1024)
    assert [clearance(consent, sealed_file=largest), clearance(consent, sealed_file=largest + b"\0")] == [
        "",
        "clearance_file_is_sealed",
    ]


def test_a_note_is_decided_by_somebody_or_waits(consent: Consent, aino: Resource) -> None:
    by = "clearance_decided_by_somebody"
    decided = {"decided_by": aino, "decided_at": NOW}
    for wrong in (
        {"state": "confirmed"},
        {"state": "refused", "decided_by": aino},
        decided,
        {"state": "?", **decided},
    ):
        assert clearance(consent, **wrong) == by
    assert [clearance(consent, state=state, **decided) for state in ("confirmed", "refused")] == ["", ""]
