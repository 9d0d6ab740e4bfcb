"""The question: what, when, where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.plumbing import clock, reading
from unknot.web import again, asked, where
from unknot.web.forms import SearchForm

SUGGESTIONS_A_MINUTE = 120


@require_safe
@searching
def home(request: HttpRequest) -> HttpResponse:
    """What needs to loosen, when, where: as asked last, or so that one tap finds something."""
    last = asked.initial(request)
    if "where" not in last:
        last["where"] = where.home_text()
    # What belongs to somebody is never a moment old.
    with reading.on(reading.PRIMARY):
        proposal = again.proposal(request, now=clock.now())
    shown = {"form": SearchForm(initial=last), "again": proposal}
    response = render(request, "web/home.html", shown)
    if shown["again"]:
        add_never_cache_headers(response)
    return response


@require_safe
@at_most(SUGGESTIONS_A_MINUTE, "web.places")
def places(request: HttpRequest) -> HttpResponse:
    """Places whose name begins with what has been typed so far."""
    typed = request.GET.get("where", "")
    found = [] if where.is_point(typed) else where.spots(typed)
    return render(request, "web/places.html", {"spots": found})
