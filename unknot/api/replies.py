"""What goes out: the shapes of the answers, and rows turned into them. Instants are UTC, `...Z`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from unknot.api.benefits import BenefitReply, benefit
from unknot.design.why import codes, sentence
from unknot.diary.models import Appointment, Hold
from unknot.diary.reads import Reasons
from unknot.diary.values import Found, Practitioner, Slot
from unknot.salons.models import Offer, Resource, Salon
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


class OfferReply(TypedDict):
    """What is sold; `price_minor` in the currency's smallest unit."""

    id: str
    treatment: str
    duration_min: int
    price_minor: int
    currency: str
    extent: NotRequired[str]


class SlotReply(TypedDict):
    """A start that can be booked now, whose turn it is, and what comes with it."""

    starts_at: str
    ends_at: str
    practitioner: PractitionerReply
    benefit: NotRequired[BenefitReply]


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


class HoldReply(TypedDict):
    """A slot kept until `expires_at`; `token` confirms or releases it. `price_minor` is what is left to pay."""

    id: str
    expires_at: str
    starts_at: str
    ends_at: str
    salon: SalonReply
    practitioner: PractitionerReply
    price_minor: int
    currency: str
    benefit: NotRequired[BenefitReply]
    token: NotRequired[str]


class ClientReply(TypedDict):
    """Who comes."""

    name: str


class AppointmentReply(TypedDict):
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


class SourceReply(TypedDict):
    """Where a rule comes from; the article of the classic list has no address."""

    id: str
    title: str
    url: str | None


class ReasonReply(TypedDict):
    """An item that bears on the treatment, in the salon's words to the client."""

    id: str
    text: str
    sources: list[SourceReply]


class MissingReply(TypedDict):
    """A follow-up that an answer still owes."""

    answer: str
    follow_up: str


class VerdictReply(TypedDict):
    """What the rulebook makes of a treatment at a start. `until` is local time, and null unless it is postponed."""

    verdict: str
    until: str | None
    avoid_regions: list[str]
    adaptations: list[str]
    urgency: NotRequired[str]
    reasons: list[ReasonReply]
    missing: list[MissingReply]
    alternatives: list[str]
    rulebook: str


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


def slots(found: Iterable[Slot]) -> list[SlotReply]:
    """Starts in the order in which they come."""
    return [_slot(each) for each in found]


def _slot(found: Slot) -> SlotReply:
    made: SlotReply = {
        "starts_at": utc(found.starts_at),
        "ends_at": utc(found.ends_at),
        "practitioner": practitioner(found.practitioner),
    }
    if found.benefit.is_any:
        made["benefit"] = benefit(found.benefit)
    return made


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


def hold(row: Hold, kept_by: Resource) -> HoldReply:
    """A hold without its token."""
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
    return made


def appointment(row: Appointment) -> AppointmentReply:
    """An appointment without its token. Price and minutes are those of the day on which it was booked."""
    part = row.parts.select_related("offer", "practitioner").get()
    made: AppointmentReply = {
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
        },
        "focus": part.focus,
        "client": {"name": row.client.name},
        "sequence": row.sequence,
    }
    if part.gap_benefit.is_any:
        made["benefit"] = benefit(part.gap_benefit)
    return made
