"""The steps of describing a salon, in their order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.desk.setup.beside_steps import HoursStep, MoneyStep, RoomsStep, RulesStep
from unknot.desk.setup.place_steps import PlaceStep, PointStep
from unknot.desk.setup.step import LONGEST_NAME, Step
from unknot.knowledge.load import treatments
from unknot.salons.sketch import Drawn


class NameStep(Step):
    """What clients will read first."""

    name = forms.CharField(
        label=_("Name of the salon"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "organization"}),
    )

    def standing(self) -> dict[str, Any]:
        return {"name": self.drawn.name}

    def answers(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"]}


class TreatmentsStep(Step):
    """What is given there, from the catalogue."""

    given = forms.MultipleChoiceField(label=_("Treatments"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, drawn: Drawn, said: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(drawn, said, data)
        self.fields["given"].choices = [(each, each) for each in treatments()]  # type: ignore[attr-defined]

    def standing(self) -> dict[str, Any]:
        return {"given": list(self.drawn.treatments)}

    def answers(self) -> dict[str, Any]:
        return {"treatments": self.cleaned_data["given"]}


WALK: dict[str, type[Step]] = {
    "name": NameStep,
    "place": PlaceStep,
    "point": PointStep,
    "treatments": TreatmentsStep,
}
"""What has to be said, in this order."""
BESIDE: dict[str, type[Step]] = {
    "hours": HoursStep,
    "rooms": RoomsStep,
    "rules": RulesStep,
    "money": MoneyStep,
}
"""What has a default, and is looked at by who wants it otherwise."""
SAID_BY = {"name": "name", "place": "place", "point": "pinned", "treatments": "treatments"}


def next_step(said: Mapping[str, Any]) -> str | None:
    """The first step of the walk that has not been taken; None when all have."""
    return next((name for name in WALK if not said.get(SAID_BY[name])), None)


def step_before(name: str) -> str | None:
    """Where "back" leads in the walk; None from its first step, and beside it."""
    names = list(WALK)
    return names[names.index(name) - 1] if name in names[1:] else None
