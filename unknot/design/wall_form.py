"""A day, and a time of that day, on a salon's wall: what forms ask where no button says it."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(2000, 1, 1), date(2199, 12, 31)
"""The days that a diary can hold."""


class DayField(forms.DateField):
    """A day that a diary can hold."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "input"})
        bounds = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
        super().__init__(label=_("Day"), widget=widget, validators=bounds, **more)


class WallForm(forms.Form):
    """A day and a time; `starts_at` is the instant. Of a time that the clock shows twice it is the first."""

    on = DayField()
    at = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time", "step": 300, "class": "input"})
    )

    def __init__(self, zone: str, *args: Any, **more: Any) -> None:
        """`zone` is the salon's."""
        super().__init__(*args, **more)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """Refuses a time that the clock skips."""
        found: dict[str, Any] = super().clean() or {}
        if "on" in found and "at" in found:
            zone = ZoneInfo(self.zone)
            found["starts_at"] = datetime.combine(found["on"], found["at"], zone).astimezone(UTC)
            if found["starts_at"].astimezone(zone).time() != found["at"]:
                self.add_error("at", _("The clocks are put forward then: that time isn’t on any clock."))
        return found
