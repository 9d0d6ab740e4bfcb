"""Notes of clearance: handed in by the client, opened and decided by the treating practitioner, asked by the rules."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from unknot.health import cipher, files, keyring, opening
from unknot.health.confidential import confidential
from unknot.health.models import Clearance, Grant, Key, Reading
from unknot.health.models.notes import MOST_FILE_BYTES, MOST_SCOPE_BYTES
from unknot.health.values import (
    DECIDED,
    NO_CONSENT,
    NO_NOTE,
    NOT_GRANTED,
    OVER,
    THE_CLIENT,
    THE_RULES,
    TOO_LARGE,
    TOO_MANY_NOTES,
    WRONG_KIND,
    OpenedNote,
    Reader,
    Refusal,
)
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.salons.models import Resource

MOST_NOTES_A_VISIT = 5


@confidential
@transaction.atomic
def hand_in(
    *,
    client: Client,
    visit: str,
    treatment: str,
    from_whom: str,
    items: Sequence[str],
    holds_until: date,
    file: bytes,
    now: datetime,
) -> Clearance | Refusal:
    """A client hands in a note for a visit: who wrote it, for which items and treatment, up to which day it holds.

    `holds_until` is the last local day; `file` a PDF, JPEG or PNG of at most 10 MiB. Refused: `too_large`,
    `wrong_kind`, `too_many_notes` (five a visit), and `no_consent` when none runs.
    """
    kind = files.kind_of(file)
    scope = cipher.packed({"from_whom": from_whom, "items": list(items)})
    if len(file) > MOST_FILE_BYTES or len(scope) > MOST_SCOPE_BYTES:
        return Refusal(TOO_LARGE)
    if kind is None:
        return Refusal(WRONG_KIND)
    key = keyring.locked(client=client)
    if key is None or not key.consents.to_answers().running_at(now).exists():
        return Refusal(NO_CONSENT)
    if key.clearances.filter(visit=visit).count() >= MOST_NOTES_A_VISIT:
        return Refusal(TOO_MANY_NOTES)
    named = {"visit": visit, "treatment": treatment, "holds_until": holds_until, "kind": kind}
    note = _sealed(Clearance(key=key, handed_in_at=now, **named), scope, file)
    facts.record("note.handed_in", note.id, {"visit": visit}, at=now)
    return note


@transaction.atomic
def take_back(*, client: Client, note: str, now: datetime) -> None:
    """A client takes a note back: it is gone, whatever was decided. To take it back again changes nothing."""
    key = keyring.locked(client=client)
    if key is not None and key.clearances.filter(pk=note).delete()[0]:
        facts.record("note.taken_back", note, {}, at=now)


@confidential
@transaction.atomic
def open_note(*, by: Resource, note: str, now: datetime) -> OpenedNote | Refusal:
    """The treating practitioner reads a note, and that she did is recorded.

    It was handed in to be looked at before the visit, so she may from then on until her grant closes. Refused:
    `no_note`, `not_granted`, `over`.
    """
    found = _noted(note, by, now)
    if isinstance(found, Refusal):
        return found
    return opening.opened_note(found, Reader(Reading.Role.PRACTITIONER, by), now=now)


@confidential
@transaction.atomic
def own_note(*, client: Client, note: str, now: datetime) -> OpenedNote | Refusal:
    """A client reads a note that she handed in. Refused: `no_note`."""
    found = _locked(note)
    if found is None or found.key.client_id != client.pk:
        return Refusal(NO_NOTE)
    return opening.opened_note(found, THE_CLIENT, now=now)


def confirm_note(*, by: Resource, note: str, now: datetime) -> Clearance | Refusal:
    """The treating practitioner says that the note holds for what it names. Refused as `open_note`, and `decided`."""
    return _decide(note, Clearance.State.CONFIRMED, by, now)


def refuse_note(*, by: Resource, note: str, now: datetime) -> Clearance | Refusal:
    """The treating practitioner says that the note does not hold. Refused as `open_note`, and `decided`."""
    return _decide(note, Clearance.State.REFUSED, by, now)


@confidential
@transaction.atomic
def cleared_items(*, client: Client, treatment: str, on_date: date, now: datetime) -> frozenset[str]:
    """The items of the rulebook that the client's confirmed notes clear for a treatment on the salon's local date.

    For the rules alone; each note that is asked is recorded as read by them.
    """
    holding = Clearance.objects.hold_for(treatment, on_date).filter(key__client=client).defer("sealed_file")
    notes = holding.select_related("key__client").select_for_update(of=("key",), no_key=True)
    return frozenset(item for note in notes for item in opening.opened_items(note, THE_RULES, now=now))


@confidential
@transaction.atomic
def reopen_notes(*, client: Client, items: Collection[str], now: datetime) -> None:
    """The client says something else about these items now: confirmed notes about any of them wait again."""
    confirmed = Clearance.objects.filter(key__client=client, state=Clearance.State.CONFIRMED)
    rows = confirmed.defer("sealed_file").select_related("key__client").order_by("pk")
    for note in rows.select_for_update(of=("self", "key"), no_key=True) if items else ():
        scope = opening.scope_of(note)
        if not set(items).isdisjoint(scope["items"]):
            _put(note, Clearance.State.WAITING, None, None, cipher.packed(scope))
            facts.record("note.reopened", note.id, {"visit": note.visit}, at=now)


@confidential
@transaction.atomic
def _decide(note: str, state: Clearance.State, by: Resource, now: datetime) -> Clearance | Refusal:
    found = _noted(note, by, now)
    if isinstance(found, Refusal):
        return found
    if found.state != Clearance.State.WAITING:
        return Refusal(DECIDED)
    _put(found, state, by, now, cipher.packed(opening.scope_of(found)))
    facts.record(f"note.{state}", found.id, {"visit": found.visit, "by": by.public_id}, at=now)
    return found


def _put(
    note: Clearance, state: Clearance.State, by: Resource | None, at: datetime | None, scope: bytes
) -> None:
    """Give a note another state, which is bound into its scope's seal."""
    note.state, note.decided_by, note.decided_at = state, by, at
    note.sealed_scope = cipher.seal(keyring.unwrap(note.key), scope, note.bound_scope)
    note.save(update_fields=["state", "decided_by", "decided_at", "sealed_scope"])


def _noted(note: str, by: Resource, now: datetime) -> Clearance | Refusal:
    """The note, for a practitioner whose grant for its visit has not closed. Locks the grant, then the key."""
    visit = Clearance.objects.filter(pk=note).values_list("visit", flat=True).first()
    if visit is None:
        return Refusal(NO_NOTE)
    given = Grant.objects.select_for_update().filter(visit=visit, practitioner=by).first()
    found = _locked(note)
    if found is None:
        return Refusal(NO_NOTE)
    if given is None or given.client_id != found.key.client_id:
        return Refusal(NOT_GRANTED)
    return Refusal(OVER) if given.is_over(now) else found


def _locked(note: str) -> Clearance | None:
    """The note as it is once its key is ours: read after the lock, or it could be what another has changed since."""
    rows = Key.objects.select_for_update(of=("self",), no_key=True)
    key = rows.select_related("client").filter(clearances=note).first()
    return None if key is None else key.clearances.filter(pk=note).first()


def _sealed(note: Clearance, scope: bytes, file: bytes) -> Clearance:
    secret = keyring.unwrap(note.key)
    note.sealed_scope = cipher.seal(secret, scope, note.bound_scope)
    note.sealed_file = cipher.seal(secret, file, note.bound_file)
    note.save(force_insert=True)
    return note
