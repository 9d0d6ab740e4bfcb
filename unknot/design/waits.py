"""What somebody waits for, in words: days, weekdays, hours, hands."""

from datetime import date

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from unknot.design.words import long_day, time_of_day
from unknot.diary.models import Waiting
from unknot.diary.models.waiting import ALL_DAYS

DAY_MIN = 1440


def waits_said(waiting: Waiting) -> list[str]:
    """One line for each thing that she said; what is all the same to her is left out."""
    return [
        _days(waiting.days_from, waiting.days_until),
        *_weekdays(waiting.weekdays),
        *_hours(waiting),
        _with(waiting),
    ]


def minute_said(minute: int) -> str:
    """A minute of the wall clock; the last one is midnight."""
    return time_of_day(*divmod(minute % DAY_MIN, 60))


def _days(first: date, last: date) -> str:
    if first == last:
        return long_day(first)
    return _("%(first)s to %(last)s") % {"first": long_day(first), "last": long_day(last)}


def _weekdays(mask: int) -> list[str]:
    named = [str(WEEKDAYS_ABBR[day]) for day in range(7) if mask >> day & 1]
    return [] if mask == ALL_DAYS else [", ".join(named)]


def _hours(waiting: Waiting) -> list[str]:
    if (waiting.from_min, waiting.to_min) == (0, DAY_MIN):
        return []
    between = {"from": minute_said(waiting.from_min), "to": minute_said(waiting.to_min)}
    return [_("between %(from)s and %(to)s") % between]


def _with(waiting: Waiting) -> str:
    return (
        _("with %(who)s") % {"who": waiting.practitioner.name} if waiting.practitioner else _("with anyone")
    )
