"""What a salon, a practitioner or a treatment says about how visits lie; what it leaves empty is left to the next."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.desk.salon.rule_fields import (
    DAY_MIN,
    NUMBERS,
    OPENING,
    RULES,
    TICK_MIN,
    TIMES,
    TURNOVER,
    number_field,
    said,
    time_field,
)
from unknot.salons.models import Offer, Resource, Salon

USUAL_BREAK, USUAL_PAUSE_MIN = (11 * 60, 15 * 60), 15
"""What stands in the fields that go with a 0, which lifts a rule."""


class RulesForm(forms.Form):
    """The rules of one level. `above` are those who are asked when it says nothing, nearest first."""

    def __init__(self, of: Salon | Resource | Offer, above: Sequence[Any], data: Any = None) -> None:
        self.of, self.above = of, above
        self.turnover = TURNOVER if isinstance(of, Resource) else {}
        super().__init__(data, initial=self._standing())
        for name, asked in {**NUMBERS, **self.turnover}.items():
            self.fields[name] = number_field(asked)
        for name, label in TIMES.items():
            self.fields[name] = time_field(label)
        for rule in RULES:
            self.fields[rule.fields[0]].help_text = self._otherwise(rule)
        for name in (*self.turnover, *(OPENING if isinstance(of, Salon) else ())):
            self.fields[name].required = True

    def _standing(self) -> dict[str, Any]:
        numbers = {name: getattr(self.of, name) for name in (*NUMBERS, *self.turnover)}
        return numbers | {name: _clock(getattr(self.of, name)) for name in TIMES}

    def _otherwise(self, rule: Any) -> str:
        """What holds where the field is left empty, and who says it."""
        for name, level in self.above:
            if words := said(rule, level):
                return str(_("Empty: %(what)s, as %(who)s says.")) % {"what": words, "who": name}
        if rule.fields[0] in OPENING:
            return ""
        return str(_("Empty: no limit. 0 lifts what others say."))

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of each rule under its name; turnover last."""
        found = [(rule.name, [self[name] for name in rule.fields]) for rule in RULES]
        if self.turnover:
            found.append((_("Around each visit"), [self[name] for name in self.turnover]))
        return found

    def clean(self) -> None:
        """What belongs together is said together."""
        self._clean_break()
        given = self.cleaned_data
        if given.get("stretch_max_min") is None:
            if given.get("pause_min") is not None and "stretch_max_min" not in self.errors:
                self.add_error("stretch_max_min", _("Say the longest stretch too, or no pause."))
        elif given.get("pause_min") is None and "pause_min" not in self.errors:
            if given["stretch_max_min"]:
                self.add_error("pause_min", _("Say what counts as a pause too."))
            given["pause_min"] = USUAL_PAUSE_MIN

    def _clean_break(self) -> None:
        given = self.cleaned_data
        minutes, opens, closes = (given.get(name) for name in ("break_min", "break_from_min", "break_to_min"))
        if minutes is None:
            if "break_min" not in self.errors and not (opens is None and closes is None):
                self.add_error("break_min", _("Say how long the break is, or leave its times empty."))
            return
        if opens is None and closes is None and not minutes:
            given["break_from_min"], given["break_to_min"] = USUAL_BREAK
            return
        for name in TIMES:
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Say between which times the break lies."))
        if not any(name in self.errors for name in TIMES) and not self._fits(minutes):
            self.add_error("break_to_min", _("The break is longer than the time that it lies in."))

    def _fits(self, minutes: int) -> bool:
        opens: int = self.cleaned_data["break_from_min"]
        closes: int = self.cleaned_data["break_to_min"]
        return closes > opens and closes - opens >= minutes

    def clean_break_from_min(self) -> int | None:
        """Minutes of the wall's day."""
        return self._minutes("break_from_min")

    def clean_break_to_min(self) -> int | None:
        """The same; midnight is the day's end."""
        found = self._minutes("break_to_min")
        return DAY_MIN if found == 0 else found

    def _minutes(self, name: str) -> int | None:
        given: time | None = self.cleaned_data[name]
        if given is None:
            return None
        if given.minute % TICK_MIN:
            raise forms.ValidationError(_("Use steps of five minutes."), code="step")
        return given.hour * 60 + given.minute

    @property
    def rules(self) -> dict[str, Any]:
        """Of a valid form, by the names of the columns."""
        return {name: self.cleaned_data[name] for name in (*NUMBERS, *TIMES, *self.turnover)}


def _clock(minutes: int | None) -> time | None:
    return None if minutes is None else time(minutes // 60 % 24, minutes % 60)
