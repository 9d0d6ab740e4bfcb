"""What narrows the results: how far, whose hands, which price, a way in without a step."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.diary.questions import Order
from unknot.salons.models import Resource

AWAY_KM = (2, 5, 20, 60)
USUAL_KM = 20
MOST_PRICE = 100_000
FILTERS_USUAL = {
    "away_km": str(USUAL_KM),
    "gender": "",
    "price": "",
    "step_free": "",
    "two": "",
    "order": Order.NEAREST.value,
}
"""What is chosen for whoever chooses nothing."""


class Pill(NamedTuple):
    """One radio of a question. Django's own radios are a template each, which a page of results feels."""

    value: str
    label: str
    chosen: bool


def pills(field: forms.BoundField, usual: str = "") -> list[Pill]:
    """The choices of a field with the one that is chosen; when none is, the usual one or the first."""
    widget = field.field.widget
    assert isinstance(widget, forms.RadioSelect | forms.Select)
    choices = [(str(value), str(label)) for value, label in widget.choices]
    known = [value for value, _label in choices]
    chosen = next((each for each in (str(field.value() or ""), usual) if each in known), known[0])
    return [Pill(value, label, value == chosen) for value, label in choices]


class Filters(forms.Form):
    """Wishes; FILTERS_USUAL under the answers makes them all optional, and leaves nothing out within `USUAL_KM`."""

    away_km = forms.ChoiceField(
        label=_("Within"),
        required=False,
        initial=USUAL_KM,
        choices=[(km, _("%(km)d km") % {"km": km}) for km in AWAY_KM],
    )
    gender = forms.ChoiceField(
        label=_("Who gives it"),
        required=False,
        initial="",
        widget=forms.RadioSelect,
        choices=[
            ("", _("Anyone")),
            (Resource.Gender.FEMALE, _("A woman")),
            (Resource.Gender.MALE, _("A man")),
        ],
    )
    price = forms.IntegerField(
        label=_("Price at most"),
        min_value=1,
        max_value=MOST_PRICE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    order = forms.ChoiceField(
        label=_("Which first"),
        required=False,
        initial=Order.NEAREST,
        widget=forms.RadioSelect,
        choices=[(Order.NEAREST.value, _("The nearest")), (Order.SOONEST.value, _("The soonest"))],
    )
    step_free = forms.BooleanField(label=_("Step-free for wheelchairs"), required=False)
    two = forms.BooleanField(label=_("Two at once"), required=False)

    def chosen(self) -> dict[str, Any]:
        """The answers, those that can't be read left out: a wrong filter narrows nothing."""
        self.is_valid()
        usual: dict[str, Any] = {
            "away_km": USUAL_KM,
            "gender": "",
            "price": None,
            "step_free": False,
            "two": False,
            "order": "",
        }
        chosen = usual | self.cleaned_data
        order = Order(chosen["order"] or Order.NEAREST)
        return {**chosen, "away_km": int(chosen["away_km"] or USUAL_KM), "order": order}

    @property
    def is_narrow(self) -> bool:
        """Whether something beyond the usual distance is left out."""
        return self.has_wishes or bool(self.chosen()["two"])

    @property
    def has_wishes(self) -> bool:
        """Whether one of the wishes that are folded away leaves something out."""
        chosen = self.chosen()
        return bool(
            chosen["gender"] or chosen["price"] or chosen["step_free"] or chosen["away_km"] < USUAL_KM
        )
