"""The diary's refusals as sentences."""

from django.utils.translation import gettext as _

from unknot.design.why import never_said
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
        values.UNSUITABLE: _("That time doesn’t suit this treatment"),
        values.NOT_ACCEPTED: _("Please look at what changes"),
        values.ASK_AGAIN: _("Please answer a few questions once more"),
        values.FREE_NOW: _("There is no need to wait"),
        values.CANT_WAIT: _("We can’t put you down for this"),
        values.TURN_OVER: _("This time is not kept any more"),
        values.GAP_GONE: _("That time comes at its usual price by now"),
    }
    return titles.get(refusal.code, _("That time can’t be booked"))


def sentence(refusal: Refusal) -> str:
    """What helps now."""
    if refusal.reason is not None:
        return never_said(refusal.reason)
    sentences = {
        values.SLOT_TAKEN: _("Somebody was a moment faster. These are the nearest free times."),
        values.TOO_LATE: _("The salon’s limit for changes has passed. Call the salon: they can still help."),
        values.NOT_CHANGEABLE: _("It has begun, is over, or was cancelled."),
        values.TOO_MANY_HOLDS: _("Your network holds ten times already. They come free within ten minutes."),
        values.HOLD_USED: _("The link in your confirmation leads to the visit."),
        values.UNSUITABLE: _("With what you have answered it can’t be given then. These times fit."),
        values.NOT_ACCEPTED: _("Something in your treatment is different then."),
        values.ASK_AGAIN: _("For this date we need to know a little more."),
        values.FREE_NOW: _(
            "These times are free now. If none of them suits you, say more closely what does."
        ),
        values.CANT_WAIT: _("It takes a day to come, an e-mail, and a visit that stands by itself."),
        values.GAP_GONE: _(
            "It doesn’t fill a gap in the day any more, as it did when you looked. It is still free."
        ),
        values.TURN_OVER: _("It was for somebody else when its time was up, or is taken."),
    }
    return sentences.get(refusal.code, _("Choose another time."))
