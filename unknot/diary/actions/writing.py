"""The rows of a booking, in as few statements as they need."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

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
BOOKED = "appointment.booked"


def take(
    chosen: Chosen, pages: Pages, client: Client, marks: Marks, by: str, lead: Appointment | None = None
) -> tuple[Appointment, Part]:
    """An appointment on a time that was found free, with its claims. The pages are the caller's to save."""
    appointment, part = insert_appointment(taken_by(chosen), client, marks, by, pages.now, lead)
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


def taken_by(chosen: Chosen) -> Taken:
    """What was chosen, as something that somebody has."""
    wish = chosen.wish
    return Taken(wish.offer, wish.starts_at, wish.ends_at, chosen.resources[0], chosen.agreement)


def insert_appointment(
    taken: Taken, client: Client, marks: Marks, by: str, now: datetime, lead: Appointment | None = None
) -> tuple[Appointment, Part]:
    """Client, appointment, part and fact. The claims are the caller's."""
    if client.pk is None:
        client.save(force_insert=True)
    appointment = new_appointment(taken, client, now, lead)
    appointment.save(force_insert=True)
    part = new_part(appointment, taken, marks)
    part.save(force_insert=True)
    facts.record(BOOKED, appointment.public_id, told(appointment, by), at=now)
    return appointment, part


def new_appointment(
    taken: Taken, client: Client, now: datetime, lead: Appointment | None = None
) -> Appointment:
    """The visit, not saved yet."""
    return Appointment(
        public_id=new_id(),
        salon=taken.offer.salon,
        client=client,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        created_at=now,
        changed_at=now,
        lead=lead,
        borrows_address=_borrows(client, lead),
    )


def _borrows(client: Client, lead: Appointment | None) -> bool:
    """Whether who comes along has given no address of her own."""
    if lead is None or lead.client_id == client.pk:
        return False
    return (client.email, client.phone) == (lead.client.email, lead.client.phone)


def new_part(appointment: Appointment, taken: Taken, marks: Marks) -> Part:
    """Its part, not saved yet."""
    offer = taken.offer
    part = Part(
        appointment=appointment,
        offer=offer,
        practitioner_id=taken.practitioner_id,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        treatment=offer.treatment,
        duration_min=(taken.ends_at - taken.starts_at) // MINUTE,
        currency=offer.salon.currency,
    )
    part.agreement, part.marks, part.extras = taken.agreement, marks, offer.added
    part.cost(offer.price_minor)
    return part


def told(appointment: Appointment, by: str) -> dict[str, Any]:
    """The body of the fact that it is booked."""
    starts_at = appointment.starts_at.isoformat()
    return {"salon": appointment.salon.public_id, "starts_at": starts_at, "by": by}


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
