"""What the diary answers with: slots, and refusals with their reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from unknot.core.availability.visits import Why
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.salons.reads import OfferRow

SLOT_TAKEN = "slot_taken"
NOT_BOOKABLE = "not_bookable"
TOO_LATE = "too_late"
NOT_CHANGEABLE = "not_changeable"
TOO_MANY_HOLDS = "too_many_holds"
HOLD_USED = "hold_used"
UNSUITABLE = "unsuitable"
NOT_ACCEPTED = "not_accepted"
ASK_AGAIN = "ask_again"
MORE_OUTSIDE = "more_outside"
FREE_NOW = "free_now"
CANT_WAIT = "cant_wait"
TURN_OVER = "turn_over"
TOO_SHORT = "too_short"
GAP_GONE = "gap_gone"


class Practitioner(Protocol):
    """Who gives a treatment, as far as a slot tells: a row, or the part of one that a search reads."""

    @property
    def public_id(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """A start that can be booked now, the practitioner whose turn it is, and the gap benefit that comes with it."""

    starts_at: datetime
    ends_at: datetime
    practitioner: Practitioner
    benefit: Benefit = NOTHING


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A start that only holds keep from being bookable; unless one is confirmed, it is free from `frees_at` on."""

    starts_at: datetime
    frees_at: datetime


@dataclass(frozen=True, slots=True)
class Times:
    """The starts of an offer: those that can be booked now, and those that are held. Each in order of time.

    The `filling` ones of the free fill a hole in the salon's day and carry its gap benefit.
    At those of the free ones that are `turned` the treatments can be had in another order only than was asked for.
    """

    free: Sequence[datetime]
    held: Sequence[Held]
    filling: frozenset[datetime] = frozenset()
    turned: frozenset[datetime] = frozenset()


class Found(NamedTuple):
    """A salon near the place asked for: its best fitting offer and the first starts."""

    distance_m: int
    offer: OfferRow
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done. A value, not an exception: the door makes the sentence.

    `code` is one of this module's constants; `reason` says more for `not_bookable`; `alternatives` are the nearest
    starts for `slot_taken`. The answers about health stand in the way for `unsuitable` (the rules say no to this
    treatment then), `not_accepted` (the client has not seen what changes) and `ask_again` (they do not do any more).
    A change of hours is `more_outside` when it would leave more without room than its salon has been shown.
    Nobody waits for what is `free_now` (`alternatives` are the first of it), or who can't be told or moved
    (`cant_wait`); a turn that was not taken in time is over (`turn_over`). Of a treatment that begins late too little
    would be left (`too_short`). A time no longer comes with the gap benefit that was shown with it for `gap_gone`.
    """

    code: str
    reason: Why | None = None
    alternatives: Sequence[Slot] = ()


class Refused(Exception):
    """Carries a refusal out of a transaction, so that nothing of it remains."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
