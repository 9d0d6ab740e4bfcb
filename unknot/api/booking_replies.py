"""What goes out about holds and appointments."""

from collections.abc import Sequence
from typing import NotRequired

from typing_extensions import TypedDict

from unknot.api.replies import (
    BenefitReply,
    OfferReply,
    PractitionerReply,
    SalonReply,
    add_on,
    benefit,
    practitioner,
    salon,
    utc,
)
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import Practitioner
from unknot.salons.models import Resource


class PartReply(TypedDict):
    """One of several treatments that are kept together."""

    offer: str
    starts_at: str
    ends_at: str
    practitioner: PractitionerReply


class HoldReply(TypedDict):
    """A slot kept until `expires_at`; `token` confirms or releases it. `price_minor` is what is left to pay of it.

    Of several all `parts`, in order of time.
    """

    id: str
    expires_at: str
    starts_at: str
    ends_at: str
    salon: SalonReply
    practitioner: PractitionerReply
    price_minor: int
    currency: str
    benefit: NotRequired[BenefitReply]
    parts: NotRequired[list[PartReply]]
    token: NotRequired[str]


class ClientReply(TypedDict):
    """Who comes."""

    name: str


class VisitReply(TypedDict):
    """A visit; `token` and `manage_url` only when it is made."""

    id: str
    status: str
    starts_at: str
    ends_at: str
    salon: SalonReply
    practitioner: PractitionerReply
    offer: OfferReply
    focus: list[str]
    client: ClientReply
    sequence: int
    benefit: NotRequired[BenefitReply]
    manage_url: NotRequired[str]
    token: NotRequired[str]


class AppointmentReply(VisitReply):
    """A visit, `together` with those that were booked with it and still stand. Who has booked them gets their tokens,
    but for who comes along and has an address of her own: hers goes there.
    """

    together: NotRequired[list[VisitReply]]


def hold(row: Hold, kept_by: Resource, followers: Sequence[Hold] = ()) -> HoldReply:
    """A hold without its token, with those that it leads."""
    made: HoldReply = {
        "id": row.public_id,
        "expires_at": utc(row.expires_at),
        "starts_at": utc(row.starts_at),
        "ends_at": utc(row.ends_at),
        "salon": salon(row.offer.salon),
        "practitioner": practitioner(kept_by),
        "price_minor": row.price_minor,
        "currency": row.offer.salon.currency,
    }
    if row.gap_benefit.is_any:
        made["benefit"] = benefit(row.gap_benefit)
    if followers:
        made["parts"] = [_part(each) for each in (row, *followers)]
    return made


def _part(row: Hold) -> PartReply:
    return {
        "offer": row.offer.public_id,
        "starts_at": utc(row.starts_at),
        "ends_at": utc(row.ends_at),
        "practitioner": practitioner(row.practitioner),
    }


def party(row: Appointment) -> AppointmentReply:
    """An appointment without its token, and those that were booked with it. One statement more, and one for each."""
    others = [each for each in row.party if each.pk != row.pk and each.is_live]
    return {**appointment(row), "together": [appointment(each) for each in others]}


def appointment(row: Appointment, given_by: Practitioner | None = None) -> VisitReply:
    """One appointment without its token. Price and minutes are those of the day on which it was booked.

    `given_by` is its practitioner, where she is known.
    """
    part = row.part
    made: VisitReply = {
        "id": row.public_id,
        "status": row.status,
        "starts_at": utc(row.starts_at),
        "ends_at": utc(row.ends_at),
        "salon": salon(row.salon),
        "practitioner": practitioner(given_by or part.practitioner),
        "offer": {
            "id": part.offer.public_id,
            "treatment": part.treatment,
            "duration_min": part.duration_min,
            "price_minor": part.price_minor,
            "currency": part.currency,
            "added": [add_on(each) for each in part.extras],
        },
        "focus": part.focus,
        "client": {"name": row.client.name},
        "sequence": row.sequence,
    }
    if part.gap_benefit.is_any:
        made["benefit"] = benefit(part.gap_benefit)
    return made
