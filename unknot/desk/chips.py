"""The treatments at a start, in words: each with what it costs, or in a few words why it can't be had then."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.design.templatetags.words import treatment_name
from unknot.design.why import cause_said, missing_said, never_said
from unknot.design.words import duration, price
from unknot.diary.reads import OfferAt

MOST_CAUSES = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """A treatment that a tap books; with `why` it can't be had then. `is_first` stands out from the others."""

    offer: str
    name: str
    cost: str
    why: str
    is_first: bool


def chips(offers: Iterable[OfferAt], zone: str, *, wanted: str = "", usual: str = "") -> list[Chip]:
    """What can be had before what can't; the offer `wanted` first, else the one that is `usual` for the client."""
    made = [_chip(each, zone, first=wanted or usual) for each in offers]
    return sorted(made, key=lambda chip: (bool(chip.why), not chip.is_first))


def why(at_start: OfferAt, zone: str) -> str:
    """Why an offer can't be had, in a few words; '' where it can."""
    if at_start.is_possible:
        return ""
    said = [missing_said(role) for role in at_start.missing]
    said += [cause_said(cause, zone) for cause in at_start.causes[:MOST_CAUSES]]
    if not said and at_start.never is not None:
        return never_said(at_start.never)
    return "; ".join(said)


def _chip(at_start: OfferAt, zone: str, *, first: str) -> Chip:
    offer = at_start.offer
    return Chip(
        offer=offer.public_id,
        name=f"{treatment_name(offer.treatment)} {duration(offer.duration_min)}",
        cost=price(offer.price_minor, offer.salon.currency),
        why=why(at_start, zone),
        is_first=offer.public_id == first,
    )
