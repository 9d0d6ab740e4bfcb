"""What the client asks: what, when and where."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from unknot.knowledge.load import treatments
from unknot.knowledge.places import fold
from unknot.knowledge.wishes import Wish, wishes
from unknot.web.where import Spot, spots

DEFAULT_WISH = "massage"
HOUR_MIN = 60
UNKNOWN = _("We don’t know that. Choose one of these.")
NO_LENGTH = _("Nobody offers that length. You can choose one beside the times.")


def _wishes() -> list[tuple[str, Any]]:
    return [(each.id, _(each.label)) for each in wishes().values()]


def _treatments() -> list[tuple[str, Any]]:
    return [("", _("Something else")), *((each.id, _(each.name)) for each in treatments().values())]


class SearchForm(forms.Form):
    """What, when, where. `when` and `part` are days and hours at the place.

    `what` is the id of a wish or of a treatment. A page without scripts asks for a treatment by a list of its own,
    `treatment`, which wins unless it is empty.
    """

    what = forms.ChoiceField(
        label=_("What needs to loosen?"),
        choices=_wishes,
        initial=DEFAULT_WISH,
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
        widget=forms.RadioSelect,
    )
    treatment = forms.ChoiceField(
        label=_("A certain treatment"),
        choices=_treatments,
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("soonest", _("Soonest")),
            ("today", _("Today")),
            ("tomorrow", _("Tomorrow")),
            ("week", _("This week")),
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
        error_messages={"required": _("Say a town or a part of town.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "address-level2",
                "enterkeyhint": "search",
                "list": "places",
                "hx-get": reverse_lazy("places"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#places",
                "data-aside": True,
                "hx-sync": "this:replace",
            }
        ),
    )
    duration_min = forms.IntegerField(
        min_value=5,
        max_value=480,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_LENGTH),
        widget=forms.HiddenInput,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:
        asked = _one_question(data) if data is not None else None
        super().__init__(asked, initial=dict(initial or {}))
        chosen = treatments().get(str(self["what"].value()))
        if chosen:
            what = self.fields["what"]
            assert isinstance(what, forms.ChoiceField)
            what.choices = [*_wishes(), (chosen.id, _(chosen.name))]

    def clean_what(self) -> str:
        """The id asked for; the everyday wish when nothing was."""
        return self.cleaned_data["what"] or DEFAULT_WISH

    def clean_where(self) -> Spot:
        """The place that the words or the two numbers most likely name."""
        self._spots = spots(self.cleaned_data["where"])
        if not self._spots:
            raise forms.ValidationError(
                _("We don’t know that place. Try the name of a town or a part of town.")
            )
        return self._spots[0]

    def clean(self) -> None:
        wants_day = self.cleaned_data.get("when") == "day"
        if wants_day and not self.cleaned_data.get("on_date") and "on_date" not in self.errors:
            self.add_error("on_date", _("Which day?"))

    def elsewhere(self) -> list[Spot]:
        """Other places of the name that was found, the likelier first. Only of a valid form."""
        found, *others = self._spots
        return [each for each in others if fold(each.name) == fold(found.name)]

    def wish(self) -> Wish | None:
        """The everyday wish; None when a certain treatment is wanted. Only of a valid form, as all that follows."""
        return wishes().get(self.cleaned_data["what"])

    def treatments(self) -> tuple[str, ...]:
        """The ids of the catalogue that are wanted, the best first."""
        wish = self.wish()
        return wish.treatments if wish else (self.cleaned_data["what"],)

    def title(self) -> str:
        """The wish or the treatment in the reader's words."""
        wish = self.wish()
        return gettext(wish.label if wish else treatments()[self.cleaned_data["what"]].name)

    def durations_min(self) -> tuple[int, ...]:
        """All durations in which the wanted treatments are given, rising."""
        wanted = (treatments()[each].durations_min for each in self.treatments())
        return tuple(sorted({minutes for durations in wanted for minutes in durations}))

    def length_min(self) -> int:
        """The duration asked for when there is one of it, else an hour, else the best treatment's own."""
        for wanted in (self.cleaned_data.get("duration_min"), HOUR_MIN):
            if wanted in self.durations_min():
                return int(wanted)
        return treatments()[self.treatments()[0]].default_min


def _one_question(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with a treatment of the list in the place of the wish, so that there is one `what`."""
    answers = dict(data.items())
    if answers.get("treatment") in treatments():
        answers["what"] = answers.pop("treatment")
    return answers
