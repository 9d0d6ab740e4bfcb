"""The rows of a booking, in as few statements as they need."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from unknot.core.hours import instant
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Part
from unknot.diary.pages import TickSpan
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.ids import new_id


def insert_appointment(
    wish: Wish, practitioner_id: int, client: Client, focus: Sequence[str], by: str, now: datetime
) -> tuple[Appointment, Part]:
    """Client, appointment, part and fact. The claims are the caller's."""
    if client.pk is None:
        client.save(force_insert=True)
    offer = wish.offer
    appointment = Appointment(
        public_id=new_id(),
        salon=offer.salon,
        client=client,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        created_at=now,
        changed_at=now,
    )
    appointment.save(force_insert=True)
    part = Part(
        appointment=appointment,
        offer=offer,
        practitioner_id=practitioner_id,
        starts_at=wish.starts_at,
        ends_at=wish.ends_at,
        treatment=offer.treatment,
        duration_min=offer.duration_min,
        price_minor=offer.price_minor,
        currency=offer.salon.currency,
        focus=list(focus),
    )
    part.save(force_insert=True)
    body = {"salon": offer.salon.public_id, "starts_at": wish.starts_at.isoformat(), "by": by}
    facts.record("appointment.booked", appointment.public_id, body, at=now)
    return appointment, part


def add_claims(part: Part, resource_ids: Sequence[int], span: TickSpan) -> None:
    """One claim a resource over the span, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO diary_claim (resource_id, span, part_id)"
            " SELECT r.id, tstzrange(%s, %s), %s FROM unnest(%s::bigint[]) r(id)",
            [instant(span[0]), instant(span[1]), part.pk, list(resource_ids)],
        )
