"""Why a row is not taken, as a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from unknot.core.tables import Column
from unknot.diary.moving_in import Left, Why

COLUMNS = {
    Column.NAME: gettext_lazy("Name"),
    Column.FIRST_NAME: gettext_lazy("First name"),
    Column.LAST_NAME: gettext_lazy("Last name"),
    Column.EMAIL: gettext_lazy("E-mail"),
    Column.PHONE: gettext_lazy("Phone"),
    Column.LANGUAGE: gettext_lazy("Language"),
    Column.STARTS: gettext_lazy("Begins (day and time)"),
    Column.DAY: gettext_lazy("Day"),
    Column.TIME: gettext_lazy("Time"),
    Column.ENDS: gettext_lazy("Ends"),
    Column.DURATION: gettext_lazy("Minutes"),
    Column.TREATMENT: gettext_lazy("Treatment"),
    Column.PRACTITIONER: gettext_lazy("Practitioner"),
    Column.STATUS: pgettext_lazy("of a visit", "Status"),
}
_SAID = {
    Why.NO_NAME: gettext_lazy("There is no name."),
    Why.NO_CONTACT: gettext_lazy("Neither an e-mail nor a phone number: nobody could reach this client."),
    Why.BAD_EMAIL: gettext_lazy("“%(what)s” is no e-mail address."),
    Why.BAD_PHONE: gettext_lazy("“%(what)s” is no phone number."),
    Why.BAD_DAY: gettext_lazy("“%(what)s” is no day and time."),
    Why.NO_SUCH_DAY: gettext_lazy("“%(what)s”: no calendar has that day."),
    Why.BAD_TIME: gettext_lazy("“%(what)s”: visits begin in steps of five minutes."),
    Why.SKIPPED_TIME: gettext_lazy(
        "“%(what)s”: the clocks are put forward then, that time isn’t on any clock."
    ),
    Why.OVER: gettext_lazy("It is over. Only what is to come is taken."),
    Why.TOO_FAR: gettext_lazy("It is too far ahead, or too long."),
    Why.CANCELLED: gettext_lazy("It is cancelled there."),
    Why.BAD_DURATION: gettext_lazy("“%(what)s” is no length of a visit."),
    Why.NO_TREATMENT: gettext_lazy("“%(what)s” is none of your treatments. Say above what it means."),
    Why.NO_OFFER: gettext_lazy("“%(what)s”: you don’t sell it in that length."),
    Why.NO_PRACTITIONER: gettext_lazy("“%(what)s”: nobody here is called so. Say above who it is."),
    Why.CANNOT_GIVE: gettext_lazy("“%(what)s” doesn’t give that treatment here."),
    Why.BROUGHT_BEFORE: gettext_lazy("It was brought before, and its client is gone."),
    Why.NO_ROOM: gettext_lazy("No room or equipment is free then."),
    Why.TOO_MANY: gettext_lazy("At most 100,000 rows in one file."),
    Why.ENDLESS: gettext_lazy("It comes more than a thousand times a year."),
    Why.FREE: gettext_lazy("It takes no time: it is marked as free there."),
}
_UNREADABLE = {
    "empty": gettext_lazy("The file is empty."),
    "encoding": gettext_lazy("This is no text. Export it as CSV or as .ics."),
    "quotes": gettext_lazy("A quotation mark is opened and never closed."),
    "columns": gettext_lazy("The first row has more than a hundred columns."),
    "no_calendar": gettext_lazy("This calendar can’t be read."),
    "too_many": gettext_lazy("At most 20,000 entries in one calendar."),
    "many_rows": gettext_lazy("At most 20,000 rows here. The command line takes 100,000."),
    "too_large": gettext_lazy("At most 10 MB in one file. Split it, or use the command line."),
    "gone": gettext_lazy(
        "That file isn’t here any more: it was taken, or a night has passed. Choose it again."
    ),
    "nobody": gettext_lazy("Say whose calendar it is."),
}


def sentence(left: Left) -> str:
    """Why a row is left, in the reader's language."""
    if left.why == Why.TWICE:
        return _("The same stands on line %(line)d.") % {"line": left.other}
    if left.why == Why.TAKEN and left.other:
        return _("It meets line %(line)d: one practitioner can’t be in two places.") % {"line": left.other}
    if left.why == Why.TAKEN:
        return _("It meets what stands in your diary already.")
    return str(_SAID[left.why]) % {"what": left.what}


def unreadable(code: str) -> str:
    """Why a file can't be read."""
    return str(_UNREADABLE[code])
