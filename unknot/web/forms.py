"""What the client types: what, when and where; then who they are."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.knowledge.load import treatments
from unknot.people.contacts import clean_email, clean_phone
from unknot.web.where import Spot, spot

NAME_LENGTH = 200
FURTHEST_DAYS = 365


def _treatments() -> list[tuple[str, Any]]:
    return [(each.id, _(each.name)) for each in treatments().values()]


class SearchForm(forms.Form):
    """What, when, where. `when` and `part` are days and hours at the place."""

    treatment = forms.ChoiceField(label=_("Treatment"), choices=_treatments, initial="back_massage")
    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("soonest", _("Soonest")),
            ("today", _("Today")),
            ("tomorrow", _("Tomorrow")),
            ("day", _("Pick a day")),
        ],
        initial="soonest",
        required=False,
        widget=forms.RadioSelect,
    )
    on_date = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    part = forms.ChoiceField(
        label=_("Time of day"),
        choices=[
            ("any", _("Any time")),
            ("morning", _("Morning")),
            ("afternoon", _("Afternoon")),
            ("evening", _("Evening")),
        ],
        initial="any",
        required=False,
        widget=forms.RadioSelect,
    )
    where = forms.CharField(
        label=_("Where"),
        max_length=100,
        initial="Helsinki",
        error_messages={"required": _("Say a town or a part of town.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "enterkeyhint": "search"}),
    )
    duration_min = forms.IntegerField(min_value=5, max_value=480, required=False, widget=forms.HiddenInput)

    def clean_where(self) -> Spot:
        """The place that the words or the two numbers name."""
        found = spot(self.cleaned_data["where"])
        if found is None:
            raise forms.ValidationError(
                _("We don’t know that place. Try the name of a town or a part of town.")
            )
        return found

    def clean(self) -> None:
        wants_day = self.cleaned_data.get("when") == "day"
        if wants_day and not self.cleaned_data.get("on_date") and "on_date" not in self.errors:
            self.add_error("on_date", _("Which day?"))

    def length_min(self) -> int:
        """The duration asked for when the treatment has it, else an hour, else the treatment's own."""
        treatment = treatments()[self.cleaned_data["treatment"]]
        for wanted in (self.cleaned_data.get("duration_min"), 60):
            if wanted in treatment.durations_min:
                return int(wanted)
        return treatment.default_min


class HoldForm(forms.Form):
    """One tapped time."""

    offer = forms.CharField(max_length=40)
    starts_at = forms.CharField(max_length=40)
    practitioner = forms.CharField(max_length=40, required=False)

    def clean_starts_at(self) -> datetime:
        """An instant with its zone."""
        return read_instant(self.cleaned_data["starts_at"])


class DetailsForm(forms.Form):
    """Name, and an e-mail or a phone number. `country` reads local phone numbers."""

    name = forms.CharField(
        label=_("Your name"),
        error_messages={"required": _("Say who is coming.")},
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("The confirmation and the link to move or cancel go here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        help_text=_("Enough on its own, if you prefer. Then keep the link of the next page."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_email(self) -> str:
        given = self.cleaned_data["email"]
        try:
            return clean_email(given) if given else ""
        except ValueError:
            raise forms.ValidationError(_("This e-mail address doesn’t look complete.")) from None

    def clean_phone(self) -> str:
        given = self.cleaned_data["phone"]
        try:
            return clean_phone(given, self.country) if given else ""
        except ValueError:
            raise forms.ValidationError(_("This phone number doesn’t look complete.")) from None

    def clean(self) -> None:
        given = self.cleaned_data
        if not self.errors and not given.get("email") and not given.get("phone"):
            self.add_error(
                "email", _("Give an e-mail address or a phone number, so that the salon can reach you.")
            )


def read_instant(text: str) -> datetime:
    """An ISO 8601 instant with its zone, of a year that a diary can hold. Raises ValidationError."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise forms.ValidationError("not an instant") from None
    if instant.utcoffset() is None or not 2000 <= instant.year < 2200:
        raise forms.ValidationError("not an instant of our time")
    return instant


def read_day(text: str, *, today: date) -> date:
    """A day of the coming year; today for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if today <= day <= today + timedelta(days=FURTHEST_DAYS) else today
