"""What goes out: the shapes of the answers, and rows turned into them. Instants are UTC, `...Z`."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from unknot.design.why import codes, sentence
from unknot.diary.models import Appointment, Hold
from unknot.diary.reads import Reasons
from unknot.diary.values import Found, Practitioner, Slot, Times
from unknot.salons.models import Added, Offer, Resource, Salon
from unknot.salons.reads import OfferRow, SalonRow


class SalonReply(TypedDict):
    """A salon in brief; degrees in WGS 84."""

    id: str
    name: str
    lat: float
    lon: float
    zone: str


class SalonPageReply(SalonReply):
    """A salon; with `unknown` hours it can't be booked."""

    address: str
    country: str
    hours_source: str


class PractitionerReply(TypedDict):
    """Who gives the treatment."""

    id: str
    name: str


class AddOnReply(TypedDict):
    """What lengthens an offer, by so many minutes for so much more."""

    id: str
    name: str
    duration_min: int
    price_minor: int


class OfferReply(TypedDict):
    """What is sold; `price_minor` in the currency's smallest unit.

    `add_ons` are those that it can be had with; what was booked has those that were `added` in its minutes and price.
    """

    id: str
    treatment: str
    duration_min: int
    price_minor: int
    currency: str
    extent: NotRequired[str]
    add_ons: NotRequired[list[AddOnReply]]
    added: NotRequired[list[AddOnReply]]


class SlotReply(TypedDict):
    """A start that can be booked now, and whose turn it is.

    With company it is the start of both alone, `turned` where only the other treatment can come first: who gives what
    and until when is said by the hold.
    """

    starts_at: str
    ends_at: NotRequired[str]
    practitioner: NotRequired[PractitionerReply]
    turned: NotRequired[bool]


class FoundReply(TypedDict):
    """One salon of a search: its cheapest fitting offer, the first three starts."""

    salon: SalonReply
    distance_m: int
    offer: OfferReply
    slots: list[SlotReply]


class SearchReply(TypedDict):
    """In the order asked for."""

    results: list[FoundReply]


class OffersReply(TypedDict):
    """By treatment and duration."""

    offers: list[OfferReply]


class SlotsReply(TypedDict):
    """In order of time."""

    slots: list[SlotReply]


class WhyReply(TypedDict):
    """Why an offer can't start then; `frees_at` is when holds alone are no longer in the way."""

    bookable: bool
    reasons: list[str]
    sentence: str | None
    frees_at: str | None
    nearest: list[SlotReply]


class PartReply(TypedDict):
    """One of several treatments that are kept together."""

    offer: str
    starts_at: str
    ends_at: str
    practitioner: PractitionerReply


class HoldReply(TypedDict):
    """A slot kept until `expires_at`; `token` confirms or releases it. Of several all `parts`, in order of time."""

    id: str
    expires_at: str
    starts_at: str
    ends_at: str
    salon: SalonReply
    practitioner: PractitionerReply
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
    manage_url: NotRequired[str]
    token: NotRequired[str]


class AppointmentReply(VisitReply):
    """A visit, `together` with those that were booked with it and still stand. Who has booked them gets their tokens,
    but for who comes along and has an address of her own: hers goes there.
    """

    together: NotRequired[list[VisitReply]]


def utc(moment: datetime) -> str:
    """An instant as `2027-03-28T08:00:00Z`, with its fraction if it has one."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def salon(row: Salon | SalonRow) -> SalonReply:
    """A salon in brief."""
    return {"id": row.public_id, "name": row.name, "lat": row.lat, "lon": row.lon, "zone": row.zone}


def salon_page(row: Salon) -> SalonPageReply:
    """A salon."""
    return {
        "id": row.public_id,
        "name": row.name,
        "lat": row.lat,
        "lon": row.lon,
        "zone": row.zone,
        "address": row.address,
        "country": row.country,
        "hours_source": row.hours_source,
    }


def practitioner(row: Practitioner) -> PractitionerReply:
    """Who gives the treatment."""
    return {"id": row.public_id, "name": row.name}


def offer(row: Offer | OfferRow) -> OfferReply:
    """What is sold today."""
    return {
        "id": row.public_id,
        "treatment": row.treatment,
        "duration_min": row.duration_min,
        "price_minor": row.price_minor,
        "currency": row.salon.currency,
        "extent": row.extent,
    }


def offer_sold(row: Offer) -> OfferReply:
    """The same with its add-ons, which the caller has read."""
    sold = [_add_on(each.chosen) for each in row.add_ons.all() if each.is_active]
    return {**offer(row), "add_ons": sold}


def _add_on(added: Added) -> AddOnReply:
    return {
        "id": added.id,
        "name": added.name,
        "duration_min": added.duration_min,
        "price_minor": added.price_minor,
    }


def slots(found: Iterable[Slot]) -> list[SlotReply]:
    """Starts in the order in which they come."""
    return [
        {
            "starts_at": utc(slot.starts_at),
            "ends_at": utc(slot.ends_at),
            "practitioner": practitioner(slot.practitioner),
        }
        for slot in found
    ]


def starts(found: Times) -> list[SlotReply]:
    """Starts of several treatments in order of time."""
    return [{"starts_at": utc(start), "turned": start in found.turned} for start in found.free]


def why(reasons: Reasons, zone: str) -> WhyReply:
    """Codes and a sentence in the language of the request."""
    return {
        "bookable": reasons.is_possible,
        "reasons": codes(reasons),
        "sentence": sentence(reasons, zone) or None,
        "frees_at": utc(reasons.frees_at) if reasons.frees_at else None,
        "nearest": slots(reasons.nearest),
    }


def found(hit: Found) -> FoundReply:
    """One salon of a search."""
    return {
        "salon": salon(hit.offer.salon),
        "distance_m": hit.distance_m,
        "offer": offer(hit.offer),
        "slots": slots(hit.slots),
    }


def hold(row: Hold, kept_by: Resource, followers: Sequence[Hold] = ()) -> HoldReply:
    """A hold without its token, with those that it leads."""
    kept: HoldReply = {
        "id": row.public_id,
        "expires_at": utc(row.expires_at),
        "starts_at": utc(row.starts_at),
        "ends_at": utc(row.ends_at),
        "salon": salon(row.offer.salon),
        "practitioner": practitioner(kept_by),
    }
    return {**kept, "parts": [_part(each) for each in (row, *followers)]} if followers else kept


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


def appointment(row: Appointment) -> VisitReply:
    """One appointment without its token. Price and minutes are those of the day on which it was booked."""
    part = row.parts.select_related("offer", "practitioner").get()
    return {
        "id": row.public_id,
        "status": row.status,
        "starts_at": utc(row.starts_at),
        "ends_at": utc(row.ends_at),
        "salon": salon(row.salon),
        "practitioner": practitioner(part.practitioner),
        "offer": {
            "id": part.offer.public_id,
            "treatment": part.treatment,
            "duration_min": part.duration_min,
            "price_minor": part.price_minor,
            "currency": part.currency,
            "added": [_add_on(each) for each in part.extras],
        },
        "focus": part.focus,
        "client": {"name": row.client.name},
        "sequence": row.sequence,
    }
