"""Working time: wall-clock hours and time zones in, stretches of 5-minute ticks out."""

from unknot.core.hours.days import day_start, day_ticks, local_day
from unknot.core.hours.offsets import Offset, offsets
from unknot.core.hours.shifts import Shift, shifts
from unknot.core.hours.spans import Exceptions, WallSpan, Weekly, joined
from unknot.core.hours.ticks import DAY_TICKS, TICK_MIN, TICK_S, instant, later, tick_ceil, tick_floor

__all__ = [
    "DAY_TICKS",
    "TICK_MIN",
    "TICK_S",
    "Exceptions",
    "Offset",
    "Shift",
    "WallSpan",
    "Weekly",
    "day_start",
    "day_ticks",
    "instant",
    "joined",
    "later",
    "local_day",
    "offsets",
    "shifts",
    "tick_ceil",
    "tick_floor",
]
