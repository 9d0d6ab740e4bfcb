"""The diary's verbs. No other path writes occupied time.

Each takes a `clock`, asked once after the locks are won; each is one transaction, and answers with a value or a
Refusal. `by` says who acts, in the facts: CLIENT, whom the salon's limits bind, or `desk:7`, whom they do not.
"""

from unknot.diary.actions.answering import (
    accept,
    answer_again,
    ask_in_person,
    erase_answers,
    excuse,
    reaffirm,
    take_back_note,
    withdraw_consent,
)
from unknot.diary.actions.answers import Said, let_in, rejudge
from unknot.diary.actions.appointments import book, cancel
from unknot.diary.actions.attending import Tick, mark, shorten
from unknot.diary.actions.blocks import block, unblock
from unknot.diary.actions.bulk import GivenVisit, bring_in
from unknot.diary.actions.changing import CLIENT
from unknot.diary.actions.confirming import Coming, confirm
from unknot.diary.actions.days import open_days, rebuild
from unknot.diary.actions.foresight import Foresight, foresee
from unknot.diary.actions.holds import end, hold, release
from unknot.diary.actions.hours import change_hours, keep_outside
from unknot.diary.actions.introducing import introduce
from unknot.diary.actions.leaving import leave
from unknot.diary.actions.moving import Elsewhere, move, move_all
from unknot.diary.actions.moving_in import move_in
from unknot.diary.actions.offers import change_offers
from unknot.diary.actions.opening import open_salon
from unknot.diary.actions.resources import add_resources
from unknot.diary.actions.restoring import put_back
from unknot.diary.actions.rules import change_rules
from unknot.diary.actions.serving import serve
from unknot.diary.actions.taking import JustRead
from unknot.diary.actions.time_off import days_off, grant_time_off
from unknot.diary.actions.turns import decline_turn, take_turn
from unknot.diary.actions.waitlist import Wanted, change_waiting, put_down, put_down_visit, stop_waiting
from unknot.diary.actions.wishes import mark_body
from unknot.diary.actions.zones import change_zone

__all__ = [
    "CLIENT",
    "Coming",
    "Elsewhere",
    "Foresight",
    "GivenVisit",
    "JustRead",
    "Said",
    "Tick",
    "Wanted",
    "accept",
    "add_resources",
    "answer_again",
    "ask_in_person",
    "block",
    "book",
    "bring_in",
    "cancel",
    "change_hours",
    "change_offers",
    "change_rules",
    "change_waiting",
    "change_zone",
    "confirm",
    "days_off",
    "decline_turn",
    "end",
    "erase_answers",
    "excuse",
    "foresee",
    "grant_time_off",
    "hold",
    "introduce",
    "keep_outside",
    "leave",
    "let_in",
    "mark",
    "mark_body",
    "move",
    "move_all",
    "move_in",
    "open_days",
    "open_salon",
    "put_back",
    "put_down",
    "put_down_visit",
    "reaffirm",
    "rebuild",
    "rejudge",
    "release",
    "serve",
    "shorten",
    "stop_waiting",
    "take_back_note",
    "take_turn",
    "unblock",
    "withdraw_consent",
]
