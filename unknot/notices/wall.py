"""A visit's time in words, by the salon's wall clock; and an amount of money."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.money import decimals

_HOUR_MIN = 60


def visit_time(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Wednesday 3 March 2027, 12:00–13:00."""
    begin, end = (instant.astimezone(ZoneInfo(zone)) for instant in (starts_at, ends_at))
    span = f"{_hour(begin)}–{_hour(end)}"
    return _("%(day)s, %(time)s") % {"day": _day(begin), "time": span}


def moment(instant: datetime, zone: str) -> str:
    """Wednesday 3 March 2027, 12:00."""
    local = instant.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s") % {"day": _day(local), "time": _hour(local)}


def zone_name(instant: datetime, zone: str) -> str:
    """Europe/Helsinki, UTC+02:00: which clock is meant, and on which side of a change."""
    offset = instant.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None  # every ZoneInfo has one
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), _HOUR_MIN)
    return f"{zone}, UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def amount(minor: int, currency: str) -> str:
    """5 EUR, 7.20 EUR."""
    places = decimals(currency)
    whole, rest = divmod(minor, 10**places)
    said = number_format(whole if not rest else f"{whole}.{rest:0{places}d}", use_l10n=True)
    return f"{said} {currency}"


def _day(local: datetime) -> str:
    return date_format(local, pgettext("format of a full date", "l j F Y"))


def _hour(local: datetime) -> str:
    return date_format(local, pgettext("format of a time of day", "H:i"))
