"""The nouns of the diary: `visits` are what people make, `occupied` is the time that they take."""

from unknot.diary.models.agreed import Agreement
from unknot.diary.models.occupied import Claim, SalonDay
from unknot.diary.models.visits import Appointment, Block, Hold, Part

__all__ = ["Agreement", "Appointment", "Block", "Claim", "Hold", "Part", "SalonDay"]
