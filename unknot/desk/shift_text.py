"""Hours as people write them down, "9–12, 13–18", and as the house says them."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from unknot.core.hours import TICK_MIN, WallSpan
from unknot.design.words import wall_span
from unknot.salons.rota import Spans

DAY_MIN: Final = 24 * 60
HOUR_MIN: Final = 60
LATEST_END_MIN: Final = DAY_MIN + 6 * HOUR_MIN
"""A shift ends at most six hours after the midnight that follows its day."""
_BETWEEN = re.compile(r"\s*[,;&\n]\s*")
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
_STRETCH = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}")
MOST_CHARACTERS = 100


class ShiftsField(forms.CharField):
    """Stretches of a day. Nothing written means closed."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "off"})
        super().__init__(required=False, max_length=MOST_CHARACTERS, widget=widget, **more)

    def clean(self, value: Any) -> Spans:
        """The stretches, in order."""
        return read_spans(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Hours that stand as they are said; what somebody has written as she wrote it."""
        return value if value is None or isinstance(value, str) else say_spans(value)


def say_spans(spans: Iterable[WallSpan]) -> str:
    """09:00–12:00, 13:00–18:00."""
    return ", ".join(wall_span(*span) for span in spans)


def read_spans(text: str) -> Spans:
    """The stretches that a text names. Raises ValidationError with a sentence for whoever wrote it.

    >>> read_spans("13-18, 9:30–12")
    (WallSpan(from_min=570, to_min=720), WallSpan(from_min=780, to_min=1080))
    """
    spans = tuple(sorted(_span(piece) for piece in _BETWEEN.split(text.strip()) if piece))
    if any(before.to_min > after.from_min for before, after in pairwise(spans)):
        raise ValidationError(_("Two of these overlap."), code="overlap")
    return spans


def _span(text: str) -> WallSpan:
    found = _STRETCH.fullmatch(text)
    if not found:
        raise ValidationError(_("Write hours like 9–17, or 9–12, 13–18."), code="unread")
    starts, ends = _minutes(*found.group(1, 2)), _minutes(*found.group(3, 4))
    if starts == DAY_MIN:
        raise _no_such_time(text)
    if starts == ends:
        raise ValidationError(_("It ends when it begins."), code="empty")
    if ends < starts:
        ends += DAY_MIN
        if ends > LATEST_END_MIN:
            raise ValidationError(
                _("It ends before it begins. Past midnight it can go on until 6 at most."), code="backwards"
            )
    return WallSpan(starts, ends)


def _minutes(hour: str, minute: str | None) -> int:
    minutes = int(hour) * HOUR_MIN + int(minute or 0)
    if int(minute or 0) >= HOUR_MIN or minutes > DAY_MIN:
        raise _no_such_time(f"{hour}:{minute or '00'}")
    if minutes % TICK_MIN:
        raise ValidationError(_("Use steps of five minutes."), code="ticks")
    return minutes


def _no_such_time(text: str) -> ValidationError:
    return ValidationError(_("%(time)s is no time of a day."), code="no_time", params={"time": text})
