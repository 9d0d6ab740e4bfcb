"""The diary's refusals as sentences."""

from django.utils.translation import gettext as _

from unknot.core.availability.visits import Why
from unknot.diary import values
from unknot.diary.values import Refusal

TAKEN, BUSY = 409, 429


def status(refusal: Refusal) -> int:
    """The HTTP status that goes with a refusal."""
    return BUSY if refusal.code == values.TOO_MANY_HOLDS else TAKEN


def title(refusal: Refusal) -> str:
    """What happened, in few words."""
    titles = {
        values.SLOT_TAKEN: _("That time was just taken"),
        values.TOO_LATE: _("It is too late to change this here"),
        values.NOT_CHANGEABLE: _("This visit can’t be changed any more"),
        values.TOO_MANY_HOLDS: _("Many times are being held from here"),
        values.HOLD_USED: _("This is already confirmed"),
    }
    return titles.get(refusal.code, _("That time can’t be booked"))


def sentence(refusal: Refusal) -> str:
    """What helps now."""
    if refusal.reason is not None:
        return _reason(refusal.reason)
    sentences = {
        values.SLOT_TAKEN: _("Somebody was a moment faster. These are the nearest free times."),
        values.TOO_LATE: _("The salon’s limit for changes has passed. Call the salon: they can still help."),
        values.NOT_CHANGEABLE: _("It has begun, is over, or was cancelled."),
        values.TOO_MANY_HOLDS: _("Your network holds ten times already. They come free within ten minutes."),
        values.HOLD_USED: _("The link in your confirmation leads to the visit."),
    }
    return sentences.get(refusal.code, _("Choose another time."))


def _reason(reason: Why) -> str:
    reasons = {
        Why.CLOSED: _("The salon is closed then. Choose another time."),
        Why.TOO_SOON: _("That is too soon for the salon to get ready. Choose a later time."),
        Why.TOO_FAR: _("The salon’s diary isn’t open that far ahead yet. Choose an earlier day."),
        Why.NO_SKILL: _("Nobody who gives this treatment works then. Choose another time."),
        Why.NO_ROOM: _("The room for this treatment isn’t free then. Choose another time."),
        Why.OFF_GRID: _("Visits don’t begin at that minute. Choose one of the shown times."),
    }
    return reasons[reason]
