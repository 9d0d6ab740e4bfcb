"""Who waits: each turn has its hold, each place that was given was really had."""

from collections.abc import Iterator
from datetime import datetime

from unknot.diary.audit.findings import Finding, rows

_UNHELD = """
SELECT w.public_id FROM diary_turn t JOIN diary_waiting w ON w.id = t.waiting_id
LEFT JOIN diary_hold h ON h.id = t.hold_id
WHERE t.state = 'open' AND t.until > %(now)s
  AND (h.appointment_id IS NOT NULL OR h.expires_at <> t.until OR h.starts_at <> t.starts_at
    OR NOT EXISTS (SELECT FROM diary_claim c WHERE c.hold_id = t.hold_id))
"""
# A chain that was done in part: she was served at a moment at which nothing was booked or moved for her.
_UNSERVED = """
SELECT w.public_id FROM diary_waiting w JOIN diary_appointment a ON a.id = w.appointment_id WHERE w.state = 'served'
  AND NOT EXISTS (SELECT FROM plumbing_fact f WHERE f.subject = a.public_id AND f.kind = 'appointment.moved'
    AND f.at BETWEEN w.ended_at - interval '1 minute' AND w.ended_at + interval '1 minute')
"""
_QUESTIONS = (
    ("turn_without_hold", "waiting {} has a turn for which nothing is held until its end", _UNHELD),
    ("served_without_move", "waiting {} was served, but its visit was not moved then", _UNSERVED),
)


def findings(now: datetime) -> Iterator[Finding]:
    """What is wrong with those who wait, as of `now`."""
    for kind, sentence, question in _QUESTIONS:
        for (public_id,) in rows(question, {"now": now}):
            yield Finding(kind, sentence.format(public_id))
