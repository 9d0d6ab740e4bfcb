"""Pages about the house itself: the demo's outbox, sources and licences, and all parts of the design."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from unknot.plumbing import clock
from unknot.web.details import DetailsForm
from unknot.web.figures import figures
from unknot.web.forms import SearchForm
from unknot.web.outbox import letters

COLOURS = ("paper", "card", "sunk", "line", "edge", "ink", "soft", "clay", "clay-wash", "leaf", "leaf-wash")


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails of a demo; anywhere else there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "web/outbox.html", {"letters": letters(settings.OUTBOX)})


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Where the data comes from, and under which licences."""
    return render(request, "web/about.html")


@require_http_methods(["GET", "POST"])
def design(request: HttpRequest) -> HttpResponse:
    """All parts on one sheet. What is posted is the figure's: it is shown again and kept nowhere."""
    now = clock.now().replace(minute=15)
    shown = {
        "now": now,
        "starts": [now + timedelta(hours=hours) for hours in (3, 26, 50)],
        "zone": "Europe/Helsinki",
        "colours": COLOURS,
        "day_marks": ("m2 a1", "m1 a1 e1", "", "a2 e2", "e1", "", ""),
        "search": SearchForm(),
        "details": DetailsForm({"name": "", "email": "outi@"}, country="FI"),
        "figure": figures(request.POST),
    }
    return render(request, "web/design.html", shown)
