"""What can still be chosen while a time is held: how long, all of the body or parts of it, with whom."""

from dataclasses import dataclass

from unknot.diary.models import Hold
from unknot.knowledge.load import treatments
from unknot.knowledge.wishes import wishes
from unknot.salons.models import Lane, Offer, Resource

MASSAGE = "massage"
# What one may be offered who asked for something else: no massage for a certain state of the body.
EVERYDAY = frozenset(wishes()["massage"].treatments)


@dataclass(frozen=True)
class Choices:
    """What a salon sells instead of a held offer, and who can give that one.

    `lengths` are offers of the same treatment and extent, the held one among them; `extents` are those of the other
    extent, for each treatment the one that lasts most alike.
    """

    lengths: list[Offer]
    extents: list[Offer]
    practitioners: list[Resource]


def choices(held: Hold) -> Choices:
    """Two statements, however much the salon sells."""
    offer = held.offer
    offers = list(Offer.objects.filter(salon=offer.salon_id, is_active=True).order_by("price_minor", "pk"))
    return Choices(
        lengths=_lengths(offer, offers),
        extents=_extents(offer, offers),
        practitioners=_able(offer),
    )


def _lengths(offer: Offer, offers: list[Offer]) -> list[Offer]:
    """One offer a duration: the held one, else the cheapest."""
    by_duration = {offer.duration_min: offer}
    for each in offers:
        if (each.treatment, each.extent) == (offer.treatment, offer.extent) and each != offer:
            by_duration.setdefault(each.duration_min, each)
    return [by_duration[duration_min] for duration_min in sorted(by_duration)]


def _extents(offer: Offer, offers: list[Offer]) -> list[Offer]:
    """From a part to the whole: this treatment or an everyday massage. From the whole to a part: this treatment."""
    wholes = offer.extent == Offer.Extent.PARTIAL
    nearest: dict[str, Offer] = {}
    for each in sorted(offers, key=lambda other: abs(other.duration_min - offer.duration_min)):
        everyday = wholes and each.treatment in EVERYDAY and _is_massage(offer)
        alike = each.treatment == offer.treatment or everyday
        if alike and each.extent != offer.extent:
            nearest.setdefault(each.treatment, each)
    return list(nearest.values())


def _is_massage(offer: Offer) -> bool:
    known = treatments().get(offer.treatment)
    return known is not None and known.family == MASSAGE


def _able(offer: Offer) -> list[Resource]:
    lanes = Lane.objects.filter(salon=offer.salon_id, resource__kind=Resource.Kind.PRACTITIONER)
    able = [lane.resource for lane in lanes.select_related("resource") if offer.who >> lane.number & 1]
    return sorted(able, key=lambda each: each.name)
