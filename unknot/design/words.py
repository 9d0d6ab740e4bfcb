"""Values in the reader's language: days and hours of a salon's wall, prices, minutes, distances, phone numbers."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from unknot.core.money import decimals
from unknot.salons.models import Added

NO_BREAK = "\u00a0"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
METRES_IN_A_KM = 1000
NEAR_M = 50
DAY_MIN = 1440
# Words of each kind that a process keeps: a page of results says the same few amounts again and again.
REMEMBERED = 2048


def on_wall(instant: datetime, zone: str) -> datetime:
    """The instant as the wall clock of an IANA zone shows it."""
    return instant.astimezone(ZoneInfo(zone))


def added(extras: Iterable[Added]) -> str:
    """Add-ons in words: "Included: Tea and quiet rest (15 min)"."""
    named = ", ".join(f"{each.name} ({duration(each.duration_min)})" for each in extras)
    return _("Included: %(added)s") % {"added": named} if named else ""


def wall_time(instant: datetime, zone: str) -> str:
    """Hour and minute: 14:15."""
    return date_format(on_wall(instant, zone), pgettext("format of a time of day", "H:i"))


def time_of_day(hour: int, minute: int) -> str:
    """The same for hours that no clock shows: 24:00."""
    pattern = pgettext("format of a time of day", "H:i")
    return pattern.replace("H", f"{hour:02d}").replace("i", f"{minute:02d}")


def wall_span(from_min: int, to_min: int) -> str:
    """A stretch of wall time in minutes after a midnight: 09:00–17:00, 20:00–02:00; until midnight is until 24:00."""
    ends = to_min if to_min <= DAY_MIN else to_min - DAY_MIN
    return f"{time_of_day(*divmod(from_min, 60))}–{time_of_day(*divmod(ends, 60))}"


def wall_day(instant: datetime, zone: str) -> str:
    """A short day: Tue 24 Nov."""
    return short_day(on_wall(instant, zone).date())


def wall_long_day(instant: datetime, zone: str) -> str:
    """A day in full: Tuesday 24 November."""
    return long_day(on_wall(instant, zone).date())


def short_day(day: date) -> str:
    """Tue 24 Nov."""
    return date_format(day, pgettext("format of a short day", "D j M"))


def long_day(day: date) -> str:
    """Tuesday 24 November."""
    return date_format(day, pgettext("format of a long day", "l j F"))


def full_day(day: date) -> str:
    """Tuesday 24 November 2026."""
    return date_format(day, pgettext("format of a full date", "l j F Y"))


def near_day(instant: datetime, zone: str, now: datetime) -> str:
    """today, tomorrow, or the short day, as seen on the salon's wall at `now`."""
    day, today = on_wall(instant, zone).date(), on_wall(now, zone).date()
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    return short_day(day)


def zone_city(zone: str) -> str:
    """The city that names an IANA zone: Helsinki, St Johns."""
    return zone.rpartition("/")[2].replace("_", " ")


def price(minor: int, currency: str) -> str:
    """An amount in minor units: €68, $72.50, in Finnish 68 €; decimals only where they say something."""
    return _price(minor, currency, get_language())


def duration(minutes: int) -> str:
    """60 min, with a blank that does not break."""
    return _unbroken(_("%(minutes)d min") % {"minutes": minutes})


def long_duration(minutes: int) -> str:
    """Minutes that may be many, in whole days or hours where they are: 2 days, 24 hours, 90 min."""
    if minutes > DAY_MIN and not minutes % DAY_MIN:
        days = minutes // DAY_MIN
        return _unbroken(ngettext("%(days)d day", "%(days)d days", days) % {"days": days})
    if minutes and not minutes % 60:
        hours = minutes // 60
        return _unbroken(ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours})
    return duration(minutes)


def distance(metres: float) -> str:
    """650 m, 1.4 km, 12 km: as exact as one walks."""
    rounded = round(metres / NEAR_M) * NEAR_M
    return _distance(max(rounded, NEAR_M), get_language())


def phone(number: str) -> str:
    """An E.164 number as it is written for people: +358 40 1234567; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _unbroken(amount: str) -> str:
    """A number stays with its unit."""
    return amount.replace(" ", NO_BREAK)


@lru_cache(maxsize=REMEMBERED)
def _price(minor: int, currency: str, language: str | None) -> str:
    places = decimals(currency)
    whole, rest = divmod(minor, 10**places)
    amount = number_format(
        whole if not rest else f"{whole}.{rest:0{places}d}", use_l10n=True, force_grouping=True
    )
    symbol = SYMBOLS.get(currency, currency + NO_BREAK)
    said: str = pgettext("an amount of money", "%(symbol)s%(amount)s")
    return said % {"symbol": symbol, "amount": amount}


@lru_cache(maxsize=REMEMBERED)
def _distance(metres: int, language: str | None) -> str:
    if metres < METRES_IN_A_KM:
        return _unbroken(_("%(metres)d m") % {"metres": metres})
    km = metres / METRES_IN_A_KM
    said = number_format(km, decimal_pos=1 if km < 10 else 0, use_l10n=True)
    return _unbroken(_("%(km)s km") % {"km": said})
