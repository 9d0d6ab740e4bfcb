"""Who comes along gives an address of her own, and her visit's link becomes hers alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.limits import at_most
from unknot.diary import actions
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.web import grants, visits
from unknot.web.details import OwnAddressForm

TRIES_A_MINUTE = 30


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(TRIES_A_MINUTE, "web.client", methods=frozenset({"POST"}))
def client(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for her name and how she is reached; then the old link opens nothing any more, and this browser stays in."""
    shown = visits.opened(request, public_id)
    if not shown.appointment.borrows_address or not shown.appointment.is_live:
        return redirect("visit", public_id=public_id)
    form = OwnAddressForm(request.POST or None, country=shown.appointment.salon.country)
    if request.method == "GET" or not form.is_valid():
        page = visits.show(request, "web/introduced.html", shown, form=form)
        page.status_code = 422 if form.is_bound else 200
        return page
    introduced = actions.introduce(shown.appointment, **form.person(), clock=clock.database_now)
    response = redirect("visit", public_id=public_id)
    if not isinstance(introduced, Refusal):
        grants.give(response, introduced, request)
    return response
