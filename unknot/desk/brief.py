"""The practitioner's brief: a gate, and behind it one page for who treats. Opening it is recorded."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.desk import notes
from unknot.desk.briefing import briefing, unanswered
from unknot.desk.doorkeeper import SIGN_IN, member_visit
from unknot.desk.gate import NOT_TREATING, Gate, gate, treated_by
from unknot.desk.report import last_sheet
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health.values import NO_ANSWERS, Refusal
from unknot.plumbing import clock

FORBIDDEN = 403


@require_http_methods(["GET", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def brief(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """A GET shows whether the brief can be opened; a POST opens it."""
    appointment = member_visit(request, salon_id, public_id)
    part = treated_by(request, appointment)
    if part is None or request.method == "GET":
        return _closed(request, appointment, part, gate(appointment, part, clock.now()))
    opened = locked.open_answers(by=part.practitioner, visit=appointment.public_id, now=clock.now())
    if isinstance(opened, Refusal):
        return _closed(request, appointment, part, gate(appointment, part, clock.now()))
    last = last_sheet(part, clock.now())
    made = briefing(part, opened.answers)
    return _show(request, appointment, part, brief=made, given_at=opened.given_at, last=last)


def _closed(request: HttpRequest, appointment: Appointment, part: Part | None, stands: Gate) -> HttpResponse:
    """Why it can't be read, or the way in; without answers, what to ask in person."""
    if part is not None and stands.code == NO_ANSWERS:
        return _show(request, appointment, part, brief=unanswered(part))
    shut = stands.code == NOT_TREATING or request.method == "POST"
    context = {"salon": appointment.salon, "visit": appointment, "part": part, "gate": stands}
    return render(request, "desk/gate.html", context, status=FORBIDDEN if shut else 200)


def _show(request: HttpRequest, appointment: Appointment, part: Part, **more: Any) -> HttpResponse:
    context = {
        "salon": appointment.salon,
        "visit": appointment,
        "part": part,
        "notes": notes.handed_in(appointment),
        **more,
    }
    return render(request, "desk/brief.html", context)
