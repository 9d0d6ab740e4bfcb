"""What the client sends once a time is chosen: the tapped time, then who is coming."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unknot.people.contacts import clean_email, clean_phone

NAME_LENGTH = 200


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
        widget=forms.TextInput(
            attrs={"autocomplete": "name", "autocapitalize": "words", "spellcheck": "false"}
        ),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("The confirmation and the link to move or cancel go here."),
        widget=forms.EmailInput(
            attrs={
                "autocomplete": "email",
                "inputmode": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        help_text=_("Enough on its own, if you prefer. Then keep the link of the next page."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    remember = forms.BooleanField(
        label=_("Remember me on this device: next time takes two taps."), required=False, initial=True
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

    def full_clean(self) -> None:
        """The first wrong field gets the focus, so that one sees at once what is asked again."""
        super().full_clean()
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True

    def person(self) -> dict[str, str]:
        """Name, e-mail and phone of a valid form."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "phone")}


class OwnAddressForm(DetailsForm):
    """Who comes along, once she says so herself."""

    remember = None  # type: ignore[assignment]


class CompanionForm(forms.Form):
    """Who comes along, for a visit of two at once. Nobody has to say."""

    companion = forms.CharField(
        label=_("Who comes with you?"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_("A first name is enough, and you may leave it open."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
        ),
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
