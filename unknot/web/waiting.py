"""Being put down for a time, from a visit or from a salon's offer, and changing what one waits for."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions, reads
from unknot.diary.models import Waiting
from unknot.diary.values import FREE_NOW, Refusal
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.models import Offer, Salon
from unknot.web import device, refusals, visits, wait_grants
from unknot.web.wait_form import WaitForm, WhoForm, said_before

WISHES_A_MINUTE = 20
POSTS = frozenset({"POST"})
UNPROCESSABLE = 422
A_FORTNIGHT = timedelta(days=14)


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(WISHES_A_MINUTE, "web.waiting", methods=POSTS)
def visit_waiting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which earlier times would suit better; or what the visit waits for already."""
    shown = visits.opened(request, public_id)
    standing = reads.waiting_of(shown.appointment)
    if standing is not None:
        return _to(request, standing)
    if not shown.can_move:
        return redirect("visit", public_id=public_id)
    today, own_day = (
        on_wall(each, shown.offer.salon.zone).date() for each in (clock.now(), shown.part.starts_at)
    )
    initial = {"days_from": today.isoformat(), "days_until": own_day.isoformat()}
    form = WaitForm(shown.offer, today, request.POST or None, initial=initial, moves=True)
    facts: dict[str, Any] = {"visit": shown.appointment, "part": shown.part}
    if not form.is_valid():
        return _page(request, shown.offer, form, **facts)
    kept = actions.put_down_visit(shown.appointment, wanted=form.wanted(), clock=clock.database_now)
    return (
        _page(request, shown.offer, form, kept, **facts) if isinstance(kept, Refusal) else _to(request, kept)
    )


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(WISHES_A_MINUTE, "web.waiting", methods=POSTS)
def offer_waiting(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """Which times of an offer would suit, and who wants to be told."""
    found = Offer.objects.select_related("salon").filter(is_active=True, salon__public_id=public_id)
    offer = get_object_or_404(found, public_id=offer_id)
    today = on_wall(clock.now(), offer.salon.zone).date()
    form = WaitForm(offer, today, request.POST or None, initial=_fortnight(today, offer.salon))
    who = WhoForm(request.POST or None, country=offer.salon.country)
    known = device.known(request)
    client = known if known is not None and known.email else None
    facts: dict[str, Any] = {"who": who, "client": client, "contact": device.masked(client) if client else ""}
    if not all([form.is_valid(), client is not None or who.is_valid()]):
        return _page(request, offer, form, **facts)
    client = client or Client(**who.person(), language=get_language() or "en")
    kept = actions.put_down(offer=offer, client=client, wanted=form.wanted(), clock=clock.database_now)
    return _page(request, offer, form, kept, **facts) if isinstance(kept, Refusal) else _to(request, kept)


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(WISHES_A_MINUTE, "web.waiting", methods=POSTS)
def wish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Wait for other times."""
    waiting = wait_grants.opened(request, public_id)
    if not waiting.is_open:
        return redirect("waiting", public_id=public_id)
    today = on_wall(clock.now(), waiting.salon.zone).date()
    moves = waiting.appointment is not None
    form = WaitForm(waiting.offer, today, request.POST or None, initial=said_before(waiting), moves=moves)
    facts: dict[str, Any] = {"visit": waiting.appointment, "waiting": waiting}
    if not form.is_valid():
        return _page(request, waiting.offer, form, **facts)
    kept = actions.change_waiting(waiting, wanted=form.wanted(), clock=clock.database_now)
    return (
        _page(request, waiting.offer, form, kept, **facts)
        if isinstance(kept, Refusal)
        else _to(request, kept)
    )


def _fortnight(today: date, salon: Salon) -> dict[str, str]:
    last = today + min(A_FORTNIGHT, timedelta(days=salon.horizon_days))
    return {"days_from": today.isoformat(), "days_until": last.isoformat()}


def _to(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    """The page of who waits, opened for this browser."""
    response = redirect("waiting", public_id=waiting.public_id)
    wait_grants.give(response, waiting, request)
    return response


def _page(
    request: HttpRequest, offer: Offer, form: WaitForm, refusal: Refusal | None = None, **more: object
) -> HttpResponse:
    """The form; with why nobody was put down, and the times that are free."""
    shown: dict[str, object] = {
        "offer": offer,
        "salon": offer.salon,
        "form": form,
        "now": clock.now(),
        **more,
    }
    if refusal is not None:
        shown |= {"title": refusals.title(refusal), "sentence": refusals.sentence(refusal)}
        shown |= {"slots": refusal.alternatives, "is_free": refusal.code == FREE_NOW}
    wrong = UNPROCESSABLE if form.is_bound else 200
    return render(request, "web/wait.html", shown, status=refusals.status(refusal) if refusal else wrong)
