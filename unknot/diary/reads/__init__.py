"""Questions about free and occupied time that need the database. Nothing here takes a lock or writes."""

from unknot.diary.reads.search import search
from unknot.diary.reads.slots import alternatives, slots
from unknot.diary.reads.visits import appointment, claims_between
from unknot.diary.values import Found, Slot

__all__ = ["Found", "Slot", "alternatives", "appointment", "claims_between", "search", "slots"]
