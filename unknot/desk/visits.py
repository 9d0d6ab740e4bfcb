"""One visit at the desk: who comes, and what can be said of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.design.words import on_wall
from unknot.desk import notes
from unknot.desk.decision import decision
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_visit
from unknot.desk.gate import gate, treated_by
from unknot.desk.likes import liked
from unknot.desk.moved import Undo
from unknot.diary import actions, reads
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.health.models import Clearance
from unknot.plumbing import clock
from unknot.salons.models import Resource
from unknot.salons.preferences import preferences_of

CONFLICT = 409


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def visit(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """What, when, who, where, and what can be said of it."""
    return show(request, member_visit(request, salon_id, public_id))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def cancellation(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Ask once, then cancel."""
    appointment = member_visit(request, salon_id, public_id)
    if request.method == "GET":
        return show(request, appointment, asking=True)
    cancelled = actions.cancel(appointment, by=acts_as(request), clock=clock.database_now)
    if isinstance(cancelled, Refusal):
        return show(request, appointment, refused=True)
    return redirect("desk_visit", salon_id=salon_id, public_id=public_id)


def show(
    request: HttpRequest, appointment: Appointment, *, asking: bool = False, refused: bool = False
) -> HttpResponse:
    """The page of a visit; `asking` whether to cancel it, `refused` when what was asked can't be done any more."""
    parts = list(appointment.parts.all())
    places = Resource.objects.filter(claims__part__in=parts).exclude(kind=Resource.Kind.PRACTITIONER)
    on_date = on_wall(appointment.starts_at, appointment.salon.zone).date()
    kept = preferences_of(appointment.salon, appointment.client)
    now, mine, given = clock.now(), treated_by(request, appointment), notes.handed_in(appointment)
    context = {
        "salon": appointment.salon,
        "visit": appointment,
        "parts": [(part, decision(part)) for part in parts],
        "beside": [each for each in appointment.party if each.pk != appointment.pk and each.is_live],
        "places": places.order_by("kind", "name").distinct(),
        "on_date": on_date.isoformat(),
        "has_begun": appointment.starts_at <= now,
        "is_today": on_date == on_wall(now, appointment.salon.zone).date(),
        "is_mine": mine is not None,
        "gate": gate(appointment, mine, now),
        "notes": given,
        "liked": liked(kept),
        "kept": kept,
        "note_confirmed": any(each.state == Clearance.State.CONFIRMED for each in given),
        "is_outside": appointment.public_id
        in {each.public_id for each in reads.outside(appointment.salon, now=now)},
        "asking": asking,
        "undo": Undo.of(appointment, now),
        "refused": refused,
    }
    return render(request, "desk/visit.html", context, status=CONFLICT if refused else 200)
