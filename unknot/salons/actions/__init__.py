"""Verbs of a salon: founding it, its resources and their lanes, which lanes can serve its offers, its rules, its hours.

Who changes hours that have been opened for booking asks `diary.actions.change_hours`: the days follow there.
"""

from unknot.salons.actions.founding import begin_sketch, found, say
from unknot.salons.actions.salon import (
    Fitted,
    SalonIsFull,
    add_equipment,
    add_lane,
    fit,
    give,
    refit,
    rule,
    travel,
    write_hours,
)

__all__ = [
    "Fitted",
    "SalonIsFull",
    "add_equipment",
    "add_lane",
    "begin_sketch",
    "fit",
    "found",
    "give",
    "refit",
    "rule",
    "say",
    "travel",
    "write_hours",
]
