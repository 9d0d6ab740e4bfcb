"""Notes of clearance at the desk: opened, confirmed or refused by who treats. Each opening is recorded."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, member_visit
from unknot.desk.gate import treated_by
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Clearance
from unknot.health.values import DECIDED, NO_NOTE, NOT_GRANTED, OpenedNote, Refusal
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock
from unknot.salons.models import Resource

FORBIDDEN, CONFLICT = 403, 409
ENDINGS = {Clearance.Kind.PDF: "pdf", Clearance.Kind.JPEG: "jpg", Clearance.Kind.PNG: "png"}
DECISIONS = {
    Clearance.State.CONFIRMED: locked.confirm_note,
    Clearance.State.REFUSED: locked.refuse_note,
}


def handed_in(appointment: Appointment) -> list[Clearance]:
    """The notes for a visit, without what is in them."""
    return list(health.notes_for(appointment.public_id))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def note(request: HttpRequest, salon_id: str, public_id: str, note_id: str) -> HttpResponse:
    """A POST opens the note: from whom, for what, until when. A GET leads back to the visit."""
    appointment = member_visit(request, salon_id, public_id)
    if request.method == "GET":
        return redirect("desk_visit", salon_id=salon_id, public_id=public_id)
    opened = _opened(request, appointment, note_id)
    if isinstance(opened, Refusal):
        return _closed(request, appointment, opened)
    items = rulebook().items
    local_day = on_wall(appointment.starts_at, appointment.salon.zone).date()
    context = {
        "salon": appointment.salon,
        "visit": appointment,
        "note": opened,
        "about": [_(items[each].label) for each in opened.items if each in items],
        "ends_before": opened.holds_until < local_day,
        "is_waiting": opened.state == Clearance.State.WAITING,
    }
    return render(request, "desk/note.html", context)


@require_POST
@never_cache
@login_required(login_url=SIGN_IN)
def file(request: HttpRequest, salon_id: str, public_id: str, note_id: str) -> HttpResponse:
    """The note's file, to be kept on no shelf between here and the reader."""
    appointment = member_visit(request, salon_id, public_id)
    opened = _opened(request, appointment, note_id)
    if isinstance(opened, Refusal):
        return _closed(request, appointment, opened)
    answer = HttpResponse(opened.file, content_type=opened.kind)
    ending = ENDINGS[Clearance.Kind(opened.kind)]
    answer.headers["Content-Disposition"] = f'attachment; filename="note-{note_id}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@never_cache
@login_required(login_url=SIGN_IN)
def decision(request: HttpRequest, salon_id: str, public_id: str, note_id: str) -> HttpResponse:
    """The note holds, or does not; then the visit is judged again."""
    appointment = member_visit(request, salon_id, public_id)
    wanted = request.POST.get("decision", "")
    if wanted not in DECISIONS:
        raise Http404
    decided = _decided(request, appointment, note_id, Clearance.State(wanted))
    if not isinstance(decided, Refusal) or decided.code == DECIDED:
        # Judged again even if it was decided before: its visit may have been left as it was, had that failed.
        actions.rejudge(appointment, clock=clock.database_now)
    if isinstance(decided, Refusal):
        return _closed(request, appointment, decided)
    return redirect("desk_visit", salon_id=salon_id, public_id=public_id)


def _decided(
    request: HttpRequest, appointment: Appointment, note_id: str, state: Clearance.State
) -> Clearance | Refusal:
    me = _treating(request, appointment)
    if me is None:
        return Refusal(NOT_GRANTED)
    if not _is_of(appointment, note_id):
        return Refusal(NO_NOTE)
    return DECISIONS[state](by=me, note=note_id, now=clock.now())


def _opened(request: HttpRequest, appointment: Appointment, note_id: str) -> OpenedNote | Refusal:
    me = _treating(request, appointment)
    if me is None:
        return Refusal(NOT_GRANTED)
    if not _is_of(appointment, note_id):
        return Refusal(NO_NOTE)
    return locked.open_note(by=me, note=note_id, now=clock.now())


def _treating(request: HttpRequest, appointment: Appointment) -> Resource | None:
    part = treated_by(request, appointment)
    return part.practitioner if part else None


def _is_of(appointment: Appointment, note_id: str) -> bool:
    return health.notes_for(appointment.public_id).filter(pk=note_id).exists()


def _closed(request: HttpRequest, appointment: Appointment, refusal: Refusal) -> HttpResponse:
    if refusal.code == NO_NOTE:
        raise Http404
    context = {"salon": appointment.salon, "visit": appointment, "code": refusal.code}
    status = CONFLICT if refusal.code == DECIDED else FORBIDDEN
    return render(request, "desk/note_closed.html", context, status=status)
