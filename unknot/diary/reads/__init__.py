"""Questions about free and occupied time that need the database. Nothing here takes a lock or writes."""

from unknot.diary.reads.affected import Affected, AffectedHold, Proposal, affected, parts_of, proposals
from unknot.diary.reads.fits import Fits, fits
from unknot.diary.reads.held import GivenBack, held, own_time, times
from unknot.diary.reads.judged import to_judge_again
from unknot.diary.reads.outside import Standing, Touch, outside, touched
from unknot.diary.reads.search import Hit, named, search
from unknot.diary.reads.slots import alternatives, slots
from unknot.diary.reads.stamp import stamp
from unknot.diary.reads.visits import (
    appointment,
    claims_between,
    is_blocked,
    visits_from_last,
    waits_for_client,
)
from unknot.diary.reads.waiting import waiting, waiting_at, waiting_of
from unknot.diary.reads.why import Cause, CauseKind, Reasons, reasons
from unknot.diary.values import Found, Held, Slot, Times

__all__ = [
    "Affected",
    "AffectedHold",
    "Cause",
    "CauseKind",
    "Fits",
    "Found",
    "GivenBack",
    "Held",
    "Hit",
    "Proposal",
    "Reasons",
    "Slot",
    "Standing",
    "Times",
    "Touch",
    "affected",
    "alternatives",
    "appointment",
    "claims_between",
    "fits",
    "held",
    "is_blocked",
    "named",
    "outside",
    "own_time",
    "parts_of",
    "proposals",
    "reasons",
    "search",
    "slots",
    "stamp",
    "times",
    "to_judge_again",
    "touched",
    "visits_from_last",
    "waiting",
    "waiting_at",
    "waiting_of",
    "waits_for_client",
]
