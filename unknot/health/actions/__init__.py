"""The verbs of the locked room. Each is one transaction, and answers with a value or a Refusal.

A visit or a hold is known here by its public id alone, and never looked up: what the diary knows, its caller says.
"""

from unknot.health.actions.access import (
    draft_answers,
    for_rules,
    grant,
    newest_for_rules,
    open_answers,
    own_answers,
    revoke,
)
from unknot.health.actions.cleaning import clean
from unknot.health.actions.interview import abandon, adopt, begin, carry, consent, record, renew, repeat
from unknot.health.actions.notes import (
    cleared_items,
    confirm_note,
    hand_in,
    open_note,
    own_note,
    refuse_note,
    reopen_notes,
    take_back,
)
from unknot.health.actions.reports import (
    agree_to_reports,
    amend_report,
    draft_report,
    open_reports,
    sign_report,
)
from unknot.health.actions.rights import erase, export, keep, withdraw
from unknot.health.actions.rotation import retire, rewrap

__all__ = [
    "abandon",
    "adopt",
    "agree_to_reports",
    "amend_report",
    "begin",
    "carry",
    "clean",
    "cleared_items",
    "confirm_note",
    "consent",
    "draft_answers",
    "draft_report",
    "erase",
    "export",
    "for_rules",
    "grant",
    "hand_in",
    "keep",
    "newest_for_rules",
    "open_answers",
    "open_note",
    "open_reports",
    "own_answers",
    "own_note",
    "record",
    "refuse_note",
    "renew",
    "reopen_notes",
    "repeat",
    "retire",
    "revoke",
    "rewrap",
    "sign_report",
    "take_back",
    "withdraw",
]
