"""Free times near whoever reads, on pages that are about something else: a tap on one holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from unknot.diary import reads
from unknot.diary.questions import Question
from unknot.knowledge.load import treatments
from unknot.web import asked, when
from unknot.web.cards import Card, cards
from unknot.web.filters import AWAY_KM
from unknot.web.forms import HOUR_MIN
from unknot.web.where import Spot, home_text, spot

WITHIN_M = AWAY_KM[-1] * 1000.0
UNKNOWN_PLACE = _("We don’t know that place. Try the name of a town or a part of town.")


@dataclass(frozen=True)
class Near:
    """The nearest salons with room for one of some treatments, and where all their times are."""

    cards: Sequence[Card]
    more: str


class WhereForm(forms.Form):
    """Where somebody looks. Without data it is where they looked last, else where most clients look."""

    where = forms.CharField(label=_("Near"), max_length=100, required=False)

    def clean_where(self) -> Spot:
        """The place that the words most likely name."""
        found = spot(self.cleaned_data["where"])
        if found is None:
            raise forms.ValidationError(UNKNOWN_PLACE)
        return found


def looked_for(request: HttpRequest) -> WhereForm:
    """The place asked for in the address, or the one that this device would be asked about first."""
    given = request.GET.get("where", "").strip()
    return WhereForm({"where": given or usual(request)})


def usual(request: HttpRequest) -> str:
    """Where this device looked last, else where most clients of this installation look; '' while nobody can."""
    return str(asked.initial(request).get("where") or home_text())


def near(
    spot: Spot, wanted: Sequence[str], *, limit: int, now: datetime, duration_min: int | None = None
) -> Near:
    """The nearest salons that can start one of the treatments (best first) within two weeks."""
    length_min = duration_min or usual_length_min(wanted[0])
    windows = when.days_wanted("soonest", None, "any", spot.zone, now)
    question = Question(
        lat=spot.lat,
        lon=spot.lon,
        radius_m=WITHIN_M,
        treatments=wanted,
        duration_min=length_min,
        windows=[(window.starts_from, window.starts_until) for window in windows],
    )
    found = reads.search(question, limit=limit, now=now)
    query = {"what": wanted[0], "where": spot.text, "duration_min": length_min}
    shown = cards(found, now=now, zone=spot.zone, by_name=False)
    return Near(shown, f"{reverse('search')}?{urlencode(query)}")


def usual_length_min(treatment: str) -> int:
    """An hour where it is given for an hour, else its own usual length."""
    known = treatments()[treatment]
    return HOUR_MIN if HOUR_MIN in known.durations_min else known.default_min
