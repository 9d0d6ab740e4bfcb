"""The treatments at a spot, in words: each with what it costs, or in a few words why it does not fit there."""

from collections.abc import Iterable
from dataclasses import dataclass

from unknot.design.templatetags.words import treatment_name
from unknot.design.why import cause_said, missing_said, never_said
from unknot.design.words import duration, price
from unknot.diary.reads import Fit

MOST_CAUSES = 2


@dataclass(frozen=True, slots=True)
class Chip:
    """A treatment that a tap books; with `why` it can't be had there. `is_first` stands out from the others."""

    offer: str
    name: str
    cost: str
    why: str
    is_first: bool


def chips(fits: Iterable[Fit], zone: str, *, wanted: str = "", usual: str = "") -> list[Chip]:
    """What fits before what does not; the offer `wanted` first, else the one that is `usual` for the client."""
    made = [_chip(each, zone, first=wanted or usual) for each in fits]
    return sorted(made, key=lambda chip: (bool(chip.why), not chip.is_first))


def why(fit: Fit, zone: str) -> str:
    """Why an offer does not fit, in a few words; '' where it does."""
    if fit.is_possible:
        return ""
    said = [missing_said(role) for role in fit.missing]
    said += [cause_said(cause, zone) for cause in fit.causes[:MOST_CAUSES]]
    if not said and fit.never is not None:
        return never_said(fit.never)
    return "; ".join(said)


def _chip(fit: Fit, zone: str, *, first: str) -> Chip:
    offer = fit.offer
    return Chip(
        offer=offer.public_id,
        name=f"{treatment_name(offer.treatment)} {duration(offer.duration_min)}",
        cost=price(offer.price_minor, offer.salon.currency),
        why=why(fit, zone),
        is_first=offer.public_id == first,
    )
