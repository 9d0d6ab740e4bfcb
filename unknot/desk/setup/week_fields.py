"""A week of hours in a form: seven lines as people write them down."""

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from unknot.core.hours import Weekly
from unknot.desk.shift_text import DAY_MIN, ShiftsField

NAMES = tuple(f"day{n}" for n in range(7))


class WeekFields(forms.Form):
    """The seven days, Monday first. Nothing written means closed."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for n, name in enumerate(NAMES):
            self.fields[name] = ShiftsField(label=WEEKDAYS[n])

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of the seven days."""
        return [self[name] for name in NAMES]

    def clean(self) -> dict[str, Any]:
        """A night has to be over before the next day begins."""
        found: dict[str, Any] = super().clean() or {}
        for before, after in pairwise([*NAMES, NAMES[0]]):
            night, morning = found.get(before) or (), found.get(after) or ()
            if night and morning and max(each.to_min for each in night) - DAY_MIN > morning[0].from_min:
                self.add_error(after, _("It begins before the night of the day before is over."))
        return found

    @property
    def week(self) -> Weekly:
        """Of a valid form."""
        return tuple(self.cleaned_data[name] for name in NAMES)


def week_initial(week: Weekly) -> dict[str, Any]:
    """The fields' values for a week."""
    return dict(zip(NAMES, week, strict=True))
