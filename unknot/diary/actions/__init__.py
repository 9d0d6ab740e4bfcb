"""The diary's verbs. No other path writes occupied time.

Each takes a `clock`, asked once after the locks are won; each is one transaction, and answers with a value or a
Refusal. `by` says who acts, in the facts: CLIENT, whom the salon's limits bind, or `desk:7`, whom they do not.
"""

from unknot.diary.actions.appointments import CLIENT, book, cancel, confirm, mark, move
from unknot.diary.actions.blocks import block, unblock
from unknot.diary.actions.bulk import GivenVisit, bring_in
from unknot.diary.actions.days import open_days, rebuild
from unknot.diary.actions.holds import hold, release

__all__ = [
    "CLIENT",
    "GivenVisit",
    "block",
    "book",
    "bring_in",
    "cancel",
    "confirm",
    "hold",
    "mark",
    "move",
    "open_days",
    "rebuild",
    "release",
    "unblock",
]
