"""The page of a visit: what, when, where, what is decided about the treatment, and what waits for its client."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.design.limits import at_most
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.web import company, follows, notes, visits
from unknot.web.check_in import is_asked
from unknot.web.decided import decided

PLANS_A_MINUTE = 30
POSTS = frozenset({"POST"})


@require_GET
@never_cache
def visit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What, when, where, and what can still be changed."""
    shown = visits.opened(request, public_id)
    appointment = shown.appointment
    beside = company.beside(appointment)
    facts = {
        "decided": decided(appointment, shown.part) if appointment.is_live else None,
        "asks": is_asked(appointment, clock.now()),
        "notes": notes.handed_in(shown),
        "beside": beside,
        "waits": reads.waiting_of(appointment) if shown.can_move else None,
        "can_wait": shown.can_move and bool(appointment.client.email) and not beside,
    }
    return visits.show(request, "web/visit.html", shown, **facts)


@require_POST
@never_cache
@at_most(PLANS_A_MINUTE, "web.plan", methods=POSTS)
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """See what changes, with the reasons; or accept it, as it was shown. What has changed since is shown again."""
    shown = visits.opened(request, public_id)
    given = request.POST.get("accepted", "")
    if not given:
        visits.look(shown)
        return follows.page(request, shown, None)
    accepted = actions.accept(shown.appointment, accepted=given, clock=clock.database_now)
    if isinstance(accepted, Refusal):
        return follows.page(request, visits.opened(request, public_id), None)
    return redirect("visit", public_id=public_id)
