"""What somebody would like of a massage: nothing here is required, and nothing tells an illness."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.core.fitting import Liked
from unknot.knowledge.concerns import Concern, concerns
from unknot.web.near import UNKNOWN_PLACE
from unknot.web.where import Spot, spot

LENGTHS_MIN = (30, 45, 60, 90)
EVERYDAY = "prevention"
"""Whoever has no reason but pleasure."""
YES, NO = "yes", "no"
ALL_THE_SAME = ("", _("All the same"))


def _reasons() -> list[tuple[str, Any]]:
    """The concerns that tell no illness: what is chosen here stands in the address."""
    return [(each.id, _(each.label)) for each in concerns().values() if each.everyday]


class WhichForm(forms.Form):
    """What somebody would like; whatever is left out is all the same."""

    concern = forms.ChoiceField(label=_("What for?"), choices=_reasons, required=False, initial=EVERYDAY)
    pressure = forms.ChoiceField(
        label=_("Pressure"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ALL_THE_SAME, ("light", _("Light")), ("medium", _("Medium")), ("strong", _("Strong"))],
    )
    clothed = forms.ChoiceField(
        label=_("Clothes"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ALL_THE_SAME, (YES, _("I stay dressed")), (NO, _("On bare skin"))],
    )
    oil = forms.ChoiceField(
        label=_("Oil or lotion"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ALL_THE_SAME, (YES, _("With oil or lotion")), (NO, _("Without oil"))],
    )
    warm = forms.ChoiceField(
        label=_("Warmth"),
        required=False,
        widget=forms.RadioSelect,
        choices=[ALL_THE_SAME, (YES, _("With warmth")), (NO, _("Without"))],
    )
    duration_min = forms.TypedChoiceField(
        label=_("How long"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[ALL_THE_SAME, *((str(each), each) for each in LENGTHS_MIN)],
    )
    where = forms.CharField(label=_("Near"), max_length=100, required=False)

    def clean_where(self) -> Spot | None:
        """The place that the words most likely name; None while there is no salon anywhere."""
        given = self.cleaned_data["where"]
        found = spot(given) if given else None
        if given and found is None:
            raise forms.ValidationError(UNKNOWN_PLACE)
        return found

    def liked(self) -> Liked:
        """The answers, those that can't be read left out."""
        given = self.cleaned_data
        choice = {YES: True, NO: False}
        return Liked(
            pressure=given.get("pressure", ""),
            clothed=choice.get(given.get("clothed", "")),
            oil=choice.get(given.get("oil", "")),
            warm=choice.get(given.get("warm", "")),
            duration_min=given.get("duration_min"),
        )

    def spot(self) -> Spot | None:
        """Where to look; None when nobody knows that place."""
        return self.cleaned_data.get("where")

    def reason(self) -> Concern:
        """What it is for; pleasure when nothing was said."""
        return concerns()[self.cleaned_data.get("concern") or EVERYDAY]
