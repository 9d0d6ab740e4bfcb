"""Does the diary still tell the truth? Invariants proved on a whole database, one sentence for each break."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection, transaction

from unknot.diary import bridge
from unknot.diary.actions.days import build_days
from unknot.diary.models import SalonDay
from unknot.plumbing.clock import database_now
from unknot.salons.models import Salon

_OVERLAPS = """
SELECT a.id, b.id FROM diary_claim a JOIN diary_claim b
ON a.resource_id = b.resource_id AND a.span && b.span AND a.id < b.id
"""
_UNCLAIMED = """
SELECT p.id FROM diary_part p JOIN diary_appointment a ON a.id = p.appointment_id
WHERE a.status <> 'cancelled' AND NOT EXISTS (
  SELECT FROM diary_claim c WHERE c.part_id = p.id AND c.resource_id = p.practitioner_id
  AND lower(c.span) <= p.starts_at AND upper(c.span) >= p.ends_at)
"""
_UNSERVED = """
SELECT p.id FROM diary_part p
JOIN diary_appointment a ON a.id = p.appointment_id JOIN salons_offer o ON o.id = p.offer_id
WHERE a.status <> 'cancelled' AND (SELECT count(*) FROM diary_claim c WHERE c.part_id = p.id)
  <> 1 + (o.room_feature <> '')::int + cardinality(o.equipment_features)
"""
_LEFT_BEHIND = """
SELECT c.id FROM diary_claim c JOIN diary_part p ON p.id = c.part_id
JOIN diary_appointment a ON a.id = p.appointment_id WHERE a.status = 'cancelled'
"""
_PARTLESS = """
SELECT a.id FROM diary_appointment a WHERE NOT EXISTS (SELECT FROM diary_part p WHERE p.appointment_id = a.id)
"""

_QUESTIONS = (
    ("claims {} and {} overlap on one resource", _OVERLAPS),
    ("part {} has no claim of its practitioner over its whole time", _UNCLAIMED),
    ("part {} does not claim exactly what its offer needs", _UNSERVED),
    ("claim {} belongs to a cancelled appointment", _LEFT_BEHIND),
    ("appointment {} has no part", _PARTLESS),
)


Progress = Callable[[int, int], None]


def findings(at: datetime | None = None, *, progress: Progress = lambda done, of: None) -> Iterator[str]:
    """Every break of the diary's invariants, as a sentence without personal data; nothing when all is well.

    Holds are judged `at` this moment, by the database's clock unless one is given. `progress` is told after each
    salon how many of how many are done.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:
            # One snapshot for all questions, or a booking made meanwhile would look like a difference.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        now = at or database_now()
        for sentence, question in _QUESTIONS:
            with connection.cursor() as cursor:
                cursor.execute(question)
                for row in cursor.fetchall():
                    yield sentence.format(*row)
        salons = list(Salon.objects.order_by("pk"))
        for done, salon in enumerate(salons, start=1):
            yield from _differing_days(salon, now)
            progress(done, len(salons))


def _differing_days(salon: Salon, now: datetime) -> Iterator[str]:
    """Rows that are not what hours and claims make of them, both looked at with the clock at `now`."""
    dates = list(SalonDay.objects.filter(salon=salon).order_by("on_date").values_list("on_date", flat=True))
    if not dates:
        return
    standing = bridge.read_days([salon.pk], dates[0], dates[-1])[salon.pk]
    built = [day for _, day in build_days(salon, dates, clock=lambda: now)]
    for on_date, row, truth in zip(dates, standing, built, strict=True):
        if row.at(now.timestamp()) != truth:
            yield f"day {on_date} of salon {salon.public_id} differs from its hours and claims"
