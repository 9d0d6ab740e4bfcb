"""The statements behind a salon's numbers: a month of visits, who was there before, and what was claimed."""

from datetime import datetime
from typing import NamedTuple

_PERSON = "CASE WHEN c.email <> '' THEN lower(c.email) WHEN c.phone <> '' THEN c.phone ELSE 'id:' || c.id END"
"""A client who books herself is a new row each time: the same mail, else the same number, is the same client."""

VISITS = f"""
WITH served AS MATERIALIZED (
  SELECT w.client_id, t.starts_at FROM diary_waiting w JOIN diary_turn t ON t.waiting_id = w.id
  WHERE w.salon_id = %s::bigint AND w.appointment_id IS NULL AND t.state = 'taken')
SELECT p.practitioner_id, p.treatment, p.price_minor, p.off_minor, p.currency, p.verdict,
  a.status, a.starts_at, a.created_at, a.excused_at IS NOT NULL, {_PERSON},
  booked.by, cancelled.by, cancelled.at,
  (a.client_id, booked.starts_at) IN (SELECT client_id, starts_at FROM served)
FROM diary_appointment a
JOIN diary_part p ON p.appointment_id = a.id
JOIN people_client c ON c.id = a.client_id
LEFT JOIN LATERAL (
  SELECT f.body ->> 'by' AS by, (f.body ->> 'starts_at')::timestamptz AS starts_at FROM plumbing_fact f
  WHERE f.subject = a.public_id AND f.kind = 'appointment.booked' ORDER BY f.id LIMIT 1) booked ON true
LEFT JOIN LATERAL (
  SELECT f.body ->> 'by' AS by, f.at FROM plumbing_fact f
  WHERE a.status = 'cancelled' AND f.subject = a.public_id AND f.kind = 'appointment.cancelled'
  ORDER BY f.id DESC LIMIT 1) cancelled ON true
WHERE a.salon_id = %s::bigint AND a.starts_at >= %s::timestamptz AND a.starts_at < %s::timestamptz
  AND (%s::bigint IS NULL OR p.practitioner_id = %s::bigint)
ORDER BY a.starts_at, a.id
"""

KNOWN_BEFORE = f"""
SELECT DISTINCT {_PERSON} FROM salons_acquaintance k JOIN people_client c ON c.id = k.client_id
WHERE k.salon_id = %s AND {_PERSON} = ANY(%s::text[])
  AND EXISTS (SELECT FROM diary_appointment a WHERE a.client_id = c.id AND a.salon_id = k.salon_id
    AND a.starts_at < %s AND a.status NOT IN ('cancelled', 'no_show'))
"""
"""Whoever has had a visit is an acquaintance of the salon; there are fewer of these than visits."""

TAKEN = """
SELECT c.resource_id, extract(epoch FROM lower(c.span))::bigint, extract(epoch FROM upper(c.span))::bigint,
  o.id IS NOT NULL
FROM unnest(%s::bigint[]) r(id) JOIN diary_claim c ON c.resource_id = r.id
LEFT JOIN diary_part p ON p.id = c.part_id
LEFT JOIN salons_offer o ON o.id = p.offer_id AND o.salon_id = %s::bigint
WHERE c.span && tstzrange(%s::timestamptz, %s::timestamptz) AND c.hold_id IS NULL
"""
"""Spans in seconds since 1970: thousands of them are quicker read as whole numbers."""


class Row(NamedTuple):
    """A visit as VISITS tells it."""

    practitioner: int
    treatment: str
    price_minor: int
    off_minor: int
    currency: str
    verdict: str
    status: str
    starts_at: datetime
    created_at: datetime
    is_excused: bool
    person: str
    booked_by: str | None
    cancelled_by: str | None
    cancelled_at: datetime | None
    was_served: bool | None
