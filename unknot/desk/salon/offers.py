"""What the salon sells, at its desk. What is held or booked stays as it was agreed, and what that means is shown."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.salon.listed import assortment, not_sold
from unknot.desk.salon.offer_form import OfferForm, no_more
from unknot.diary import actions, reads
from unknot.diary.models import Part
from unknot.diary.values import Refusal
from unknot.knowledge.load import treatments
from unknot.plumbing import clock
from unknot.salons.assortment import OtherOffers, OtherThing
from unknot.salons.models import Salon

CONFLICT, UNPROCESSABLE = 409, 422


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def offers(request: HttpRequest, salon_id: str) -> HttpResponse:
    """All that is sold, and what was."""
    salon = owned_salon(request, salon_id)
    shown = {"salon": salon, "sold": assortment(salon), "changed": "changed" in request.GET}
    return render(request, "desk/salon/offers.html", shown)


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def new(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What of the catalogue is not sold yet."""
    salon = owned_salon(request, salon_id)
    return render(request, "desk/salon/new_offer.html", {"salon": salon, "families": not_sold(salon)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def offer(request: HttpRequest, salon_id: str, treatment: str) -> HttpResponse:
    """One treatment; a change that leaves visits as they were booked is shown with them first."""
    salon = owned_salon(request, salon_id)
    if treatment not in treatments():
        raise Http404
    form = OfferForm(salon, treatment, request.POST or None)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        shown = {"salon": salon, "form": form, "treatment": treatment}
        return render(request, "desk/salon/offer.html", shown, status=status)
    return change_or_look(request, salon, form.change, reverse("desk_offers", args=[salon_id]))


@require_POST
@login_required(login_url=SIGN_IN)
def removal(request: HttpRequest, salon_id: str, treatment: str) -> HttpResponse:
    """A treatment is sold no more."""
    salon = owned_salon(request, salon_id)
    change = no_more(salon, treatment)
    if not change.prices:
        raise Http404
    return change_or_look(request, salon, change, reverse("desk_offers", args=[salon_id]))


def change_or_look(
    request: HttpRequest, salon: Salon, change: OtherOffers | OtherThing, onward: str
) -> HttpResponse:
    """Done at once where no visit is left as it was booked, or all that are have been shown; else they are shown."""
    done = actions.change_offers(
        salon,
        change,
        seen=request.POST.get("seen", "").split(),
        by=acts_as(request),
        clock=clock.database_now,
    )
    if not isinstance(done, Refusal):
        return redirect(f"{onward}?changed")
    left: list[Part] = reads.unserved(salon, change, now=clock.now())
    is_news = "seen" in request.POST
    shown = {
        "salon": salon,
        "left": left,
        "seen": " ".join(sorted(part.appointment.public_id for part in left)),
        "given": _given(request),
        "refused": is_news,
        "onward": onward,
    }
    return render(request, "desk/salon/left.html", shown, status=CONFLICT if is_news else 200)


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, to be sent once more."""
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", "seen")]
    return [(name, value) for name in names for value in request.POST.getlist(name)]
