"""Pages about the house itself: the demo's outbox, sources and licences, and all parts of the design."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from unknot.plumbing import clock
from unknot.web.forms import DetailsForm, SearchForm
from unknot.web.outbox import letters


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


@require_GET
def design(request: HttpRequest) -> HttpResponse:
    """All parts on one sheet."""
    now = clock.now()
    shown = {
        "now": now,
        "starts": [now + timedelta(hours=hours) for hours in (3, 26, 50)],
        "zone": "Europe/Helsinki",
        "search": SearchForm(),
        "details": DetailsForm({"name": "", "email": "outi@"}, country="FI"),
    }
    return render(request, "web/design.html", shown)
