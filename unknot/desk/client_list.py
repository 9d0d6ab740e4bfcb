"""The clients of a salon: who was here last, and anybody by part of a name, number or mail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.salons.clients import clients_like, latest_clients

MOST_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request")
@login_required(login_url=SIGN_IN)
def client_list(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The latest; a POST finds, because what is typed never stands in an address. For htmx the list alone."""
    salon, typed = member_salon(request, salon_id), request.POST.get("name", "").strip()
    found = clients_like(salon, typed, most=MOST_SHOWN) if typed else latest_clients(salon, most=MOST_SHOWN)
    context = {"salon": salon, "typed": typed, "found": found, "is_full": len(found) == MOST_SHOWN}
    return render(
        request, "desk/clients_found.html" if HtmxDetails(request) else "desk/clients.html", context
    )
