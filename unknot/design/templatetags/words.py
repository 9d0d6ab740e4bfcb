"""`unknot.design.words` as template filters: `{{ slot.starts_at|wall_time:salon.zone }}`."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django import template
from django.conf import settings
from django.utils.translation import get_language_info, gettext

from unknot.design import words
from unknot.knowledge.load import treatments
from unknot.salons.models import Added

register = template.Library()
register.filter(words.wall_time)
register.filter(words.wall_day)
register.filter(words.wall_long_day)
register.filter(words.short_day)
register.filter(words.long_day)
register.filter(words.full_day)
register.filter(words.zone_city)
register.filter(words.price)
register.filter(words.duration)
register.filter(words.long_duration)
register.filter(words.distance)
register.filter(words.phone)


@register.simple_tag
def near_day(instant: datetime, zone: str, now: datetime) -> str:
    """`{% near_day slot.starts_at salon.zone now %}`: today, tomorrow or the short day."""
    return words.near_day(instant, zone, now)


@register.filter
def machine_time(instant: datetime, zone: str) -> str:
    """For `<time datetime>`: the wall time with its offset."""
    return words.on_wall(instant, zone).isoformat(timespec="minutes")


@register.filter
def wall_date(instant: datetime, zone: str) -> str:
    """For addresses: the local date, 2026-11-24."""
    return words.on_wall(instant, zone).date().isoformat()


@register.simple_tag
@cache
def languages() -> list[tuple[str, str]]:
    """The languages of the site with their own names."""
    return [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


@register.simple_tag
def in_demo() -> bool:
    """Whether salons, people and prices are invented."""
    return bool(getattr(settings, "DEMO", False))


@register.filter
def added(extras: "Iterable[Added]") -> str:
    """Add-ons in words."""
    return words.added(extras)


@register.filter
def lower_first(words: str) -> str:
    """Words as they go on within a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


@register.filter
def translated(message: str) -> str:
    """A sentence of the knowledge files in the reader's language."""
    return gettext(message)


@register.filter
def treatment_name(treatment: str) -> str:
    """A treatment of the catalogue by name; one that has left the catalogue by its id."""
    known = treatments().get(treatment)
    return gettext(known.name) if known else treatment.replace("_", " ")
