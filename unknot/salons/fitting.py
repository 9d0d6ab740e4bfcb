"""Which lanes of a salon can serve an offer."""

from collections.abc import Iterable
from typing import NamedTuple

from unknot.salons.models import Lane, Offer, Resource


class Fitted(NamedTuple):
    """The masks of lanes that can serve an offer; `doubles` are those of its rooms in which two are served at once."""

    who: int
    rooms: int
    doubles: int
    equipment: list[int]


def fit(offer: Offer, lanes: Iterable[Lane]) -> Fitted:
    """The masks of lanes that can serve an offer: practitioners, rooms, and one for each equipment it needs."""
    who = rooms = doubles = 0
    equipment = [0] * len(offer.equipment_features)
    for lane in lanes:
        if lane.is_gone:
            continue
        bit = 1 << lane.number
        resource = lane.resource
        if resource.kind == Resource.Kind.PRACTITIONER:
            if any(skill.treatment == offer.treatment for skill in resource.skills.all()):
                who |= bit
        elif resource.kind == Resource.Kind.ROOM:
            if offer.room_feature and offer.room_feature in resource.features:
                rooms |= bit
                doubles |= bit if resource.serves > 1 else 0
        else:
            for place, feature in enumerate(offer.equipment_features):
                if feature in resource.features:
                    equipment[place] |= bit
    return Fitted(who, rooms, doubles, equipment)
