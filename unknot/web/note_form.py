"""What comes with a note of clearance: who wrote it, for what, until when, and the page itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext_lazy as _

from unknot.health.files import kind_of
from unknot.health.models.notes import MOST_FILE_BYTES

HOLDS = timedelta(days=183)
"""Half a year, unless the note says otherwise."""
HOLDS_AT_MOST = timedelta(days=366)
NAME_LENGTH = 200
KINDS = "application/pdf,image/jpeg,image/png"


class NoteForm(forms.Form):
    """A note for a visit on the salon's local `on_date`. `needed` are the items that need one, with their words."""

    file = forms.FileField(
        label=_("The note"),
        help_text=_("A PDF, or a photo of the page as JPEG or PNG, up to 10 MB."),
        error_messages={
            "required": _("Choose the file with the note."),
            "empty": _("This file is empty."),
            "invalid": _("Choose the file with the note."),
            "missing": _("Choose the file with the note."),
        },
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": KINDS}),
    )
    from_whom = forms.CharField(
        label=_("Who wrote it?"),
        help_text=_("For example “Dr Virtanen, health centre”."),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Say who wrote it.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    items = forms.MultipleChoiceField(
        label=_("What is it for?"),
        error_messages={
            "required": _("Tick what the note is for."),
            "invalid_choice": _("Tick what the note is for."),
        },
        widget=forms.CheckboxSelectMultiple,
    )
    holds_until = forms.DateField(
        label=_("Until when does it hold?"),
        help_text=_("The last day on it; half a year where it names none."),
        error_messages={
            "required": _("Name the last day on which it holds."),
            "invalid": _("Write the day as it stands in a calendar."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, needed: Sequence[tuple[str, str]], today: date, on_date: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"items": [item for item, _words in needed], "holds_until": today + HOLDS}
        self.needed = needed
        self.fields["items"].choices = needed  # type: ignore[attr-defined]
        self._today, self._on_date = today, on_date

    def clean_file(self) -> InMemoryUploadedFile:
        """A PDF, JPEG or PNG by its first bytes, whatever it is called."""
        file: InMemoryUploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_FILE_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. A photo of the page is enough."))
        if kind_of(file.read(64)) is None:
            raise forms.ValidationError(_("Choose a PDF, a JPEG or a PNG."))
        file.seek(0)
        return file

    def clean_holds_until(self) -> date:
        """A day that helps: not before the visit, nor further away than notes are taken for."""
        day: date = self.cleaned_data["holds_until"]
        if day < self._on_date:
            raise forms.ValidationError(_("It has to hold on the day of your visit."))
        if day > self._today + HOLDS_AT_MOST:
            raise forms.ValidationError(_("Notes are taken for a year at most."))
        return day

    def note(self) -> dict[str, Any]:
        """What the locked room takes of a valid form."""
        named = {name: self.cleaned_data[name] for name in ("from_whom", "items", "holds_until")}
        return {**named, "file": self.cleaned_data["file"].read()}
