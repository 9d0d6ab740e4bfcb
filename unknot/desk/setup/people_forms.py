"""Who works in the salon that is being described, and what it sells at which prices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unknot.core.money import decimals
from unknot.desk.setup.step import LONGEST_NAME
from unknot.desk.setup.week_fields import WeekFields, week_initial
from unknot.knowledge.load import treatments
from unknot.salons.sketch import Drawn, Person, Sold, week_row

MOST_BUFFER_MIN = 120
HIGHEST_PRICE = 1_000_000
TICK_MIN = 5


class PersonForm(WeekFields):
    """Somebody who gives treatments: her name, what she gives, and when she works."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    gives = forms.MultipleChoiceField(label=_("Gives"), widget=forms.CheckboxSelectMultiple)
    own_week = forms.BooleanField(label=_("Works at other hours than the salon’s"), required=False)

    def __init__(self, drawn: Drawn, person: Person | None, data: Any = None) -> None:
        self.drawn = drawn
        gives = drawn.treatments if person is None or person.treatments is None else person.treatments
        week = drawn.week if person is None or person.week is None else person.week
        initial = {
            "name": person.name if person else "",
            "gives": [*gives],
            "own_week": person is not None and person.week is not None,
            **week_initial(week),
        }
        super().__init__(data, initial=initial)
        self.fields["gives"].choices = [(each, each) for each in drawn.treatments]  # type: ignore[attr-defined]

    @property
    def row(self) -> dict[str, Any]:
        """Of a valid form, as the sketch keeps her."""
        given = self.cleaned_data
        all_of_it = set(given["gives"]) == set(self.drawn.treatments)
        return {
            "name": given["name"],
            "treatments": None if all_of_it else given["gives"],
            "week": week_row(self.week) if given["own_week"] else None,
        }


class SoldForm(forms.Form):
    """One treatment on the price list: which lengths, at what price, and the time around it."""

    buffer_before_min = forms.IntegerField(
        label=_("Minutes to get ready"), min_value=0, max_value=MOST_BUFFER_MIN
    )
    buffer_after_min = forms.IntegerField(
        label=_("Minutes to clear away"), min_value=0, max_value=MOST_BUFFER_MIN
    )

    def __init__(self, sold: Sold, currency: str, data: Any = None) -> None:
        self.decimals = decimals(currency)
        self.lengths = sorted({*treatments()[sold.treatment].durations_min, *sold.prices})
        around = {name: getattr(sold, name) for name in ("buffer_before_min", "buffer_after_min")}
        prices = {_field(each): self._whole(price) for each, price in sold.prices.items()}
        super().__init__(data, initial={**around, **prices})
        for name in around:
            self.fields[name].widget.attrs |= {"class": "input", "step": TICK_MIN}
        for each in self.lengths:
            self.fields[_field(each)] = forms.DecimalField(
                label=str(each),
                required=False,
                min_value=0,
                max_value=HIGHEST_PRICE,
                decimal_places=self.decimals,
                localize=False,
                widget=forms.TextInput(
                    attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}
                ),
            )

    @property
    def prices(self) -> list[tuple[int, forms.BoundField]]:
        """Each length with the field of its price."""
        return [(each, self[_field(each)]) for each in self.lengths]

    def clean(self) -> dict[str, Any]:
        """Some length is sold, and the time around it is in steps of five minutes."""
        found: dict[str, Any] = super().clean() or {}
        for name in ("buffer_before_min", "buffer_after_min"):
            if found.get(name, 0) % TICK_MIN:
                self.add_error(name, _("Use steps of five minutes."))
        if not self.errors and all(found[_field(each)] is None for each in self.lengths):
            raise ValidationError(_("Give at least one length a price."), code="none")
        return found

    @property
    def row(self) -> dict[str, Any]:
        """Of a valid form, as the sketch keeps it."""
        given = self.cleaned_data
        prices = {each: given[_field(each)] for each in self.lengths}
        return {
            "prices": {
                str(each): int(price.scaleb(self.decimals))
                for each, price in prices.items()
                if price is not None
            },
            "buffer_before_min": given["buffer_before_min"],
            "buffer_after_min": given["buffer_after_min"],
        }

    def _whole(self, price: int | None) -> str:
        if price is None:
            return ""
        units, rest = divmod(price, 10**self.decimals)
        return f"{units}.{rest:0{self.decimals}d}" if rest else str(units)


def _field(duration_min: int) -> str:
    return f"price{duration_min}"
