"""What has a default: hours, rooms and equipment, rules, money with language and time zone."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from unknot.desk.setup.step import LONGEST_NAME, Step
from unknot.desk.setup.week_fields import WeekFields, week_initial
from unknot.knowledge.countries import currencies
from unknot.salons.models.salon import check_zone
from unknot.salons.sketch import Drawn, week_row

MOST_ROOMS = 20
MOST_ALIKE = 10
DAY_MIN = 24 * 60


class HoursStep(Step, WeekFields):
    """When it is open."""

    closed_on_public_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False)

    def standing(self) -> dict[str, Any]:
        holidays = {"closed_on_public_holidays": self.drawn.closed_on_public_holidays}
        return {**week_initial(self.drawn.week), **holidays}

    def clean(self) -> dict[str, Any]:
        """Open on some day at least."""
        found = super().clean()
        if not self.errors and not any(self.week):
            raise ValidationError(_("Say at least one day on which you are open."), code="never")
        return found

    def answers(self) -> dict[str, Any]:
        return {
            "week": week_row(self.week),
            "closed_on_public_holidays": self.cleaned_data["closed_on_public_holidays"],
        }


class RoomsStep(Step):
    """Rooms by name, and how many of each piece of equipment."""

    rooms = forms.CharField(
        label=_("Rooms"),
        help_text=_("One on each line, as you call them. Each takes one treatment at a time."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )

    def __init__(self, drawn: Drawn, said: Mapping[str, Any], data: Any = None) -> None:
        super().__init__(drawn, said, data)
        for feature, count in drawn.equipment.items():
            self.fields[feature] = forms.IntegerField(
                label=thing_label(feature),
                initial=count,
                min_value=1,
                max_value=MOST_ALIKE,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )

    def standing(self) -> dict[str, Any]:
        return {"rooms": "\n".join(self.drawn.rooms)}

    @property
    def things(self) -> list[forms.BoundField]:
        """The fields of the equipment."""
        return [self[feature] for feature in self.drawn.equipment]

    def clean_rooms(self) -> list[str]:
        """Each name once."""
        names = [line.strip() for line in self.cleaned_data["rooms"].splitlines() if line.strip()]
        if len(set(names)) < len(names):
            raise ValidationError(_("Two rooms have the same name."), code="twice")
        if len(names) > MOST_ROOMS or any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("At most twenty rooms, with short names."), code="many")
        return names

    def answers(self) -> dict[str, Any]:
        counts = {feature: self.cleaned_data[feature] for feature in self.drawn.equipment}
        return {"rooms": self.cleaned_data["rooms"], "equipment": counts}


class RulesStep(Step):
    """Until when clients may book, and change."""

    min_notice_min = forms.TypedChoiceField(
        label=_("How long before can a client still book?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (0, _("Until it begins")),
            (60, _("1 hour")),
            (120, _("2 hours")),
            (720, _("12 hours")),
            (DAY_MIN, _("24 hours")),
        ],
    )
    horizon_days = forms.TypedChoiceField(
        label=_("How far ahead?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(30, _("30 days")), (60, _("60 days")), (90, _("90 days")), (180, _("half a year"))],
    )
    change_notice_min = forms.TypedChoiceField(
        label=_("Until when may a client move or cancel alone?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[
            (0, _("Until it begins")),
            (720, _("12 hours before")),
            (DAY_MIN, _("24 hours before")),
            (2 * DAY_MIN, _("48 hours before")),
        ],
    )
    step_min = forms.TypedChoiceField(
        label=_("A treatment can begin every"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(15, _("15 min")), (30, _("30 min")), (60, _("60 min"))],
    )

    def standing(self) -> dict[str, Any]:
        return asdict(self.drawn.rules)

    def answers(self) -> dict[str, Any]:
        return {"rules": dict(self.cleaned_data)}


class MoneyStep(Step):
    """Currency, language and time zone, as the country suggests them."""

    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three letters, such as EUR."),
        widget=forms.TextInput(attrs={"class": "input", "autocapitalize": "characters"}),
    )
    language = forms.ChoiceField(
        label=_("Language of your letters"), widget=forms.RadioSelect, choices=settings.LANGUAGES
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        help_text=_("Guessed from the place. Continent and city, such as Europe/Helsinki."),
        validators=[check_zone],
        widget=forms.TextInput(attrs={"class": "input", "autocapitalize": "off", "autocomplete": "off"}),
        error_messages={"unknown_zone": _("There is no such time zone.")},
    )

    def standing(self) -> dict[str, Any]:
        assert self.drawn.place is not None
        return {
            "currency": self.drawn.currency,
            "language": self.drawn.language,
            "zone": self.drawn.place.zone,
        }

    def clean_currency(self) -> str:
        """One that some country pays with."""
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency not in currencies().values():
            raise ValidationError(_("No country pays with that."), code="unknown")
        return currency

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        place = {**self.said["place"], "zone": given["zone"]}
        others = {"currency": given["currency"], "language": given["language"], "place": place}
        # Prices were said in the other currency.
        return others if given["currency"] == self.drawn.currency else {**others, "sold": None}


def thing_label(feature: str) -> Any:
    """What a piece of equipment is called, asking how many there are."""
    return THINGS.get(feature, feature.replace("_", " ").capitalize())


THINGS = {
    "hot_stones": _("Sets of hot stones"),
    "cups": _("Sets of cups"),
    "gua_sha_set": _("Gua sha sets"),
    "wrap_blanket": _("Wrap blankets"),
    "facial_steamer": _("Facial steamers"),
    "magnifying_lamp": _("Magnifying lamps"),
    "microcurrent_device": _("Microcurrent devices"),
}
