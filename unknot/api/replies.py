"""What goes out: the shapes of the answers, and rows turned into them. Instants are UTC, `...Z`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from unknot.core.money.benefit import Benefit
from unknot.design.why import codes, codes_together, sentence, sentence_together
from unknot.diary.reads import Clashes, Reasons
from unknot.diary.values import Found, Practitioner, Slot, Times
from unknot.salons.models import Added, Offer, Salon
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


class BenefitReply(TypedDict):
    """What a salon gives with a time that fills a gap in its day: `percent` or `off_minor` off the price, or `extra`.

    A percentage is rounded up to the currency's smallest unit.
    """

    because: str
    percent: NotRequired[int]
    off_minor: NotRequired[int]
    extra: NotRequired[str]


class SlotReply(TypedDict):
    """A start that can be booked now, whose turn it is, and what comes with it.

    With company it is the start of both alone, `turned` where only the other treatment can come first: who gives what
    and until when is said by the hold.
    """

    starts_at: str
    ends_at: NotRequired[str]
    practitioner: NotRequired[PractitionerReply]
    benefit: NotRequired[BenefitReply]
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
    sold = [add_on(each.chosen) for each in row.add_ons.all() if each.is_active]
    return {**offer(row), "add_ons": sold}


def add_on(added: Added) -> AddOnReply:
    """An add-on that is sold, or was chosen."""
    return {
        "id": added.id,
        "name": added.name,
        "duration_min": added.duration_min,
        "price_minor": added.price_minor,
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


def benefit(given: Benefit) -> BenefitReply:
    """What comes with a time that fills a gap."""
    made: BenefitReply = {"because": "fills_gap"}
    if given.percent:
        made["percent"] = given.percent
    elif given.off_minor:
        made["off_minor"] = given.off_minor
    else:
        made["extra"] = given.extra
    return made


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


def why_together(clashes: Clashes) -> WhyReply:
    """The same for several offers."""
    return {
        "bookable": clashes.is_possible,
        "reasons": codes_together(clashes),
        "sentence": sentence_together(clashes) or None,
        "frees_at": None,
        "nearest": slots(clashes.nearest),
    }


def found(hit: Found) -> FoundReply:
    """One salon of a search."""
    return {
        "salon": salon(hit.offer.salon),
        "distance_m": hit.distance_m,
        "offer": offer(hit.offer),
        "slots": slots(hit.slots),
    }
