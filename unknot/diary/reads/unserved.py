"""Booked visits that would not be given as they were booked, by what a salon sells and has or would.

They stay as they were agreed. This only says which to look at: whose practitioner gives the treatment no more, whose
room or equipment is none of those that it needs any more.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from unknot.diary.models import Appointment, Claim, Part
from unknot.salons.assortment import OtherOffers, OtherThing, masks
from unknot.salons.fitting import Fitted
from unknot.salons.models import Salon


def unserved(salon: Salon, change: OtherOffers | OtherThing, *, now: datetime) -> list[Part]:
    """The visits not over that a change would leave so, and that are not so already, in order of time.

    Five statements.
    """
    fitted = masks(salon, change)
    booked = Part.objects.filter(
        offer__in=list(fitted), appointment__status=Appointment.Status.BOOKED, ends_at__gt=now
    )
    parts = list(
        booked.select_related("offer", "practitioner", "appointment__client").order_by("starts_at", "pk")
    )
    taken = _lanes([part.pk for part in parts], salon)
    return [part for part in parts if _is_left(taken[part.pk], *fitted[part.offer_id])]


def _lanes(part_ids: list[int], salon: Salon) -> Mapping[int, int]:
    """The lanes of the salon that each part claims, as a mask."""
    found: dict[int, int] = defaultdict(int)
    claims = Claim.objects.filter(part__in=part_ids, resource__lanes__salon=salon).annotate(
        lane_number=F("resource__lanes__number")
    )
    for part_id, number in claims.values_list("part_id", "lane_number"):
        found[part_id] |= 1 << number
    return found


def _is_left(taken: int, was: Fitted, would_be: Fitted) -> bool:
    """Whether something is claimed that could serve it and could not any more."""
    return bool(taken & _all(was) & ~_all(would_be))


def _all(fitted: Fitted) -> int:
    mask = fitted.who | fitted.rooms
    for each in fitted.equipment:
        mask |= each
    return mask
