"""Which massage is for me: what somebody likes, the treatments that fit, and free times for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from unknot.core.fitting import Fit, Kind, Wish, fits
from unknot.design import words
from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.templatetags.words import treatment_name
from unknot.knowledge.concerns import Concern
from unknot.knowledge.load import Treatment, treatments
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock
from unknot.web import described
from unknot.web.cards import Card
from unknot.web.filters import Pill, pills
from unknot.web.guides import claim
from unknot.web.near import Near, near, usual
from unknot.web.which_form import EVERYDAY, LENGTHS_MIN, WhichForm

LOOKS_A_MINUTE = 60
FITS_SHOWN = 4
WARM = "heat"
"""Among a treatment's sensitivities: warmth is part of it."""
SKIN_ALONE = ("facial_peel", "microcurrent_facial")
"""No massage at all."""
ASKED = ("pressure", "clothed", "oil", "warm")


@dataclass(frozen=True)
class Shown:
    """A treatment that fits: what it is like, which wishes it meets and which not, and the nearest free times."""

    name: str
    strokes: str
    met: Sequence[str]
    unmet: Sequence[str]
    cards: Sequence[Card]
    more: str


@require_safe
@at_most(LOOKS_A_MINUTE, "web.which")
@vary_on_headers("HX-Request")
@searching
def which(request: HttpRequest) -> HttpResponse:
    """The question, and under it what fits; alone when a choice was changed."""
    form = WhichForm(_answers(request))
    form.is_valid()
    shown = _fits(form, clock.now())
    facts = {
        "form": form,
        "claim": claim(form.reason()),
        "spot": form.spot(),
        "whole": [each for each in shown if not each.unmet],
        "partly": [each for each in shown if each.unmet],
    }
    if HtmxDetails(request):
        return render(request, "web/fits.html", facts)
    asked = [(name, form[name].label, pills(form[name])) for name in ASKED]
    return render(
        request,
        "web/which.html",
        {
            **facts,
            "asked": asked,
            "concerns": pills(form["concern"], form.reason().id),
            "lengths": _lengths(form),
        },
    )


def fitting(reason: Concern) -> list[Treatment]:
    """The treatments that people book for something, the best first; for pleasure, all but those for a condition."""
    known = treatments()
    named = [known[each] for each in reason.treatments]
    if reason.id != EVERYDAY:
        return named
    apart = {*reason.treatments, *rulebook().for_a_condition, *SKIN_ALONE}
    return [*named, *(each for each in known.values() if each.id not in apart)]


def kind(treatment: Treatment) -> Kind:
    """What the core must know of a treatment."""
    return Kind(
        id=treatment.id,
        durations_min=treatment.durations_min,
        pressure_min=treatment.pressure_min,
        pressure_max=treatment.pressure_max,
        media=treatment.media,
        clothed=treatment.clothed,
        warm=WARM in treatment.sensitivities,
    )


def fact(wish: Wish, treatment: Treatment) -> str:
    """What the catalogue has to say to a wish, in one short sentence."""
    if wish is Wish.PRESSURE:
        return described.pressure(treatment)
    if wish is Wish.CLOTHED:
        return (
            _("You stay dressed.") if treatment.clothed else _("On bare skin; the rest of you stays covered.")
        )
    if wish is Wish.OIL:
        return _("On the skin: %(media)s.") % {"media": described.media(treatment)}
    if wish is Wish.WARM:
        return _("Warmth is part of it.") if WARM in treatment.sensitivities else _("Without warmth.")
    lengths = ", ".join(words.duration(each) for each in treatment.durations_min)
    return _("Lasts: %(lengths)s.") % {"lengths": lengths}


def _answers(request: HttpRequest) -> Mapping[str, str]:
    given = request.GET.dict()
    return {**given, "where": given.get("where", "").strip() or usual(request)}


def _fits(form: WhichForm, now: datetime) -> list[Shown]:
    found = fits([kind(each) for each in fitting(form.reason())], form.liked())
    return [_shown(fit, form, now) for fit in found[:FITS_SHOWN]]


def _shown(fit: Fit, form: WhichForm, now: datetime) -> Shown:
    treatment, found = treatments()[fit.kind.id], _near(fit, form, now)
    return Shown(
        name=treatment_name(treatment.id),
        strokes=described.strokes(treatment),
        met=[fact(wish, treatment) for wish in fit.met],
        unmet=[fact(wish, treatment) for wish in fit.unmet],
        cards=found.cards,
        more=found.more,
    )


def _near(fit: Fit, form: WhichForm, now: datetime) -> Near:
    spot, wanted_min = form.spot(), form.liked().duration_min
    if spot is None:
        return Near([], "")
    length_min = wanted_min if wanted_min in fit.kind.durations_min else None
    return near(spot, [fit.kind.id], limit=1, now=now, duration_min=length_min)


def _lengths(form: WhichForm) -> list[Pill]:
    chosen = form.liked().duration_min
    rows = [Pill(str(each), words.duration(each), each == chosen) for each in LENGTHS_MIN]
    return [Pill("", _("Any length"), chosen is None), *rows]
