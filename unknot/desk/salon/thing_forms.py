"""What a salon fills in about a room or a piece of equipment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.desk.salon.rule_fields import Asked, number_field
from unknot.desk.salon.words import EQUIPMENT, ROOMS, named
from unknot.desk.setup.beside_steps import MOST_ALIKE
from unknot.desk.setup.step import LONGEST_NAME
from unknot.salons.models import Resource, Salon

TURNOVER = {
    "prepare_min": Asked(_("Minutes to get ready before each visit"), 0, 60),
    "recover_min": Asked(_("Minutes to clear away after each visit"), 0, 60),
}


class ThingForm(forms.Form):
    """A room, or a piece of equipment: its name, what it can do, and how long it is got ready."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    features = forms.MultipleChoiceField(label=_("What is it for?"), widget=forms.CheckboxSelectMultiple)
    serves = forms.TypedChoiceField(
        label=_("How many at once?"),
        coerce=int,
        choices=[(1, _("One")), (2, _("Two who come together"))],
        widget=forms.RadioSelect,
    )
    count = forms.IntegerField(
        label=_("How many of them?"),
        min_value=1,
        max_value=MOST_ALIKE,
        widget=forms.NumberInput(attrs={"class": "input"}),
    )

    def __init__(self, salon: Salon, kind: str, thing: Resource | None = None, data: Any = None) -> None:
        """What holds stands in the fields; a new thing has usual answers."""
        self.salon, self.kind, self.thing = salon, kind, thing
        names = ("name", "features", "serves", *TURNOVER)
        initial: dict[str, Any] = {"serves": 1, "count": 1, **dict.fromkeys(TURNOVER, 0)}
        initial |= {name: getattr(thing, name) for name in names} if thing else {}
        super().__init__(data, initial=initial)
        self.fields["features"].choices = named(_features(salon, kind))  # type: ignore[attr-defined]
        for name, asked in TURNOVER.items():
            self.fields[name] = number_field(asked)
            self.fields[name].required = True
        if not self.is_room:
            del self.fields["serves"]
        if self.is_room or thing:
            del self.fields["count"]

    @property
    def is_room(self) -> bool:
        """Whether it is a room."""
        return self.kind == Resource.Kind.ROOM

    def clean_name(self) -> str:
        """Without blanks around it; of a room that stands said once."""
        name: str = self.cleaned_data["name"].strip()
        if self.thing and self.is_room:
            self.check_name(name)
        return name

    def check_name(self, name: str) -> None:
        """Raises ValidationError where another room is called so."""
        others = Resource.objects.filter(lanes__salon=self.salon, lanes__is_gone=False, kind=self.kind)
        if any(each != self.thing for each in others.filter(name=name)):
            raise forms.ValidationError(_("Two rooms have the same name."), code="twice")

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form, by the names of the columns; without the name and the count."""
        names = [name for name in ("features", "serves", *TURNOVER) if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}


def _features(salon: Salon, kind: str) -> list[str]:
    """What is known, what the salon's own are, and what its offers ask for."""
    is_room = kind == Resource.Kind.ROOM
    own = Resource.objects.filter(lanes__salon=salon, kind=kind).values_list("features", flat=True)
    offers = salon.offers.all()
    asked = (
        [each.room_feature for each in offers]
        if is_room
        else [name for each in offers for name in each.equipment_features]
    )
    known = [*(ROOMS if is_room else EQUIPMENT), *(name for features in own for name in features), *asked]
    return [each for each in dict.fromkeys(known) if each]
