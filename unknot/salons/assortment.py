"""What a salon sells as it would be with a change that nobody has made yet, and who and what could serve it then."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unknot.salons.fitting import Fitted, fit
from unknot.salons.models import Lane, Offer, Resource, Salon

NEEDS = ("room_feature", "equipment_features", "buffer_before_min", "buffer_after_min")
"""What the lengths of a treatment have in common at the desk."""


@dataclass(frozen=True, slots=True)
class OtherOffers:
    """A treatment is to be sold otherwise: at these prices by length (None: not sold), with these `needs`.

    Only what is named changes. `givers` are the keys of the practitioners who give it; None leaves them as they are.
    """

    treatment: str
    prices: Mapping[int, int | None] = field(default_factory=dict)
    needs: Mapping[str, Any] = field(default_factory=dict)
    givers: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class OtherThing:
    """A room or a piece of equipment is to be otherwise, by the names of its columns; or, gone, to be there no more."""

    resource: Resource
    values: Mapping[str, Any] = field(default_factory=dict)
    gone_on: date | None = None


def lanes_of(salon: Salon) -> list[Lane]:
    """The lanes of a salon with who and what is in them, and what they give. Two statements."""
    rows = Lane.objects.filter(salon=salon).select_related("resource")
    return list(rows.prefetch_related("resource__skills"))


def masks(salon: Salon, change: OtherOffers | OtherThing) -> dict[int, tuple[Fitted, Fitted]]:
    """Of each offer, by its key, who and what can serve it, and who and what could with a change. Three statements."""
    lanes, offers = lanes_of(salon), Offer.objects.filter(salon=salon)
    if isinstance(change, OtherThing):
        others = [_as_changed(lane, change) for lane in lanes]
        return {offer.pk: (fit(offer, lanes), fit(offer, others)) for offer in offers}
    mine = offers.filter(treatment=change.treatment)
    return {offer.pk: (fit(offer, lanes), _fitted(offer, lanes, change)) for offer in mine}


def _as_changed(lane: Lane, change: OtherThing) -> Lane:
    if lane.resource_id != change.resource.pk:
        return lane
    other = copy(lane)
    other.resource = copy(lane.resource)
    for name, value in change.values.items():
        setattr(other.resource, name, value)
    other.is_gone = other.is_gone or change.gone_on is not None
    return other


def _fitted(offer: Offer, lanes: Iterable[Lane], change: OtherOffers) -> Fitted:
    other = copy(offer)
    for name, value in change.needs.items():
        setattr(other, name, value)
    fitted = fit(other, lanes)
    if change.givers is None:
        return fitted
    return fitted._replace(who=sum(1 << lane.number for lane in lanes if lane.resource_id in change.givers))
