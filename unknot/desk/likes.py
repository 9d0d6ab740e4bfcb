"""How a client likes it, at the desk: a form, and the same in a few words. Nothing about health."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.suitability.plan import DEEPEST, LIGHTEST
from unknot.design.figure.words import pressure_name
from unknot.desk.doorkeeper import SIGN_IN, acts_as, known_client, member_salon
from unknot.plumbing import clock
from unknot.salons.models import Preferences, Resource, Salon
from unknot.salons.models.preferences import MOST_TAGS, NOTE_LENGTH, TAG_LENGTH
from unknot.salons.preferences import SAID, preferences_of, remember

UNPROCESSABLE = 422
Oil, Talk, Music, Warmth = Preferences.Oil, Preferences.Talk, Preferences.Music, Preferences.Warmth
ALL_THE_SAME = ("", gettext_lazy("Not said"))
OILS = [
    (Oil.SCENTED, gettext_lazy("Scented oil")),
    (Oil.UNSCENTED, gettext_lazy("Unscented oil")),
    (Oil.NONE, gettext_lazy("No oil")),
]
TALKS = [(Talk.QUIET, gettext_lazy("Silence")), (Talk.CHAT, gettext_lazy("A chat is welcome"))]
MUSICS = [(Music.NONE, gettext_lazy("No music")), (Music.SOFT, gettext_lazy("Soft music"))]
WARMTHS = [(Warmth.COOLER, gettext_lazy("A cooler room")), (Warmth.WARMER, gettext_lazy("A warmer room"))]


def _select(label: Any, choices: Sequence[tuple[Any, Any]]) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=label, required=False, choices=[ALL_THE_SAME, *choices], widget=widget)


class LikesForm(forms.Form):
    """All that can be remembered; nothing has to be said."""

    use_required_attribute = False

    oil = _select(gettext_lazy("Oil"), OILS)
    talk = _select(gettext_lazy("Talk"), TALKS)
    music = _select(gettext_lazy("Music"), MUSICS)
    warmth = _select(gettext_lazy("Temperature"), WARMTHS)
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=MOST_TAGS * (TAG_LENGTH + 2),
        help_text=gettext_lazy("Your own words, with commas between: regular, gift card."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("A note for the team"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=gettext_lazy(
            "Everybody at the salon reads this. Nothing about health: that belongs into the treatment notes."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    field_order = ("practitioner", "pressure", "oil", "talk", "music", "warmth", "tags", "note")

    def __init__(self, salon: Salon, *args: Any, **more: Any) -> None:
        """The practitioners are the salon's."""
        super().__init__(*args, **more)
        people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER).order_by("name")
        self.fields["practitioner"] = forms.ModelChoiceField(
            people,
            label=_("Practitioner"),
            required=False,
            to_field_name="public_id",
            empty_label=_("Not said"),
            widget=forms.Select(attrs={"class": "input"}),
        )
        pressures = [(str(each), pressure_name(each)) for each in range(LIGHTEST, DEEPEST + 1)]
        self.fields["pressure"] = _select(_("Pressure"), pressures)
        self.order_fields(self.field_order)

    def clean_pressure(self) -> int | None:
        """A number, or None when it was not said."""
        given = self.cleaned_data["pressure"]
        return int(given) if given else None

    def clean_tags(self) -> list[str]:
        """Each once, in the order in which they were written."""
        words = [" ".join(each.split()) for each in self.cleaned_data["tags"].split(",")]
        found = list(dict.fromkeys(filter(None, words)))
        if len(found) > MOST_TAGS or any(len(each) > TAG_LENGTH for each in found):
            raise forms.ValidationError(
                _("At most %(most)s tags of %(length)s letters each.")
                % {"most": MOST_TAGS, "length": TAG_LENGTH}
            )
        return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def likes(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """The form as it was filled last; sent, it leads back to the file."""
    salon = member_salon(request, salon_id)
    client = known_client(salon, public_id)
    if request.method == "POST":
        form = LikesForm(salon, request.POST)
        if form.is_valid():
            remember(salon, client, form.cleaned_data, by=acts_as(request), now=clock.now())
            return redirect("desk_client", salon_id=salon_id, public_id=public_id)
    else:
        form = LikesForm(salon, initial=_initial(preferences_of(salon, client)))
    context = {"salon": salon, "client": client, "form": form}
    return render(request, "desk/likes.html", context, status=UNPROCESSABLE if form.errors else 200)


def liked(kept: Preferences | None) -> list[str]:
    """What is remembered in a few words, without tags and note."""
    if kept is None:
        return []
    words = [kept.practitioner.name] if kept.practitioner else []
    words += (
        [_("%(pressure)s pressure") % {"pressure": pressure_name(kept.pressure)}] if kept.pressure else []
    )
    named: list[tuple[Sequence[tuple[Any, Any]], str]] = [
        (OILS, kept.oil),
        (TALKS, kept.talk),
        (MUSICS, kept.music),
        (WARMTHS, kept.warmth),
    ]
    words += [str(dict(choices)[said]) for choices, said in named if said]
    return [f"{each[:1].upper()}{each[1:]}" for each in words]


def _initial(kept: Preferences | None) -> dict[str, Any]:
    if kept is None:
        return {}
    said = {name: getattr(kept, name) for name in SAID}
    chosen = kept.practitioner.public_id if kept.practitioner else None
    return {**said, "practitioner": chosen, "tags": ", ".join(kept.tags)}
