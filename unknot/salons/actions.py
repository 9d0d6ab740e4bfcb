"""Verbs of a salon: giving a resource its lane, fitting offers to the lanes that can serve them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from unknot.salons.models import Lane, Offer, Resource, Salon
from unknot.salons.models.resources import MOST_LANES


class SalonIsFull(Exception):
    """A salon has no lane left for another resource."""


def add_lane(salon: Salon, resource: Resource) -> Lane:
    """Give a resource the salon's next lane. Raises SalonIsFull after 63."""
    with transaction.atomic():
        Salon.objects.select_for_update().get(pk=salon.pk)
        last = Lane.objects.filter(salon=salon).aggregate(last=Max("number"))["last"]
        number = 0 if last is None else last + 1
        if number >= MOST_LANES:
            raise SalonIsFull
        return Lane.objects.create(salon=salon, resource=resource, number=number)


def refit(salon: Salon) -> None:
    """Work out again which lanes can serve each offer of the salon; after any change of lanes, skills or offers."""
    lanes = list(
        Lane.objects.filter(salon=salon).select_related("resource").prefetch_related("resource__skills")
    )
    changed = []
    for offer in Offer.objects.filter(salon=salon):
        fitted = fit(offer, lanes)
        if fitted != (offer.who, offer.rooms, offer.equipment):
            offer.who, offer.rooms, offer.equipment = fitted
            changed.append(offer)
    Offer.objects.bulk_update(changed, ["who", "rooms", "equipment"])


def fit(offer: Offer, lanes: Iterable[Lane]) -> tuple[int, int, list[int]]:
    """The masks of lanes that can serve an offer: practitioners, rooms, and one for each equipment it needs."""
    who = rooms = 0
    equipment = [0] * len(offer.equipment_features)
    for lane in lanes:
        bit = 1 << lane.number
        resource = lane.resource
        if resource.kind == Resource.Kind.PRACTITIONER:
            if any(skill.treatment == offer.treatment for skill in resource.skills.all()):
                who |= bit
        elif resource.kind == Resource.Kind.ROOM:
            if offer.room_feature and offer.room_feature in resource.features:
                rooms |= bit
        else:
            for place, feature in enumerate(offer.equipment_features):
                if feature in resource.features:
                    equipment[place] |= bit
    return who, rooms, equipment
