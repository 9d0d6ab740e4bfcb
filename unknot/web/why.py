"""A time that is missing: why it can't be had, in one sentence, and the nearest that can."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.wall_form import WallForm
from unknot.design.why import sentence, sentence_together
from unknot.design.words import on_wall
from unknot.diary import reads
from unknot.diary.choice import Wish
from unknot.plumbing import clock
from unknot.salons.models import Offer, Resource
from unknot.web import company, held
from unknot.web.company import Company

LOOKS_A_MINUTE = 60
UNPROCESSABLE = 422


@require_safe
@never_cache
@at_most(LOOKS_A_MINUTE, "web.why")
@searching
def why(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """Whether the offer can start then; if not, why, and when it can."""
    found = Offer.objects.select_related("salon").filter(is_active=True, salon__public_id=public_id)
    offer = get_object_or_404(found, public_id=offer_id)
    today = on_wall(clock.now(), offer.salon.zone).date()
    asked = request.GET if "at" in request.GET else None
    form = WallForm(offer.salon.zone, asked, initial={"on": today.isoformat()})
    practitioner = held.asked_practitioner(offer, request.GET.get("practitioner", ""))
    with_it = company.read(offer, request.GET) or company.ALONE
    shown = {**_facts(offer, practitioner, with_it), "form": form, "now": clock.now()}
    if not form.is_valid():
        return render(request, "web/why.html", shown, status=UNPROCESSABLE if form.is_bound else 200)
    starts_at = form.cleaned_data["starts_at"]
    shown |= {"starts_at": starts_at, **_told(offer, starts_at, practitioner, with_it)}
    return render(request, "web/why.html", shown)


def _facts(offer: Offer, practitioner: Resource | None, with_it: Company) -> dict[str, object]:
    hers = {"practitioner": practitioner.public_id} if practitioner else {}
    return {
        "company": with_it.query,
        "wanted": urlencode({**with_it.query, **hers}),
        "beside": with_it.also[0] if with_it.also else None,
        "in_a_row": with_it.in_a_row,
        "offer": offer,
        "salon": offer.salon,
        "practitioner": practitioner,
    }


def _told(
    offer: Offer, starts_at: datetime, practitioner: Resource | None, with_it: Company
) -> dict[str, object]:
    """The reasons and the first of them as a sentence."""
    extended, now = offer.with_added(with_it.added), clock.now()
    if with_it.also:
        wish = Wish(
            extended,
            starts_at,
            practitioner,
            also=with_it.also,
            in_a_row=with_it.in_a_row,
            any_order=with_it.any_order,
        )
        clashes = reads.clashes(wish, now=now)
        return {"reasons": clashes, "sentence": sentence_together(clashes)}
    reasons = reads.reasons(extended, starts_at, now=now, practitioner=practitioner)
    return {"reasons": reasons, "sentence": sentence(reasons, offer.salon.zone)}
