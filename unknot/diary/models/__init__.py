"""The nouns of the diary: `visits` are what people make, `occupied` the time they take, `waiting` who wants some."""

from unknot.diary.models.agreement import Agreement
from unknot.diary.models.blocks import Block
from unknot.diary.models.brought import Brought
from unknot.diary.models.occupied import Claim, SalonDay
from unknot.diary.models.visits import Appointment, Hold, Part
from unknot.diary.models.waiting import Turn, Waiting

__all__ = [
    "Agreement",
    "Appointment",
    "Block",
    "Brought",
    "Claim",
    "Hold",
    "Part",
    "SalonDay",
    "Turn",
    "Waiting",
]
