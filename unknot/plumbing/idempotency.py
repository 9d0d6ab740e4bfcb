"""One answer per Idempotency-Key: the first is kept in the transaction that did the work.

The key is a transaction advisory lock while the work runs. Nothing is left behind by a process that dies: its
transaction is gone, and with it both the work and the lock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from unknot.plumbing.models import IdempotentAnswer

KEEP = timedelta(hours=24)
_LOCK_CLASS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a JSON body; `fresh` unless it is the repeat of an earlier one."""

    status: int
    body: dict[str, Any]
    fresh: bool = True


class InProgress(Exception):
    """The first request with this key is still running."""


class AnotherBody(Exception):
    """The key was used before with another body."""


def answer_once(route: str, key: str, body: bytes, work: Callable[[], Answer]) -> Answer:
    """Run `work` unless this key has been answered; then repeat that answer.

    Raises InProgress or AnotherBody. Answers of 500 and above are not kept, so that they can be tried again.
    """
    digest = sha256(f"{route}\n{key}".encode()).hexdigest()
    body_digest = sha256(body).hexdigest()
    with transaction.atomic():
        if not _lock(digest):
            raise InProgress
        earlier = IdempotentAnswer.objects.filter(key=digest).first()
        if earlier is not None:
            if earlier.body_digest != body_digest:
                raise AnotherBody
            return Answer(earlier.status, earlier.answer, fresh=False)
        answer = work()
        if answer.status < 500:
            IdempotentAnswer.objects.create(
                key=digest, body_digest=body_digest, status=answer.status, answer=answer.body
            )
        return answer


def forget_before(moment: datetime) -> None:
    """Delete the answers given before `moment`."""
    IdempotentAnswer.objects.filter(created_at__lt=moment).delete()


def _lock(digest: str) -> bool:
    number = int.from_bytes(bytes.fromhex(digest[:8]), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s::int, %s::int)", [_LOCK_CLASS, number])
        locked: bool = cursor.fetchone()[0]
    return locked
