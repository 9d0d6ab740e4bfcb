"""Three years of a salon with 20 practitioners, in SQL: visits, their facts, claims and clients."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unknot.salons.models import Salon

VISITS_A_DAY = 8
PEOPLE = 9_000
"""Clients of the salon; each books now and then as a new row, as the pages do."""

_FILL = """
WITH made AS (
  INSERT INTO people_client (public_id, name, email, phone, language)
  SELECT 'c{salon}-' || n, 'Client ' || n, 'client' || (n * 7919 % {people}) || '@example.org', '', 'fi'
  FROM generate_series(1, {clients}) n RETURNING id)
SELECT min(id) FROM made
"""
_VISITS = """
WITH offers AS (SELECT array_agg(id ORDER BY id) AS ids, array_agg(treatment ORDER BY id) AS names,
    array_agg(price_minor ORDER BY id) AS prices FROM salons_offer WHERE salon_id = {salon}),
hands AS (SELECT array_agg(resource_id ORDER BY number) AS ids FROM salons_lane l JOIN salons_resource r
  ON r.id = l.resource_id WHERE l.salon_id = {salon} AND r.kind = 'practitioner'),
days AS (SELECT d, row_number() OVER () - 1 AS day
  FROM generate_series('{first}'::timestamp, '{last}'::timestamp, '1 day') d WHERE extract(isodow FROM d) < 7),
drawn AS (SELECT (day * 20 + who) * {each} + nth AS n, who,
    (d + make_interval(hours => (9 + nth)::int)) AT TIME ZONE 'Europe/Helsinki' AS starts_at,
    (random() * 100)::int AS luck FROM days, generate_series(0, 19) who, generate_series(0, {each} - 1) nth),
visits AS (INSERT INTO diary_appointment (public_id, salon_id, client_id, status, starts_at, ends_at, sequence,
    token_version, created_at, changed_at)
  SELECT 'v{salon}-' || n, {salon}, {client} + n % {clients},
    CASE WHEN luck < 4 THEN 'no_show' WHEN luck < 14 THEN 'cancelled' ELSE 'done' END,
    starts_at, starts_at + interval '45 minutes', 0, 1, starts_at - make_interval(hours => luck * 5), starts_at
  FROM drawn RETURNING id, public_id, starts_at, status, created_at),
parts AS (INSERT INTO diary_part (appointment_id, offer_id, practitioner_id, starts_at, ends_at, treatment,
    duration_min, price_minor, currency, focus)
  SELECT v.id, o.ids[1 + n % 6], h.ids[who + 1], v.starts_at, v.starts_at + interval '45 minutes',
    o.names[1 + n % 6], 45, o.prices[1 + n % 6], 'EUR', '{{}}'
  FROM visits v JOIN drawn ON 'v{salon}-' || n = v.public_id, offers o, hands h
  RETURNING id, appointment_id, practitioner_id, starts_at),
claims AS (INSERT INTO diary_claim (resource_id, span, part_id)
  SELECT p.practitioner_id, tstzrange(p.starts_at, p.starts_at + interval '55 minutes'), p.id
  FROM parts p JOIN visits v ON v.id = p.appointment_id WHERE v.status <> 'cancelled')
INSERT INTO plumbing_fact (kind, subject, body, at)
SELECT 'appointment.booked', public_id, jsonb_build_object('by', CASE WHEN id % 3 = 0 THEN 'desk:1' ELSE 'client' END,
  'starts_at', starts_at, 'salon', 'x'), created_at FROM visits
UNION ALL SELECT 'appointment.cancelled', public_id, jsonb_build_object('by', 'client', 'starts_at', starts_at),
  starts_at - make_interval(hours => (id % 60)::int) FROM visits WHERE status = 'cancelled'
"""


def fill(salon: "Salon", first: datetime, last: datetime, clients: int = 45_000) -> int:
    """Write the visits of the days from one to another, six days a week; how many."""
    from django.db import connection  # noqa: PLC0415 models load after setup

    with connection.cursor() as cursor:
        cursor.execute(_FILL.format(salon=salon.pk, people=PEOPLE, clients=clients))
        (client,) = cursor.fetchone()
        cursor.execute(
            _VISITS.format(
                salon=salon.pk,
                client=client,
                clients=clients,
                each=VISITS_A_DAY,
                first=first.date(),
                last=last.date(),
            )
        )
        cursor.execute("SELECT count(*) FROM diary_appointment WHERE salon_id = %s", [salon.pk])
        (count,) = cursor.fetchone()
    return int(count)
