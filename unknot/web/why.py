"""A time that is missing: why it can't be had, in one sentence, and the nearest that can."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.wall_form import WallForm
from unknot.design.why import sentence
from unknot.design.words import on_wall
from unknot.diary import reads
from unknot.plumbing import clock
from unknot.salons.models import Offer
from unknot.web import held

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
    shown = {
        "offer": offer,
        "salon": offer.salon,
        "form": form,
        "practitioner": practitioner,
        "now": clock.now(),
    }
    if not form.is_valid():
        return render(request, "web/why.html", shown, status=UNPROCESSABLE if form.is_bound else 200)
    starts_at = form.cleaned_data["starts_at"]
    reasons = reads.reasons(offer, starts_at, now=clock.now(), practitioner=practitioner)
    shown |= {"starts_at": starts_at, "reasons": reasons, "sentence": sentence(reasons, offer.salon.zone)}
    return render(request, "web/why.html", shown)
