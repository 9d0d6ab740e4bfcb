"""To sort out: the visits outside a salon's hours, each with a proposal, until it is moved, cancelled or let stay."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon, member_visit
from unknot.desk.moves import do_as_proposed
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.models import Salon

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def outside(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What is to sort out; or move one visit, or let it stay."""
    salon = member_salon(request, salon_id)
    if request.method != "POST":
        return _show(request, salon)
    done = _keep(request, salon) if "keep" in request.POST else do_as_proposed(request, salon)
    if isinstance(done, Refusal):
        return _show(request, salon, refused=True)
    return redirect("desk_outside", salon_id=salon_id)


def _keep(request: HttpRequest, salon: Salon) -> object:
    visit = member_visit(request, salon.public_id, request.POST["keep"])
    return actions.keep_outside(visit, by=acts_as(request), clock=clock.database_now)


def _show(request: HttpRequest, salon: Salon, *, refused: bool = False) -> HttpResponse:
    now, rota = clock.now(), bridge.rota(salon)
    standing = [each for each in reads.outside(salon, now=now, rota=rota) if not each.is_hold]
    visits, _ = reads.proposals(salon, [each for each in standing if not each.is_kept], rota, now=now)
    shown = {
        "salon": salon,
        "visits": visits,
        "proposed": [each for each in visits if each.proposal],
        "kept": reads.parts_of([each for each in standing if each.is_kept]),
        "refused": refused,
        "changed": "changed" in request.GET,
    }
    return render(request, "desk/outside.html", shown, status=CONFLICT if refused else 200)
