"""Reports of visits: written, signed, amended by who treats, under a consent of their own. Openings are recorded."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from unknot.health import cipher, keyring, opening
from unknot.health.actions.access import let_in
from unknot.health.confidential import confidential
from unknot.health.models import Consent, Grant, Key, Reading, Report
from unknot.health.models.reports import MOST_REPORT_BYTES, Reports
from unknot.health.values import (
    NO_CONSENT,
    NO_REPORT,
    SIGNED,
    TOO_LARGE,
    OpenedReport,
    Reader,
    Refusal,
    Written,
)
from unknot.plumbing import facts
from unknot.salons.joining import rows_of
from unknot.salons.models import Resource, Salon


@confidential
@transaction.atomic
def agree_to_reports(*, by: Resource, visit: str, now: datetime) -> Consent | Refusal:
    """The client has told who treats her that reports of her visits may be kept, for a year from now.

    Said again, it runs anew. Refused as `open_answers`.
    """
    given = let_in(by, visit, now)
    if isinstance(given, Refusal):
        return given
    key = keyring.own(now=now, client=given.client)
    made = key.consents.create(purpose=Consent.Purpose.REPORTS, given_at=now, runs_until=now + Consent.RUNS)
    told = {"given_at": now.isoformat(), "runs_until": made.runs_until.isoformat()}
    body = {**told, "purpose": made.purpose, "said_to": by.public_id}
    facts.record("consent.given", given.client.public_id, body, at=now)
    return made


@confidential
@transaction.atomic
def open_reports(*, by: Resource, visit: str, salon: Salon, now: datetime) -> list[OpenedReport] | Refusal:
    """Who treats a visit reads what is signed of its client at this salon, and her own drafts, oldest first.

    Refused as `open_answers`. Nothing is recorded where there was nothing to open. Raises Unopened.
    """
    given = let_in(by, visit, now)
    if isinstance(given, Refusal):
        return given
    rows = _kept(given, salon, now).shown_to(by).select_related("key__client", "author")
    rows = rows.select_for_update(of=("key",), no_key=True)
    reader = Reader(Reading.Role.PRACTITIONER, by)
    return opening.opened_reports(rows, reader, visit=visit, now=now)


@confidential
@transaction.atomic
def draft_report(
    *, by: Resource, visit: str, salon: Salon, written: Written, now: datetime
) -> Report | Refusal:
    """Put these words in the place of her draft for a visit.

    Refused as `open_answers`, and `no_consent`, `too_large` (32 KiB), `signed` once the visit has a signed report.
    """
    key = _still_to_sign(by, visit, now)
    if isinstance(key, Refusal):
        return key
    draft = key.reports.filter(visit=visit, author=by).first()
    return _sealed(draft or Report(key=key, salon=salon, visit=visit, author=by), written, now)


@confidential
@transaction.atomic
def sign_report(*, by: Resource, visit: str, now: datetime) -> Report | Refusal:
    """Her draft for a visit is signed, and stays as it is from now on.

    Refused as `draft_report`, and `no_report` without a draft.
    """
    key = _still_to_sign(by, visit, now)
    if isinstance(key, Refusal):
        return key
    draft = key.reports.filter(visit=visit, author=by).first()
    if draft is None:
        return Refusal(NO_REPORT)
    content, draft.signed_at = opening.report_content(draft), now
    draft.sealed = cipher.seal(keyring.unwrap(key), content, draft.bound)
    draft.save(update_fields=["signed_at", "sealed"])
    facts.record("report.signed", visit, {"by": by.public_id}, at=now)
    return draft


@confidential
@transaction.atomic
def amend_report(
    *, by: Resource, visit: str, salon: Salon, report: str, written: Written, now: datetime
) -> Report | Refusal:
    """Her own signed report is amended: these words count from now on, and the earlier ones stay beside them, dated.

    `visit` is the one that lets her in: the report's own, or a later one of the same client. Refused as
    `draft_report`, and `no_report` for what is not hers, not this client's or not signed.
    """
    given = let_in(by, visit, now)
    if isinstance(given, Refusal):
        return given
    if _covered(given, now) is None:
        return Refusal(NO_CONSENT)
    own = _kept(given, salon, now).filter(author=by, amends=None)
    found = own.filter(pk=report, signed_at__isnull=False).select_related("key__client").first()
    if found is None:
        return Refusal(NO_REPORT)
    later = Report(
        key=found.key, salon_id=found.salon_id, visit=found.visit, author=by, amends=found, signed_at=now
    )
    made = _sealed(later, written, now)
    if isinstance(made, Report):
        facts.record("report.amended", found.visit, {"by": by.public_id}, at=now)
    return made


def _still_to_sign(by: Resource, visit: str, now: datetime) -> Key | Refusal:
    """The key under which she may write about a visit that nobody has signed for yet."""
    given = let_in(by, visit, now)
    if isinstance(given, Refusal):
        return given
    key = _covered(given, now)
    if key is None:
        return Refusal(NO_CONSENT)
    is_signed = key.reports.filter(visit=visit, signed_at__isnull=False).exists()
    return Refusal(SIGNED) if is_signed else key


def _kept(given: Grant, salon: Salon, now: datetime) -> Reports:
    return Report.objects.kept_at(now).filter(key__client__in=rows_of(salon, given.client_id), salon=salon)


def _covered(given: Grant, now: datetime) -> Key | None:
    """The client's key, locked, while her consent to reports runs."""
    key = keyring.locked(client=given.client_id)
    return key if key is not None and key.consents.to_reports().running_at(now).exists() else None


def _sealed(row: Report, written: Written, now: datetime) -> Report | Refusal:
    content = cipher.packed(asdict(written))
    if len(content) > MOST_REPORT_BYTES:
        return Refusal(TOO_LARGE)
    row.written_at = now
    row.sealed = cipher.seal(keyring.unwrap(row.key), content, row.bound)
    row.save()
    return row
