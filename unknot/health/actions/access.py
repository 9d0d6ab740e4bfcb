"""Who may open a visit's answers, and opening them. Every opening is recorded."""

from datetime import datetime

from django.db import transaction

from unknot.health import opening
from unknot.health.confidential import confidential
from unknot.health.models import Answers, Grant, Reading
from unknot.health.values import (
    NO_ANSWERS,
    NOT_GRANTED,
    NOT_YET,
    OVER,
    THE_CLIENT,
    THE_RULES,
    Opened,
    Reader,
    Refusal,
)
from unknot.people.models import Client
from unknot.salons.models import Resource


def grant(
    *, visit: str, client: Client, practitioner: Resource, opens_at: datetime, closes_at: datetime
) -> Grant:
    """The practitioner may open the client's answers for this visit in `[opens_at, closes_at)`.

    Granted again, after a move, it takes the place of the earlier one: whoever treated before is let in no more.
    """
    values = {
        "client": client,
        "practitioner": practitioner,
        "opens_at": opens_at,
        "closes_at": closes_at,
    }
    return Grant.objects.update_or_create(visit=visit, defaults=values)[0]


def revoke(*, visit: str) -> None:
    """The visit was cancelled: nobody is let in for it any more. To revoke again changes nothing."""
    Grant.objects.filter(visit=visit).delete()


@confidential
@transaction.atomic
def open_answers(*, by: Resource, visit: str, now: datetime) -> Opened | Refusal:
    """A practitioner reads the answers for a visit, and that she did is recorded.

    Refused without a grant (`not_granted`), before it opens (`not_yet`), once it has closed (`over`), and when there
    are no answers (`no_answers`). Raises Unopened when they have been tampered with.
    """
    given = let_in(by, visit, now)
    if isinstance(given, Refusal):
        return given
    return _opened(Reader(Reading.Role.PRACTITIONER, by), now, visit=visit, key__client=given.client_id)


def let_in(by: Resource, visit: str, now: datetime) -> Grant | Refusal:
    """The practitioner's grant for a visit at this moment, inside a transaction.

    Refused: `not_granted`, `not_yet`, `over`.
    """
    # Locked, so that a cancellation comes wholly before or wholly after.
    given = Grant.objects.select_for_update().filter(visit=visit, practitioner=by).first()
    if given is None:
        return Refusal(NOT_GRANTED)
    if given.is_early(now):
        return Refusal(NOT_YET)
    return Refusal(OVER) if given.is_over(now) else given


@confidential
@transaction.atomic
def own_answers(*, client: Client, visit: str, now: datetime) -> Opened | Refusal:
    """A client reads what she answered for a visit. Refused when there is nothing (`no_answers`)."""
    return _opened(THE_CLIENT, now, visit=visit, key__client=client)


@confidential
@transaction.atomic
def draft_answers(*, hold: str, now: datetime) -> Opened | Refusal:
    """Whoever has the hold reads what has been answered so far. Refused when there is nothing (`no_answers`)."""
    return _opened(THE_CLIENT, now, visit="", key__hold=hold)


@confidential
@transaction.atomic
def for_rules(*, visit: str = "", hold: str = "", now: datetime) -> Opened | Refusal:
    """Open the answers for a visit, or for a hold, to the rules alone. Refused when there are none (`no_answers`).

    Name one of both; anything else is a ValueError. What is judged from them is the caller's to keep from people.
    """
    if bool(visit) == bool(hold):
        raise ValueError("for_rules: name a visit or a hold")
    return _opened(THE_RULES, now, visit=visit, **({"key__hold": hold} if hold else {}))


@confidential
@transaction.atomic
def newest_for_rules(*, client: Client, now: datetime) -> Opened | Refusal:
    """Open a client's newest answers to the rules: would they still do? Refused when there are none (`no_answers`)."""
    newest = Answers.objects.kept_at(now).filter(key__client=client).order_by("given_at", "pk").last()
    return Refusal(NO_ANSWERS) if newest is None else for_rules(visit=newest.visit, now=now)


def _opened(reader: Reader, now: datetime, **where: object) -> Opened | Refusal:
    row = opening.kept_answers(now=now, **where)
    return Refusal(NO_ANSWERS) if row is None else opening.opened(row, reader, now=now)
