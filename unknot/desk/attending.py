"""While the day runs: who is here, who is late, who is being treated, who is done, who did not come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_visit
from unknot.desk.visits import CONFLICT, show
from unknot.diary import actions, reads
from unknot.diary.actions.attending import WAITED_FOR
from unknot.diary.models import Appointment, Part
from unknot.diary.models.visits import SHORTEST_MIN
from unknot.diary.values import Refusal
from unknot.plumbing import clock

Status = Appointment.Status
SAID = (Status.BOOKED, Status.ARRIVED, Status.IN_TREATMENT, Status.DONE, Status.NO_SHOW)
USUAL_MIN = (5, 10, 15, 20, 30)


@require_POST
@login_required(login_url=SIGN_IN)
def status(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """The client has arrived, is being treated, has been, did not come, or none of it is true yet."""
    appointment = member_visit(request, salon_id, public_id)
    wanted = request.POST.get("status", "")
    if wanted not in SAID:
        raise Http404
    marked = actions.mark(appointment, Status(wanted), by=acts_as(request), clock=clock.database_now)
    if isinstance(marked, Refusal):
        return show(request, member_visit(request, salon_id, public_id), refused=True)
    return redirect("desk_visit", salon_id=salon_id, public_id=public_id)


@require_http_methods(["GET", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def late(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """How late she is, and what would be left of the treatment; what she agrees to is one tap."""
    appointment = member_visit(request, salon_id, public_id)
    if request.method == "GET":
        return _ask(request, appointment)
    said = request.POST.get("late_min", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 3):
        raise Http404
    agreed = actions.shorten(appointment, int(said), by=acts_as(request), clock=clock.database_now)
    if isinstance(agreed, Refusal):
        return _ask(request, member_visit(request, salon_id, public_id), refused=True)
    return redirect("desk_visit", salon_id=salon_id, public_id=public_id)


@dataclass(frozen=True)
class Choice:
    """So many minutes late, and so many that are left; `is_now` when that is how late it is by the clock."""

    late_min: int
    left_min: int
    is_now: bool


def choices(part: Part, now: datetime) -> list[Choice]:
    """How late one can be so that something worth beginning is left, the clock's own minutes among them."""
    by_clock = (now - part.starts_at) // timedelta(minutes=1)
    found = sorted({*USUAL_MIN, by_clock} if by_clock > 0 else USUAL_MIN)
    left = [(each, part.duration_min - each) for each in found]
    return [Choice(each, minutes, each == by_clock) for each, minutes in left if minutes >= SHORTEST_MIN]


def _ask(request: HttpRequest, appointment: Appointment, *, refused: bool = False) -> HttpResponse:
    part, now = appointment.parts.get(), clock.now()
    context = {
        "salon": appointment.salon,
        "visit": appointment,
        "part": part,
        "is_waited_for": appointment.status in WAITED_FOR,
        "choices": choices(part, now),
        "next_at": reads.next_at(part),
        "refused": refused,
    }
    return render(request, "desk/late.html", context, status=CONFLICT if refused else 200)
