"""What a client asks of all salons near a place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Window = tuple[datetime, datetime]
"""Starts in `[from, until)`."""


class Order(StrEnum):
    """Which salon comes first. Nobody pays for a place.

    Soonest is who has the earliest first start, where each kilometre of the way counts as KM_MIN minutes of waiting.
    """

    NEAREST = "nearest"
    SOONEST = "soonest"


KM_MIN = 5


@dataclass(frozen=True, slots=True)
class Question:
    """Who can start one of `treatments` (best first) of `duration_min` within `radius_m` of a place in degrees?

    `windows` are in order and do not overlap; a start may lie in any of them. `gender` is one of Resource.Gender or
    '' for anybody's; `most` the highest price in whole units of the nearest salon's currency; `step_free` leaves out
    salons that do not promise a way in without a step. `two` asks for starts at which two can have it at once.
    """

    lat: float
    lon: float
    radius_m: float
    treatments: Sequence[str]
    duration_min: int
    windows: Sequence[Window]
    gender: str = ""
    most: int | None = None
    step_free: bool = False
    two: bool = False
    order: Order = Order.NEAREST
