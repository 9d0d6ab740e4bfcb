"""Verbs of a salon: founding it, its resources and their lanes, which lanes can serve its offers, its rules, its hours.

Who changes hours that have been opened for booking asks `diary.actions.change_hours`: the days follow there.
"""

from unknot.salons.actions.founding import begin_sketch, found, say
from unknot.salons.actions.salon import (
    SalonIsFull,
    add_equipment,
    add_lane,
    give,
    refit,
    rule,
    see_off,
    travel,
    write_hours,
)
from unknot.salons.actions.selling import (
    add_practitioner,
    add_room,
    equip,
    let_change,
    write_add_ons,
    write_offers,
)
from unknot.salons.actions.time_off import ask_time_off, end_time_off
from unknot.salons.fitting import Fitted, fit

__all__ = [
    "Fitted",
    "SalonIsFull",
    "add_equipment",
    "add_lane",
    "add_practitioner",
    "add_room",
    "ask_time_off",
    "begin_sketch",
    "end_time_off",
    "equip",
    "fit",
    "found",
    "give",
    "let_change",
    "refit",
    "rule",
    "say",
    "see_off",
    "travel",
    "write_add_ons",
    "write_hours",
    "write_offers",
]
