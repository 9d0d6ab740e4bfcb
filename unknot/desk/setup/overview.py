"""What a described salon looks like at a glance: a line for each thing, in the reader's words."""

from typing import NamedTuple

from django.conf import settings
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unknot.core.hours import Weekly
from unknot.desk.setup.beside_steps import RulesStep
from unknot.desk.shift_text import say_spans
from unknot.salons.sketch import Drawn


class Line(NamedTuple):
    """One thing about the salon: the step that changes it, what it is, what was said of it."""

    step: str
    what: str
    says: tuple[str, ...]


def lines(drawn: Drawn) -> list[Line]:
    """All but people and prices, which have pages of their own."""
    assert drawn.place is not None
    place = drawn.place
    address = ", ".join(each for each in (place.street, f"{place.postcode} {place.city}".strip()) if each)
    holidays = (
        _("Closed on public holidays") if drawn.closed_on_public_holidays else _("Open on public holidays")
    )
    spoken = dict(settings.LANGUAGES).get(drawn.language, drawn.language)
    return [
        Line("name", _("Name"), (drawn.name,)),
        Line("place", _("Place"), (address,)),
        Line("hours", _("Hours"), (*week_lines(drawn.week), holidays)),
        Line("rooms", _("Rooms and equipment"), (", ".join(drawn.rooms), *_things(drawn))),
        Line("rules", _("Rules for booking"), _rules(drawn)),
        Line("money", _("Money and language"), (f"{drawn.currency}, {_(spoken)}, {place.zone}",)),
    ]


def week_lines(week: Weekly) -> list[str]:
    """Days with the same hours together: Mon–Fri 10:00–18:00."""
    found: list[tuple[int, int]] = []
    for day, spans in enumerate(week):
        if found and found[-1][1] == day - 1 and week[found[-1][0]] == spans:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return [f"{_days(first, last)} {say_spans(week[first])}" for first, last in found if week[first]]


def _days(first: int, last: int) -> str:
    names = f"{WEEKDAYS_ABBR[first]}"
    return names if first == last else f"{names}–{WEEKDAYS_ABBR[last]}"


def _things(drawn: Drawn) -> list[str]:
    count = sum(drawn.equipment.values())
    said = ngettext("%(count)d piece of equipment", "%(count)d pieces of equipment", count)
    return [said % {"count": count}] if count else []


def _rules(drawn: Drawn) -> tuple[str, ...]:
    rules = drawn.rules
    fields = RulesStep.base_fields
    return tuple(
        f"{fields[name].label} {dict(fields[name].choices)[value]}"  # type: ignore[attr-defined]
        for name, value in (
            ("min_notice_min", rules.min_notice_min),
            ("horizon_days", rules.horizon_days),
            ("change_notice_min", rules.change_notice_min),
        )
    )
