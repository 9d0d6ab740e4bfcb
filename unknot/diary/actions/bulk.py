"""Many visits of one salon at once: a move from another system, or a city that is being invented."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from unknot.core.hours import instant
from unknot.diary.pages import Pages, TickSpan
from unknot.plumbing.clock import Clock
from unknot.plumbing.ids import ALPHABET, LENGTH
from unknot.salons.models import Offer, Salon

_APPOINTMENT = (
    "id, public_id, salon_id, client_id, status, starts_at, ends_at, sequence, token_version,"
    " created_at, changed_at"
)
_PART = (
    "id, appointment_id, offer_id, practitioner_id, starts_at, ends_at, treatment, duration_min, price_minor,"
    " currency, focus, claimed, needs_room, needs_equipment"
)
_CLAIM = "resource_id, span, part_id"


class GivenVisit(NamedTuple):
    """A visit of one part as it is to be written; `resource_ids` begin with the practitioner, `claimed` in ticks."""

    offer: Offer
    client_id: int
    resource_ids: Sequence[int]
    starts_at: datetime
    ends_at: datetime
    claimed: TickSpan
    status: str
    focus: Sequence[str]
    made_at: datetime


def bring_in(
    salon: Salon, span: TickSpan, choose: Callable[[], Sequence[GivenVisit]], *, clock: Clock
) -> int:
    """Write the visits that `choose` gives once the salon's days around `span` are locked; how many.

    Facts are the caller's matter: nobody wants letters about visits that were agreed on elsewhere. Raises
    IntegrityError, with nothing written, when a visit meets a claim.
    """
    with transaction.atomic():
        pages = Pages.lock({salon.pk}, lambda: [span], clock=clock)
        visits = choose()
        _copy(salon, visits)
        for visit in visits:
            pages.occupy(visit.resource_ids, visit.claimed)
        pages.save()
    return len(visits)


def _copy(salon: Salon, visits: Sequence[GivenVisit]) -> None:
    """Appointments, their parts and their claims, three statements for all."""
    appointments: list[tuple[object, ...]] = []
    parts: list[tuple[object, ...]] = []
    claims: list[tuple[object, ...]] = []
    numbers = zip(
        _next_ids("diary_appointment", len(visits)), _next_ids("diary_part", len(visits)), strict=True
    )
    for visit, (appointment_id, part_id) in zip(visits, numbers, strict=True):
        appointments.append(_appointment(salon, visit, appointment_id))
        parts.append(_part(salon, visit, appointment_id, part_id))
        claims += [(resource_id, _span(visit), part_id) for resource_id in visit.resource_ids]
    _copy_rows("diary_appointment", _APPOINTMENT, appointments)
    _copy_rows("diary_part", _PART, parts)
    _copy_rows("diary_claim", _CLAIM, claims)


def _appointment(salon: Salon, visit: GivenVisit, pk: int) -> tuple[object, ...]:
    made = (0, 1, visit.made_at, visit.made_at)
    return pk, _new_id(), salon.pk, visit.client_id, visit.status, visit.starts_at, visit.ends_at, *made


def _part(salon: Salon, visit: GivenVisit, appointment_id: int, pk: int) -> tuple[object, ...]:
    offer = visit.offer
    whom = (pk, appointment_id, offer.pk, visit.resource_ids[0], visit.starts_at, visit.ends_at)
    sold = (offer.treatment, offer.duration_min, offer.price_minor, salon.currency)
    agreed = (_span(visit), bool(offer.room_feature), len(offer.equipment_features))
    return *whom, *sold, list(visit.focus), *agreed


def _span(visit: GivenVisit) -> str:
    """What it claims, as PostgreSQL reads it."""
    starts, ends = (instant(tick).isoformat() for tick in visit.claimed)
    return f"[{starts},{ends})"


def _new_id() -> str:
    """A public id as any other, but drawn in one go: thousands of them are wanted."""
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(LENGTH))


def _next_ids(table: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [number for (number,) in cursor.fetchall()]


def _copy_rows(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
