"""Where the salon is: its address, and the exact point."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unknot.desk.setup.step import Step
from unknot.salons.addresses import Address, addresses, at
from unknot.salons.sketch import Drawn

POINT_DECIMALS = 5


class PlaceStep(Step):
    """The address, read with the table of towns that we ship."""

    where = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Street and town, such as “Fleminginkatu 7, 00530 Helsinki”; or two numbers from a map."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "street-address"}),
    )

    def standing(self) -> dict[str, Any]:
        return {"where": self.said.get("where", "")}

    def clean_where(self) -> str:
        """Some town must be known by that name."""
        text: str = self.cleaned_data["where"]
        self.found = addresses(text)
        if not self.found:
            raise ValidationError(
                _("We know no such town. Write the town last, after a comma."), code="unknown"
            )
        return text

    def answers(self) -> dict[str, Any]:
        place = _place(self.found[0])
        return {"where": self.cleaned_data["where"], "place": place, "pinned": None, "currency": None}


class PointStep(Step):
    """Which of the towns of that name, and exactly where in it."""

    town = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, required=False)
    lat = forms.FloatField(label=_("Latitude"), min_value=-90, max_value=90, localize=False)
    lon = forms.FloatField(label=_("Longitude"), min_value=-180, max_value=180, localize=False)

    def __init__(self, drawn: Drawn, said: Mapping[str, Any], data: Any = None) -> None:
        self.found = addresses(said.get("where", ""))
        super().__init__(drawn, said, data)
        town = self.fields["town"]
        assert isinstance(town, forms.TypedChoiceField)
        town.label = _("Which of them?")
        town.choices = [(number, each.town) for number, each in enumerate(self.found)]
        for name in ("lat", "lon"):
            self.fields[name].widget = forms.TextInput(attrs={"class": "input", "inputmode": "decimal"})

    def standing(self) -> dict[str, Any]:
        place = self.drawn.place
        assert place is not None  # the step before has said it
        here = [n for n, each in enumerate(self.found) if (each.city, each.zone) == (place.city, place.zone)]
        return {"town": self.said.get("town", here[0] if here else 0), "lat": place.lat, "lon": place.lon}

    def clean(self) -> dict[str, Any]:
        """Another town moves the point there, unless the point was moved as well."""
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        place = self.drawn.place
        assert place is not None
        chosen = self.found[found["town"] or 0] if self.found else None
        is_moved = (round(found["lat"], POINT_DECIMALS), round(found["lon"], POINT_DECIMALS)) != (
            round(place.lat, POINT_DECIMALS),
            round(place.lon, POINT_DECIMALS),
        )
        self.chosen = self._at(found["lat"], found["lon"], chosen) if is_moved or not chosen else chosen
        if not is_moved and chosen and (found["town"] or 0) == self.initial["town"]:
            self.chosen = Address(**asdict(place))
        return found

    def _at(self, lat: float, lon: float, chosen: Address | None) -> Address | None:
        point = at(lat, lon)
        if point is None:
            self.add_error("lat", _("There is no town for a long way around that point."))
        if point is None or chosen is None:
            return point
        city = chosen.city or point.city
        return Address(chosen.street, chosen.postcode, city, point.country, point.zone, lat, lon)

    def answers(self) -> dict[str, Any]:
        assert self.chosen is not None
        return {"place": _place(self.chosen), "town": self.cleaned_data["town"] or 0, "pinned": True}


def _place(found: Address) -> dict[str, Any]:
    return {name: value for name, value in asdict(found).items() if name != "near"}
