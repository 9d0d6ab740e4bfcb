"""Consent first, then answers: for a hold while nobody knows who comes, for a client once it has become a visit."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from unknot.health import cipher, keyring, opening
from unknot.health.confidential import confidential
from unknot.health.models import Answers, Consent, Key, Reading
from unknot.health.models.answers import MOST_BYTES
from unknot.health.values import NO_CONSENT, TOO_LARGE, Document, Refusal
from unknot.people.models import Client
from unknot.plumbing import facts


@confidential
@transaction.atomic
def begin(*, hold: str, now: datetime) -> Consent:
    """Consent, given before the first answer, and with it a draft for a hold. To begin again changes nothing."""
    return _consent_under(keyring.own(now=now, hold=hold), now)


@confidential
@transaction.atomic
def consent(*, client: Client, now: datetime) -> Consent:
    """Consent of a client who is known. While one runs, it is that one."""
    key = keyring.own(now=now, client=client)
    running = _running(key, now)
    return running or _told(_consent_under(key, now), client, now)


@confidential
@transaction.atomic
def record(*, hold: str, answers: Sequence[Document], rulebook: str, now: datetime) -> Answers | Refusal:
    """Put these answers in the place of the draft's. Refused without consent (`no_consent`) and beyond 64 KiB.

    `answers` are JSON documents `{"id", ...}`; what they mean is not looked at. Raises ValueError for no JSON.
    """
    return _given(keyring.locked(hold=hold), "", answers, rulebook, now)


@confidential
@transaction.atomic
def renew(
    *, visit: str, client: Client, answers: Sequence[Document], rulebook: str, now: datetime
) -> Answers | Refusal:
    """Put these answers in the place of a visit's: asked again after a move, or when something has changed.

    Refused as `record`.
    """
    given = _given(keyring.locked(client=client), visit, answers, rulebook, now)
    return given if isinstance(given, Refusal) else _announced(given, client, now)


@confidential
@transaction.atomic
def carry(*, hold: str, to: str, now: datetime) -> bool:
    """A client takes another time: the draft goes on to her new hold. Whether there was one.

    A draft that the new hold has already stays as it is, and the old one goes.
    """
    draft = keyring.locked(hold=hold)
    if draft is None or hold == to:
        return draft is not None
    if keyring.locked(hold=to) is None:
        _moved(draft, keyring.own(now=now, hold=to), "", now)
    Reading.objects.filter(hold=hold).update(hold=to)
    draft.delete()
    return True


@confidential
@transaction.atomic
def adopt(*, hold: str, visit: str, client: Client, now: datetime) -> bool:
    """The hold has become a visit: its answers are the client's, and the draft's key is destroyed.

    Whether the visit has answers; none when the client would rather be asked in person. To adopt again changes nothing.
    """
    draft = keyring.locked(hold=hold)
    if draft is not None:
        consents = list(draft.consents.all())
        given = _moved(draft, keyring.own(now=now, client=client), visit, now)
        Reading.objects.filter(hold=hold).update(hold="", visit=visit, client=client)
        for each in consents:
            _told(each, client, now)
        draft.delete()
        if given is not None:
            _announced(given, client, now)
    return Answers.objects.kept_at(now).filter(visit=visit).exists()


@confidential
@transaction.atomic
def repeat(*, visit: str, client: Client, now: datetime) -> bool:
    """A client who comes again says that nothing has changed: her newest answers count for this visit too.

    Whether there were any that her consent still covers.
    """
    key = keyring.locked(client=client)
    if key is None:
        return False
    newest, running = key.answers.kept_at(now).order_by("given_at", "pk").last(), _running(key, now)
    if newest is None or running is None:
        return False
    if newest.visit != visit:
        again = _put(key, running, visit, opening.content(newest), newest.rulebook, now)
        _announced(again, client, now)
    return True


@transaction.atomic
def abandon(*, hold: str) -> None:
    """The hold was let go, or its client would rather be asked in person: nothing of the draft remains."""
    keyring.destroy(Key.objects.filter(hold=hold))
    Reading.objects.filter(hold=hold).delete()


def _given(
    key: Key | None, visit: str, answers: Sequence[Document], rulebook: str, now: datetime
) -> Answers | Refusal:
    running = None if key is None else _running(key, now)
    if key is None or running is None:
        return Refusal(NO_CONSENT)
    content = cipher.packed(list(answers))
    if len(content) > MOST_BYTES:
        return Refusal(TOO_LARGE)
    return _put(key, running, visit, content, rulebook, now)


def _put(key: Key, running: Consent, visit: str, content: bytes, rulebook: str, now: datetime) -> Answers:
    """Seal content as the key's answers for a visit, in the place of earlier ones."""
    expires_at = running.runs_until if visit else now + Answers.DRAFT_KEPT
    row = Answers(
        key=key, consent=running, visit=visit, rulebook=rulebook, given_at=now, expires_at=expires_at
    )
    row.sealed = cipher.seal(keyring.unwrap(key), content, row.bound)
    key.answers.filter(visit=visit).delete()
    row.save(force_insert=True)
    return row


def _moved(draft: Key, to: Key, visit: str, now: datetime) -> Answers | None:
    """The draft's consents and answers, now under another key. The draft's key is the caller's to destroy."""
    draft.consents.update(key=to)
    row = draft.answers.kept_at(now).select_related("consent").first()
    return row and _put(to, row.consent, visit, opening.content(row), row.rulebook, row.given_at)


def _consent_under(key: Key, now: datetime) -> Consent:
    running = _running(key, now)
    return running or key.consents.create(given_at=now, runs_until=now + Consent.RUNS)


def _running(key: Key, now: datetime) -> Consent | None:
    """The consent to answers that runs longest, of those that run."""
    return key.consents.to_answers().running_at(now).order_by("runs_until").last()


def _told(given: Consent, client: Client, now: datetime) -> Consent:
    body = {"given_at": given.given_at.isoformat(), "runs_until": given.runs_until.isoformat()}
    facts.record("consent.given", client.public_id, body, at=now)
    return given


def _announced(given: Answers, client: Client, now: datetime) -> Answers:
    facts.record("answers.given", given.visit, {"client": client.public_id}, at=now)
    return given
