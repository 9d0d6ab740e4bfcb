"""The rows of a booking, in as few statements as they need."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from unknot.core.suitability import Marks
from unknot.diary.actions.taking import Chosen, Claimed
from unknot.diary.models import Agreement, Appointment, Part
from unknot.diary.pages import Pages
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.ids import new_id
from unknot.salons.models import Offer

MINUTE = timedelta(minutes=1)


def take(
    chosen: Chosen, pages: Pages, client: Client, marks: Marks, by: str, lead: Appointment | None = None
) -> tuple[Appointment, Part]:
    """An appointment on a time that was found free, with its claims. The pages are the caller's to save."""
    wish = chosen.wish
    taken = Taken(wish.offer, wish.starts_at, wish.ends_at, chosen.resources[0], chosen.agreement)
    appointment, part = insert_appointment(taken, client, marks, by, pages.now, lead)
    occupy(part, chosen, pages)
    return appointment, part


def occupy(part: Part, chosen: Chosen, pages: Pages) -> None:
    """Take the time for a part. The pages are the caller's to save."""
    add_claims(part, chosen.claims)
    chosen.occupy(pages)


class Taken(NamedTuple):
    """A time that somebody has: by this practitioner, on these terms."""

    offer: Offer
    starts_at: datetime
    ends_at: datetime
    practitioner_id: int
    agreement: Agreement


def insert_appointment(
    taken: Taken, client: Client, marks: Marks, by: str, now: datetime, lead: Appointment | None = None
) -> tuple[Appointment, Part]:
    """Client, appointment, part and fact. The claims are the caller's."""
    if client.pk is None:
        client.save(force_insert=True)
    salon, (starts_at, ends_at) = taken.offer.salon, (taken.starts_at, taken.ends_at)
    appointment = Appointment(
        public_id=new_id(),
        salon=salon,
        client=client,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=now,
        changed_at=now,
        lead=lead,
        borrows_address=_borrows(client, lead),
    )
    appointment.save(force_insert=True)
    part = _part(appointment, taken)
    part.marks = marks
    part.save(force_insert=True)
    body = {"salon": salon.public_id, "starts_at": starts_at.isoformat(), "by": by}
    facts.record("appointment.booked", appointment.public_id, body, at=now)
    return appointment, part


def _borrows(client: Client, lead: Appointment | None) -> bool:
    """Whether who comes along has given no address of her own."""
    if lead is None or lead.client_id == client.pk:
        return False
    return (client.email, client.phone) == (lead.client.email, lead.client.phone)


def _part(appointment: Appointment, taken: Taken) -> Part:
    offer = taken.offer
    part = Part(
        appointment=appointment,
        offer=offer,
        practitioner_id=taken.practitioner_id,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        treatment=offer.treatment,
        duration_min=(taken.ends_at - taken.starts_at) // MINUTE,
        price_minor=offer.price_minor,
        currency=offer.salon.currency,
    )
    part.agreement = taken.agreement
    part.extras = offer.added
    return part


def add_claims(part: Part, claims: Sequence[Claimed]) -> None:
    """What a part claims, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO diary_claim (resource_id, span, pair, place, part_id)"
            " SELECT r.id, tstzrange(r.since, r.until), r.pair, r.place, %s"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::smallint[])"
            " r(id, since, until, pair, place)",
            [part.pk, *Claimed.columns(claims)],
        )
