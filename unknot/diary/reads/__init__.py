"""Questions about free and occupied time that need the database. Nothing here takes a lock or writes."""

from unknot.diary.reads.affected import Affected, AffectedHold, Proposal, affected, parts_of, proposals
from unknot.diary.reads.behind import Cause, CauseKind
from unknot.diary.reads.clashes import Clashes, clashes
from unknot.diary.reads.fits import Fits, fits
from unknot.diary.reads.gaps import Carried, Count, carried
from unknot.diary.reads.held import GivenBack, held, own_time, times
from unknot.diary.reads.instead import instead
from unknot.diary.reads.judged import to_judge_again
from unknot.diary.reads.numbers import (
    People,
    Wait,
    first_visit_at,
    known_before,
    lives,
    people_of,
    visits_between,
    waits,
)
from unknot.diary.reads.outside import Standing, Touch, outside, touched
from unknot.diary.reads.search import Hit, named, search
from unknot.diary.reads.slots import alternatives, by_day, slots
from unknot.diary.reads.stamp import stamp
from unknot.diary.reads.starts import OfferAt, OffersAt, nearest, offers_at, soonest
from unknot.diary.reads.visits import (
    appointment,
    claims_between,
    has_gap_benefit,
    is_blocked,
    last_part,
    next_at,
    share_a_room,
    visits_from_last,
    waits_for_client,
)
from unknot.diary.reads.waiting import waiting, waiting_at, waiting_of
from unknot.diary.reads.why import Reasons, reasons
from unknot.diary.values import Found, Held, Slot, Times

__all__ = [
    "Affected",
    "AffectedHold",
    "Carried",
    "Cause",
    "CauseKind",
    "Clashes",
    "Count",
    "Fits",
    "Found",
    "GivenBack",
    "Held",
    "Hit",
    "OfferAt",
    "OffersAt",
    "People",
    "Proposal",
    "Reasons",
    "Slot",
    "Standing",
    "Times",
    "Touch",
    "Wait",
    "affected",
    "alternatives",
    "appointment",
    "by_day",
    "carried",
    "claims_between",
    "clashes",
    "first_visit_at",
    "fits",
    "has_gap_benefit",
    "held",
    "instead",
    "is_blocked",
    "known_before",
    "last_part",
    "lives",
    "named",
    "nearest",
    "next_at",
    "offers_at",
    "outside",
    "own_time",
    "parts_of",
    "people_of",
    "proposals",
    "reasons",
    "search",
    "share_a_room",
    "slots",
    "soonest",
    "stamp",
    "times",
    "to_judge_again",
    "touched",
    "visits_between",
    "visits_from_last",
    "waiting",
    "waiting_at",
    "waiting_of",
    "waits",
    "waits_for_client",
]
