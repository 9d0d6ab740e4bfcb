"""The clients of a salon, found while somebody types. What is typed never stands in an address."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from unknot.desk.booking import MOST_FOUND
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.salons.clients import clients_like


@require_POST
@never_cache
@login_required(login_url=SIGN_IN)
def clients(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The part of the booking form that lists who was found."""
    salon = member_salon(request, salon_id)
    typed = request.POST.get("name", "")
    found = clients_like(salon, typed, most=MOST_FOUND) if typed.strip() else None
    return render(request, "desk/found.html", {"salon": salon, "found": found, "live": True})
