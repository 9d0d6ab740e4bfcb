"""A new visit's rows in one statement: client, appointment, part, fact with its jobs, claims, and the day rows.

The same rows as `writing.insert_appointment`, `writing.add_claims` and `Pages.save` write one after the other. Those
serve every other way to a visit; this one is for booking at once, where each round trip counts under the lock.
"""

from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int8

from unknot.core.hours import instant
from unknot.core.suitability import Marks
from unknot.diary.actions.taking import Chosen
from unknot.diary.actions.writing import BOOKED, new_appointment, new_part, taken_by, told
from unknot.diary.bridge import WRITTEN
from unknot.diary.models import Appointment, Part
from unknot.diary.pages import Pages
from unknot.people.models import Client
from unknot.plumbing import facts, prepared
from unknot.plumbing.reading import PRIMARY

_SQL = f"""
WITH client AS (
  INSERT INTO people_client (public_id, name, email, phone, language, written_down_by)
  VALUES (%s, %s, %s, %s, %s, %s) RETURNING id),
visit AS (
  INSERT INTO diary_appointment (public_id, salon_id, client_id, status, starts_at, ends_at, sequence, token_version,
    created_at, changed_at)
  SELECT %s, %s::bigint, client.id, 'booked', %s::timestamptz, %s::timestamptz, 0, 1, made.at, made.at
  FROM client, (VALUES (%s::timestamptz)) made(at) RETURNING id, starts_at, ends_at),
part AS (
  INSERT INTO diary_part (appointment_id, offer_id, practitioner_id, starts_at, ends_at, treatment, duration_min,
    price_minor, off_minor, currency, added, focus, strengths, spared, claimed, bookable, working, needs_room,
    needs_equipment, turnover, hands_on_max_min, deep_max_min, gap_percent, gap_off_minor, gap_extra)
  SELECT visit.id, %s::bigint, %s::bigint, visit.starts_at, visit.ends_at, %s, %s::bigint, %s::bigint, %s::bigint,
    %s, %s::jsonb, %s::varchar[], %s::jsonb, %s::varchar[], %s::tstzrange, %s::tstzrange, %s::tstzrange, %s::boolean,
    %s::bigint, %s::jsonb, %s::bigint, %s::bigint, %s::bigint, %s::bigint, %s
  FROM visit RETURNING id),
claims AS (
  INSERT INTO diary_claim (resource_id, span, part_id)
  SELECT r.id, tstzrange(r.since, r.until), part.id
  FROM part, unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) r(id, since, until)),
days AS ({WRITTEN}),
{facts.RECORDED}
SELECT client.id, visit.id, part.id, jobs.ids FROM client, visit, part, jobs
"""
# The driver keeps a statement that it has taken apart only up to 50 values and 4,096 characters.


class Written(NamedTuple):
    """Rows that are on their way, and where their keys arrive."""

    appointment: Appointment
    keys: CursorWrapper

    def arrived(self) -> Appointment:
        """The appointment with its keys. Waits for the server where nothing else has."""
        with self.keys as cursor:
            client_pk, pk, part_pk, _jobs = cursor.fetchone()
        appointment = self.appointment
        client, part = appointment.client, appointment.part
        for row, key in (client, client_pk), (appointment, pk), (part, part_pk):
            row.pk, row._state.adding, row._state.db = key, False, PRIMARY
        # Set again, now that they have keys.
        appointment.client, part.appointment = client, appointment
        return appointment


def write(chosen: Chosen, pages: Pages, client: Client, marks: Marks, by: str) -> Written:
    """Write a visit for somebody new on a time that was found free, and the pages with it. One statement."""
    chosen.occupy(pages)
    taken = taken_by(chosen)
    appointment = new_appointment(taken, client, pages.now)
    appointment.part = part = new_part(appointment, taken, marks)
    values = [
        *(client.public_id, client.name, client.email, client.phone, client.language, client.written_down_by),
        *_visit(appointment),
        *_part(part),
        *_claims(chosen),
        *pages.changes(),
        *facts.recorded(BOOKED, appointment.public_id, told(appointment, by), at=pages.now),
    ]
    cursor = prepared.cursor()
    cursor.execute(_SQL, values)
    return Written(appointment, cursor)


def _visit(row: Appointment) -> list[Any]:
    return [row.public_id, Int8(row.salon_id), row.starts_at, row.ends_at, row.created_at]


def _part(row: Part) -> list[Any]:
    terms = row.agreement
    return [
        *(Int8(row.offer_id), Int8(row.practitioner_id), row.treatment),
        *(Int8(row.duration_min), Int8(row.price_minor), Int8(row.off_minor), row.currency, Jsonb(row.added)),
        *(row.focus, Jsonb(row.strengths), row.spared),
        *(terms.claimed, terms.bookable, terms.working, terms.needs_room, _int8(terms.needs_equipment)),
        *(Jsonb(terms.turnover), _int8(terms.hands_on_max_min), _int8(terms.deep_max_min)),
        *(Int8(terms.gap_percent), Int8(terms.gap_off_minor), terms.gap_extra),
    ]


def _claims(chosen: Chosen) -> list[list[Any]]:
    since, until = ([instant(tick) for tick in ticks] for ticks in zip(*chosen.spans, strict=True))
    return [[Int8(each) for each in chosen.resources], since, until]


def _int8(number: int | None) -> Int8 | None:
    """One type for all sizes of a number, or each would be a statement of its own."""
    return None if number is None else Int8(number)
