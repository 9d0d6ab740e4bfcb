"""Holding a tapped time for ten minutes, and confirming it with a name."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.design.converters import looks_like_an_id
from unknot.design.limits import at_most
from unknot.design.visitor import address_digest, remember, visitor_of
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import HOLD_USED, Refusal
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer, Resource
from unknot.web import grants, refusals
from unknot.web.forms import DetailsForm, HoldForm

HOLDS_A_MINUTE = 30
POSTS = frozenset({"POST"})


@require_POST
@at_most(HOLDS_A_MINUTE, "web.holds", methods=POSTS)
def holds(request: HttpRequest) -> HttpResponse:
    """Hold the time that was tapped and go on to the details; or say that it was just taken."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        raise Http404
    offer = get_object_or_404(
        Offer.objects.select_related("salon"), public_id=form.cleaned_data["offer"], is_active=True
    )
    practitioner = _practitioner(offer, form.cleaned_data["practitioner"])
    visitor = visitor_of(request)
    held = actions.hold(
        offer=offer,
        starts_at=form.cleaned_data["starts_at"],
        practitioner=practitioner,
        visitor=fingerprint(visitor),
        address=address_digest(request),
        clock=clock.database_now,
    )
    if isinstance(held, Refusal):
        return _refused(request, held, offer, practitioner)
    response = redirect("hold", public_id=held.public_id)
    remember(response, visitor, request)
    return response


@require_GET
@never_cache
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Until when the time is kept, and who is coming."""
    held = _own(request, public_id)
    if held is None:
        return render(request, "web/lapsed.html", {"held": None}, status=404)
    if held.appointment is not None:
        return _to_visit(request, held.appointment)
    if held.expires_at <= clock.now():
        return _lapsed(request, held)
    return _details(request, held, DetailsForm(country=held.offer.salon.country))


@require_POST
@at_most(HOLDS_A_MINUTE, "web.appointments", methods=POSTS)
def appointments(request: HttpRequest) -> HttpResponse:
    """Confirm the held time for the person who gave a name."""
    held = _own(request, request.POST.get("hold", ""))
    if held is None:
        return render(request, "web/lapsed.html", {"held": None}, status=404)
    form = DetailsForm(request.POST, country=held.offer.salon.country)
    if not form.is_valid():
        return _details(request, held, form, status=422)
    client = Client(**form.cleaned_data, language=get_language() or "en")
    booked = actions.confirm(held, client=client, by=actions.CLIENT, clock=clock.database_now)
    if isinstance(booked, Refusal) and booked.code == HOLD_USED:
        held.refresh_from_db()
        booked = held.appointment or booked
    if isinstance(booked, Refusal):
        return _refused(request, booked, held.offer, None)
    return _to_visit(request, booked)


def _own(request: HttpRequest, public_id: str) -> Hold | None:
    """The visitor's own hold; somebody else's is as if it did not exist."""
    if not looks_like_an_id(public_id):
        return None
    mine = Hold.objects.filter(public_id=public_id, visitor=fingerprint(visitor_of(request)))
    return mine.select_related("offer__salon", "practitioner", "appointment").first()


def _practitioner(offer: Offer, public_id: str) -> Resource | None:
    if not public_id:
        return None
    if not looks_like_an_id(public_id):
        raise Http404
    return get_object_or_404(Resource, public_id=public_id, lanes__salon=offer.salon_id)


def _details(request: HttpRequest, held: Hold, form: DetailsForm, status: int = 200) -> HttpResponse:
    change_until = held.starts_at - timedelta(minutes=held.offer.salon.change_notice_min)
    shown = {
        "held": held,
        "offer": held.offer,
        "salon": held.offer.salon,
        "form": form,
        "change_until": change_until,
        "now": clock.now(),
    }
    return render(request, "web/details.html", shown, status=status)


def _lapsed(request: HttpRequest, held: Hold) -> HttpResponse:
    others = reads.alternatives(held.offer, held.starts_at, now=clock.now())
    shown = {
        "held": held,
        "offer": held.offer,
        "salon": held.offer.salon,
        "slots": others,
        "now": clock.now(),
    }
    return render(request, "web/lapsed.html", shown)


def _refused(
    request: HttpRequest, refusal: Refusal, offer: Offer, practitioner: Resource | None
) -> HttpResponse:
    shown = {
        "title": refusals.title(refusal),
        "sentence": refusals.sentence(refusal),
        "slots": refusal.alternatives,
        "offer": offer,
        "salon": offer.salon,
        "practitioner": practitioner,
        "now": clock.now(),
    }
    return render(request, "web/refused.html", shown, status=refusals.status(refusal))


def _to_visit(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    response = redirect("visit", public_id=appointment.public_id)
    grants.give(response, appointment, request)
    return response
