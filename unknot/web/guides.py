"""Guides: what may be said of massage for a concern, how sure that is, who should wait, and free times."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from unknot.core.suitability.rulebook import Source
from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.templatetags.words import treatment_name
from unknot.knowledge.concerns import Concern, concerns
from unknot.plumbing import clock
from unknot.web import evidence, structured
from unknot.web.barred import barred
from unknot.web.described import described
from unknot.web.near import Near, looked_for, near

LOOKS_A_MINUTE = 60
SALONS_SHOWN = 3
BACK = "back_massage"
WHAT_IT_IS = gettext_noop("Gliding, kneading and small circling strokes on back, neck and shoulders.")


@dataclass(frozen=True)
class Claim:
    """A concern as a guide shows it: what may be said, how sure that is, and where it comes from."""

    concern: Concern
    label: str
    says: str
    strength: str
    means: str
    href: str

    @property
    def sources(self) -> Sequence[Source]:
        return self.concern.sources


@dataclass(frozen=True)
class Treated:
    """A treatment that people book for something, and what it is like."""

    name: str
    described: Sequence[str]


@require_safe
@at_most(LOOKS_A_MINUTE, "web.guides")
def guides(request: HttpRequest) -> HttpResponse:
    """All guides."""
    shown = [claim(each) for each in concerns().values()]
    title = _("Guides")
    pages = {_("Back massage"): reverse("back_massage"), **{each.label: each.href for each in shown}}
    about = structured.collection(request, title=title, pages=pages)
    return render(request, "web/guides.html", {"claims": shown, "about": about})


@require_safe
@at_most(LOOKS_A_MINUTE, "web.guides")
@searching
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One concern."""
    concern = next((each for each in concerns().values() if each.slug == slug), None)
    if concern is None:
        raise Http404
    said = claim(concern)
    facts = {
        "claim": said,
        "concern": concern,
        "barred": barred(concern.treatments[0], concern.ask_first),
        "barred_for": treatment_name(concern.treatments[0]),
        "treated": [Treated(treatment_name(each), described(each)) for each in concern.treatments],
        "similar": [claim(concerns()[each]) for each in concern.similar],
        "about": structured.article(request, title=said.label, says=said.says, sources=said.sources),
        **_times(request, concern.treatments),
    }
    return render(request, "web/guide.html", facts)


@require_safe
@at_most(LOOKS_A_MINUTE, "web.guides")
@searching
def back_massage(request: HttpRequest) -> HttpResponse:
    """Back massage as such, and each concern for which people book it."""
    claims = [claim(each) for each in concerns().values() if BACK in each.treatments]
    sources = {source.id: source for each in claims for source in each.sources}
    title = _("Back massage")
    facts = {
        "claims": claims,
        "barred": barred(BACK),
        "barred_for": treatment_name(BACK),
        "described": described(BACK),
        "about": structured.article(request, title=title, says=_(WHAT_IT_IS), sources=[*sources.values()]),
        **_times(request, (BACK,)),
    }
    return render(request, "web/back_massage.html", facts)


def claim(concern: Concern) -> Claim:
    """The concern in the reader's words."""
    return Claim(
        concern,
        _(concern.label),
        _(concern.says),
        str(evidence.CERTAINTY[concern.strength]),
        str(evidence.MEANS[concern.strength]),
        reverse("guide", args=[concern.slug]),
    )


def _times(request: HttpRequest, wanted: Sequence[str]) -> dict[str, Any]:
    """The nearest free times, as far as it is known where the reader is."""
    form = looked_for(request)
    spot = form.cleaned_data["where"] if form.is_valid() else None
    found: Near | None = near(spot, wanted, limit=SALONS_SHOWN, now=clock.now()) if spot else None
    return {"where_form": form, "spot": spot, "near": found}
