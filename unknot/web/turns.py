"""The page of one who waits: what she waits for, and, when it is her turn, the time that is kept for her."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.core.suitability import BadQuestion
from unknot.design.limits import at_most
from unknot.design.waits import waits_said
from unknot.diary import actions, decisions, reads
from unknot.diary.models import Appointment, Turn, Waiting
from unknot.diary.values import NOT_ACCEPTED, Refusal
from unknot.plumbing import clock
from unknot.plumbing.links import waiting_link
from unknot.web import grants, refusals, visits, wait_grants
from unknot.web.standing import changes

LINKS_A_MINUTE = 30
WORDS_A_MINUTE = 30
YES = "yes"


@require_GET
@never_cache
@at_most(LINKS_A_MINUTE, "web.link")
def link(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Turn the mailed secret into a cookie for these pages and leave it behind."""
    waiting = get_object_or_404(Waiting, public_id=public_id)
    if not waiting.opens_with(token):
        raise Http404
    response = redirect("waiting", public_id=public_id)
    response["Referrer-Policy"] = "no-referrer"
    wait_grants.give(response, waiting, request)
    return response


@require_GET
@never_cache
def waiting(request: HttpRequest, public_id: str) -> HttpResponse:
    """What she waits for; or the time that is kept for her, to take or to let go."""
    return _show(request, wait_grants.opened(request, public_id))


@require_POST
@never_cache
@at_most(WORDS_A_MINUTE, "web.turn")
def turn(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take what is kept, in one tap, or let it go."""
    waiting = wait_grants.opened(request, public_id)
    if request.POST.get("word") != YES:
        actions.decline_turn(waiting, clock=clock.database_now)
        return redirect("waiting", public_id=public_id)
    accepted = request.POST.get("accepted", "")
    visit = actions.take_turn(waiting, accepted=accepted, clock=clock.database_now)
    if isinstance(visit, Refusal):
        return _not_taken(request, waiting, visit)
    response = redirect("visit", public_id=visit.public_id)
    grants.give(response, visit, request)
    return response


@require_POST
@never_cache
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Wait no longer. To stop again changes nothing."""
    waiting = wait_grants.opened(request, public_id)
    actions.stop_waiting(waiting, by=actions.CLIENT, clock=clock.database_now)
    return redirect("waiting", public_id=public_id)


def _not_taken(request: HttpRequest, waiting: Waiting, refusal: Refusal) -> HttpResponse:
    """What changes in the treatment then, to be accepted; else why it can't be had."""
    kept, visit = _turn(waiting), waiting.appointment
    changed = _changes(request, visit, kept) if refusal.code == NOT_ACCEPTED and visit and kept else None
    said = {"title": refusals.title(refusal), "sentence": refusals.sentence(refusal)}
    return _show(request, waiting, status=refusals.status(refusal), **(changed or said))


def _changes(request: HttpRequest, visit: Appointment, kept: Turn) -> dict[str, object] | None:
    """What her answers change at the time that is kept. That she is shown it goes on record."""
    appointment = reads.appointment(visit.public_id)
    assert appointment is not None
    shown = visits.visit_of(appointment)
    visits.look(shown)
    foresight = actions.foresee(appointment, shown.part, now=clock.now())
    try:
        made = foresight.at(kept.starts_at) if foresight else None
    except BadQuestion:
        made = None
    if made is None:
        return None
    told = changes(made, appointment.salon.country) | {"reasons": []}
    return {"changes": told, "accepted": decisions.shown(made)}


def _turn(waiting: Waiting) -> Turn | None:
    return next(iter(waiting.open_turns), None)  # type: ignore[attr-defined]


def _show(request: HttpRequest, waiting: Waiting, *, status: int = 200, **more: object) -> HttpResponse:
    kept, visit = _turn(waiting), waiting.appointment
    facts: dict[str, object] = {
        "waiting": waiting,
        "salon": waiting.salon,
        "offer": waiting.offer,
        "visit": visit,
        "turn": kept,
        "gap_now": kept is not None and visit is not None and reads.has_gap_benefit(visit),
        "lines": waits_said(waiting),
        "link": waiting_link(waiting.public_id, waiting.token),
        "now": clock.now(),
    }
    return render(request, "web/waiting.html", {**facts, **more}, status=status)
