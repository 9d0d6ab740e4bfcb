"""After booking: a client changes what she answered, accepts what follows, takes it all back, or can't come as she is.

As everywhere, the diary's rows are locked first and the locked room's after them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from unknot.diary.actions.answers import Told, judge, judge_again, locked_part, undecide
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Appointment, Part
from unknot.diary.values import ASK_AGAIN, NOT_CHANGEABLE, Refusal, Refused
from unknot.health import actions as locked
from unknot.health.values import Document, Opened
from unknot.health.values import Refusal as Locked
from unknot.knowledge.screening import rulebook
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock

CLIENT = "client"


@all_or_nothing
def answer_again(appointment: Appointment, *, answers: Sequence[Document], clock: Clock) -> Appointment:
    """A client answers anew for a visit that lies ahead. It is judged at once, and what follows waits for her.

    Refused when the visit can't be changed any more (`not_changeable`) and without consent (`ask_again`).
    """
    part, now = locked_part(appointment), clock()
    fresh = _to_come(appointment, now)
    changed = _changed_items(fresh, answers, now)
    given = locked.renew(
        visit=fresh.public_id,
        client=fresh.client,
        answers=answers,
        rulebook=rulebook().version,
        now=now,
    )
    if isinstance(given, Locked):
        raise Refused(Refusal(ASK_AGAIN))
    locked.reopen_notes(client=fresh.client, items=changed, now=now)
    locked.abandon(hold=fresh.public_id)
    part.told = Told.ONLINE
    part.save(update_fields=["told"])
    judge_again(fresh, part, by=CLIENT, now=now)
    return fresh


@all_or_nothing
def accept(appointment: Appointment, *, accepted: str, clock: Clock) -> Appointment:
    """A client accepts what changes in her treatment, as she was shown it. Refused as a move is."""
    part, now = locked_part(appointment), clock()
    fresh = _to_come(appointment, now)
    judge(fresh, part, accepted=accepted, now=now)
    facts.record("appointment.accepted", fresh.public_id, {"by": CLIENT}, at=now)
    return fresh


@all_or_nothing
def ask_in_person(appointment: Appointment, *, clock: Clock) -> Appointment:
    """A client would rather be asked at the salon: what she answered for this visit counts no more."""
    part, now = locked_part(appointment), clock()
    fresh = _to_come(appointment, now)
    locked.abandon(hold=fresh.public_id)
    locked.keep(visit=fresh.public_id, until=now)
    _undecided([part], Told.IN_PERSON, now)
    return fresh


@all_or_nothing
def erase_answers(client: Client, *, clock: Clock) -> None:
    """Erase all that is known of a client's health, and who has looked. At visits to come she is asked in person."""
    _forget(client, locked.erase, clock)


@all_or_nothing
def withdraw_consent(client: Client, *, clock: Clock) -> None:
    """A client takes her consent back. As `erase_answers`, but who has looked stays on record."""
    _forget(client, locked.withdraw, clock)


@all_or_nothing
def take_back_note(client: Client, *, note: str, clock: Clock) -> None:
    """A client takes a note back: the visits that it may have cleared are judged without it."""
    parts, now = list(_coming(client, clock())), clock()
    locked.take_back(client=client, note=note, now=now)
    for part in parts:
        if part.verdict:
            judge_again(part.appointment, part, by=CLIENT, now=now)


@all_or_nothing
def excuse(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """A client can't come as she is: until the start she may move or cancel, whatever the salon's limit."""
    fresh, now = _locked_to_come(appointment, clock), clock()
    if fresh.excused_at is None:
        fresh.excused_at, fresh.reaffirmed_at = now, None
        _say(fresh, "appointment.excused", by, now)
    return fresh


@all_or_nothing
def reaffirm(appointment: Appointment, *, by: str, clock: Clock) -> Appointment:
    """A client says the day before that all is as it was; she is not asked again for this time."""
    fresh, now = _locked_to_come(appointment, clock), clock()
    if fresh.reaffirmed_at is None:
        fresh.reaffirmed_at, fresh.excused_at = now, None
        _say(fresh, "appointment.reaffirmed", by, now)
    return fresh


def _say(appointment: Appointment, fact: str, by: str, now: datetime) -> None:
    appointment.save(update_fields=["reaffirmed_at", "excused_at"])
    facts.record(fact, appointment.public_id, {"by": by}, at=now)


def _to_come(appointment: Appointment, now: datetime) -> Appointment:
    """The visit as it is now. Raises Refused once it has begun, is over or cancelled."""
    fresh = Appointment.objects.select_related("salon", "client").get(pk=appointment.pk)
    return _insist_to_come(fresh, now)


def _locked_to_come(appointment: Appointment, clock: Clock) -> Appointment:
    return _insist_to_come(Appointment.objects.select_for_update().get(pk=appointment.pk), clock())


def _insist_to_come(fresh: Appointment, now: datetime) -> Appointment:
    if fresh.status != Appointment.Status.BOOKED or fresh.starts_at <= now:
        raise Refused(Refusal(NOT_CHANGEABLE))
    return fresh


def _changed_items(appointment: Appointment, answers: Sequence[Document], now: datetime) -> list[str]:
    """The items about which something else is said now than before."""
    opened = locked.for_rules(visit=appointment.public_id, now=now)
    before = {each["id"]: each for each in opened.answers} if isinstance(opened, Opened) else {}
    return [each["id"] for each in answers if before.get(each["id"]) not in (None, each)]


def _forget(client: Client, forget: Callable[..., bool], clock: Clock) -> None:
    now = clock()
    parts = list(_coming(client, now))
    for part in parts:
        locked.abandon(hold=part.appointment.public_id)
    forget(client=client, now=now)
    _undecided([part for part in parts if part.is_answered], Told.IN_PERSON, now)


def _coming(client: Client, now: datetime) -> "QuerySet[Part]":
    """The parts of a client's visits that are not over yet, locked in one order."""
    parts = Part.objects.filter(appointment__client=client, ends_at__gt=now)
    live = parts.exclude(appointment__status=Appointment.Status.CANCELLED)
    related = live.select_related("appointment__salon", "appointment__client", "offer__salon", "practitioner")
    return related.select_for_update(of=("self",)).order_by("pk")


def _undecided(parts: Sequence[Part], told: Part.Told, now: datetime) -> None:
    """Nothing is decided about these any more; `told` is how their client will answer."""
    for part in parts:
        part.told = told
        undecide(part)
        body = {"by": CLIENT, "waits_for_client": part.waits_for_client}
        facts.record("appointment.judged", part.appointment.public_id, body, at=now)
