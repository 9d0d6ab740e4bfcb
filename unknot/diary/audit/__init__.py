"""Does the diary still tell the truth? Invariants proved on a whole database, one finding for each break.

docs/hard/diary.md says what is proved here and what cannot be.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from unknot.diary.audit import claims, days, visits, waiting
from unknot.diary.audit.findings import Finding, Progress
from unknot.plumbing.clock import database_now
from unknot.salons.models import Salon

__all__ = ["Finding", "findings"]

_AT_ONCE = 200


def findings(
    at: datetime | None = None, *, progress: Progress = lambda step, done, of: None
) -> Iterator[Finding]:
    """Every break of the diary's invariants, without personal data; nothing when all is well.

    Holds are judged `at` this moment, by the database's clock unless one is given. However large the database is,
    little of it is in memory at a time.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            # One snapshot for all questions, or a booking made meanwhile would look like a difference.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        now = at or database_now()
        yield from _of_all(now, progress)
        yield from _of_each_salon(now, progress)


def _of_all(now: datetime, progress: Progress) -> Iterator[Finding]:
    questions = (
        ("claims", claims.findings),
        ("appointments", visits.findings),
        ("waiting", waiting.findings),
    )
    for done, (step, ask) in enumerate(questions, start=1):
        progress(step, done, len(questions))
        yield from ask(now)


def _of_each_salon(now: datetime, progress: Progress) -> Iterator[Finding]:
    count = Salon.objects.count()
    for done, salon in enumerate(Salon.objects.order_by("pk").iterator(_AT_ONCE), start=1):
        yield from days.findings(salon, now)
        progress("days of salons", done, count)
