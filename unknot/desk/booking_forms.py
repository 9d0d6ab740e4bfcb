"""What the booking form sends: a start with somebody, and who comes."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from unknot.design.wall_form import WallForm
from unknot.people.contacts import EMAIL_LENGTH, clean_email, clean_phone
from unknot.people.models import Client
from unknot.salons.models import Resource, Salon

NAME_LENGTH = 200
LETTER = re.compile(r"[^\W\d_]")


class StartForm(WallForm):
    """A day, a time and `with` whom."""

    def __init__(self, salon: Salon, *args: Any, **more: Any) -> None:
        """The practitioners are the salon's."""
        super().__init__(salon.zone, *args, **more)
        people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
        self.fields["with"] = forms.ModelChoiceField(people, to_field_name="public_id")

    def start(self) -> tuple[datetime, Resource]:
        """The start and the practitioner. Raises Http404 for what no page of ours leads to."""
        if not self.is_valid():
            raise Http404
        return self.cleaned_data["starts_at"], self.cleaned_data["with"]


class NewClientForm(forms.Form):
    """A client by name, with a number and an address where they are known."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Client"),
        max_length=NAME_LENGTH,
        help_text=_("Part of a name, phone number or e-mail; or the name of somebody new."),
        error_messages={"required": _("Say who is coming.")},
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
        ),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input", "type": "tel", "autocomplete": "off", "inputmode": "tel"}
        ),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, salon: Salon, *args: Any, **more: Any) -> None:
        """Local numbers are those of the salon's country."""
        super().__init__(*args, **more)
        self.salon = salon

    def clean_name(self) -> str:
        """A name, and not a number or an address that nobody was found by."""
        given = " ".join(str(self.cleaned_data["name"]).split())
        if "@" in given or not LETTER.search(given):
            raise forms.ValidationError(_("Nobody is known by that. Say a name, and the rest below."))
        return given

    def clean_phone(self) -> str:
        """E.164, or ''."""
        given = self.cleaned_data["phone"]
        try:
            return clean_phone(given, self.salon.country) if given else ""
        except ValueError:
            raise forms.ValidationError(_("This phone number doesn’t look complete.")) from None

    def clean_email(self) -> str:
        """An address, or ''."""
        given = self.cleaned_data["email"]
        try:
            return clean_email(given) if given else ""
        except ValueError:
            raise forms.ValidationError(_("This e-mail address doesn’t look complete.")) from None

    def client(self, by: str) -> Client:
        """The client of a valid form, not saved yet, written down by whoever acts."""
        given = {name: self.cleaned_data[name] for name in ("name", "phone", "email")}
        return Client(**given, language=self.salon.language, written_down_by=by)
