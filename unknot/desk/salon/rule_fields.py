"""The fields of rules, as forms and lists name them."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from unknot.design.words import duration, long_duration, wall_span

TICK_MIN, DAY_MIN = 5, 24 * 60
LONGEST_NOTICE_MIN, FURTHEST_DAYS, LONGEST_STEP_MIN = 60 * DAY_MIN, 365, 480


class Asked(NamedTuple):
    """A whole number that a rule asks for: what it is called, and within what. `step` is 5 for minutes in ticks."""

    label: Any
    least: int
    most: int
    step: int = TICK_MIN


NUMBERS = {
    "min_notice_min": Asked(_("Notice before a start, in minutes"), 0, LONGEST_NOTICE_MIN, 1),
    "horizon_days": Asked(_("How far ahead, in days"), 0, FURTHEST_DAYS, 1),
    "step_min": Asked(_("A treatment can begin every … minutes"), TICK_MIN, LONGEST_STEP_MIN),
    "break_min": Asked(_("Break, in minutes"), 0, DAY_MIN // 2),
    "stretch_max_min": Asked(_("Longest stretch without a pause, in minutes"), 0, DAY_MIN // 2),
    "pause_min": Asked(_("What counts as a pause, in minutes"), TICK_MIN, DAY_MIN // 2),
    "hands_on_max_min": Asked(_("Most minutes of treatments a day"), 0, DAY_MIN),
    "deep_max_min": Asked(_("Most minutes of deep pressure a day"), 0, DAY_MIN),
}
TURNOVER = {
    "prepare_min": Asked(_("Minutes to get ready before each visit"), 0, 60),
    "recover_min": Asked(_("Minutes to recover after each visit"), 0, 60),
}
TIMES = {
    "break_from_min": _("The break lies between"),
    "break_to_min": _("and"),
}
OPENING = ("min_notice_min", "horizon_days", "step_min")
"""What the salon itself always says."""


def number_field(asked: Asked) -> forms.IntegerField:
    """An empty field says nothing."""
    return forms.IntegerField(
        label=asked.label,
        required=False,
        min_value=asked.least,
        max_value=asked.most,
        step_size=asked.step,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )


def time_field(label: Any) -> forms.TimeField:
    """A time of the wall's day."""
    return forms.TimeField(
        label=label, required=False, widget=forms.TimeInput(attrs={"type": "time", "class": "input"})
    )


class Rule(NamedTuple):
    """One rule with its fields; they win together."""

    key: str
    name: Any
    fields: tuple[str, ...]


RULES = (
    Rule("notice", _("Notice"), ("min_notice_min",)),
    Rule("horizon", _("How far ahead"), ("horizon_days",)),
    Rule("step", _("Starts"), ("step_min",)),
    Rule("break", _("Break"), ("break_min", "break_from_min", "break_to_min")),
    Rule("stretch", _("Longest stretch"), ("stretch_max_min", "pause_min")),
    Rule("hands_on", _("Treatments a day"), ("hands_on_max_min",)),
    Rule("deep", _("Deep pressure a day"), ("deep_max_min",)),
)


def said(rule: Rule, of: Any) -> str:
    """What a row says of a rule, in words; nothing where it says nothing."""
    first, *more = (getattr(of, name) for name in rule.fields)
    if first is None:
        return ""
    match rule.key:
        case "notice":
            return long_duration(first) if first else str(_("until it begins"))
        case "horizon":
            return ngettext("%(number)d day", "%(number)d days", first) % {"number": first}
        case "step":
            return str(_("every %(minutes)s")) % {"minutes": duration(first)}
    if not first:
        return str(_("no limit"))
    if rule.key == "break":
        words = {"minutes": duration(first), "hours": wall_span(*more)}
        return str(_("%(minutes)s within %(hours)s")) % words
    if rule.key == "stretch":
        words = {"minutes": duration(first), "pause": duration(more[0])}
        return str(_("%(minutes)s, then a pause of %(pause)s")) % words
    return str(_("at most %(minutes)s")) % {"minutes": duration(first)}
