"""Who gets a time that has become free: chains of moves in fair order, and until when a turn lasts."""

from unknot.core.waiting.chains import DEEPEST, Place, Waits, chain
from unknot.core.waiting.turns import TOO_SHORT, turn_until

__all__ = ["DEEPEST", "TOO_SHORT", "Place", "Waits", "chain", "turn_until"]
