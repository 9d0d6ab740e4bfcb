"""What the diary answers with: slots, and refusals with their reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unknot.core.availability.visits import Why
from unknot.salons.models import Offer, Resource

SLOT_TAKEN = "slot_taken"
NOT_BOOKABLE = "not_bookable"
TOO_LATE = "too_late"
NOT_CHANGEABLE = "not_changeable"
TOO_MANY_HOLDS = "too_many_holds"
HOLD_USED = "hold_used"


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be booked now, and the practitioner whose turn it is."""

    starts_at: datetime
    ends_at: datetime
    practitioner: Resource


@dataclass(frozen=True, slots=True)
class Found:
    """A salon near the place asked for: its cheapest fitting offer and the first starts."""

    distance_m: int
    offer: Offer
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done. A value, not an exception: the door makes the sentence.

    `code` is one of this module's constants; `reason` says more for `not_bookable`; `alternatives` are the nearest
    starts for `slot_taken`.
    """

    code: str
    reason: Why | None = None
    alternatives: Sequence[Slot] = ()


class Refused(Exception):
    """Carries a refusal out of a transaction, so that nothing of it remains."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
