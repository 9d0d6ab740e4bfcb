"""Moving a visit: by a drag on the board, by its keys, or by a page of buttons; and putting it back for a minute."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from unknot.core.hours import instant
from unknot.design.words import on_wall
from unknot.desk.asked import Asked, whole
from unknot.desk.changes import changed
from unknot.desk.choices import choices
from unknot.desk.days import day_of, kind_of
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_visit
from unknot.desk.moved import Moved, Undo, refused_said, why_not
from unknot.desk.places import Day
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Part
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons import bridge

CONFLICT = 409


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def fits(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Every start that fits on a day, in ticks, for each column of its board; asked for once, as a visit is lifted."""
    part = _part(member_visit(request, salon_id, public_id))
    day = Day.of(bridge.rota(part.offer.salon), day_of(request.GET.get("on", "")))
    found = reads.fits(
        part,
        kind_of(request),
        starts_from=instant(day.starts),
        starts_until=instant(day.ends),
        now=clock.now(),
    )
    return JsonResponse({"starts": found.starts, "minutes": found.lengths_min})


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def fit(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Why the visit does not fit there, in a sentence; nothing where it does."""
    part = _part(member_visit(request, salon_id, public_id))
    return HttpResponse(why_not(part, Asked.of(request.GET, part), clock.now()), content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def time(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """The times, hands, rooms and lengths that a visit could have; a POST moves it to one, all or nothing."""
    visit = member_visit(request, salon_id, public_id)
    if request.method != "POST":
        return _page(request, visit)
    part = _part(visit)
    asked = Asked.of(request.POST, part)
    answer = actions.move(
        visit,
        starts_at=asked.starts_at,
        practitioner=asked.practitioner,
        things=asked.things,
        duration_min=asked.minutes,
        seen=asked.seen,
        by=acts_as(request),
        clock=clock.database_now,
    )
    return _answered(request, visit, answer)


@require_POST
@login_required(login_url=SIGN_IN)
def former_time(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Put the visit back where it stood before the desk moved it."""
    visit = member_visit(request, salon_id, public_id)
    seen = whole(request.POST.get("seen", ""))
    answer = actions.put_back(visit, seen=seen, by=acts_as(request), clock=clock.database_now)
    return _answered(request, visit, answer, is_back=True)


def _answered(
    request: HttpRequest, visit: Appointment, answer: Appointment | Refusal, *, is_back: bool = False
) -> HttpResponse:
    """The board's changed columns for a board, the visit's page for a form; what was refused is said."""
    said = refused_said(answer) if isinstance(answer, Refusal) else ""
    if not request.htmx:  # type: ignore[attr-defined]
        if said:
            return _page(request, visit, said=said)
        return redirect("desk_visit", salon_id=visit.salon.public_id, public_id=visit.public_id)
    day, by, have = (request.POST.get(name, "") for name in ("on", "by", "have"))
    context = {
        **changed(visit.salon, day_of(day), kind_of(request, by), have),
        "moved": Moved.of(visit.public_id, clock.now(), said=said, is_back=is_back),
    }
    return render(request, "desk/moved.html", context, status=CONFLICT if said else 200)


def _page(request: HttpRequest, visit: Appointment, *, said: str = "") -> HttpResponse:
    now, fresh = clock.now(), member_visit(request, visit.salon.public_id, visit.public_id)
    on = request.GET.get("on") or on_wall(fresh.starts_at, fresh.salon.zone).date().isoformat()
    part = _part(fresh)
    context = {
        "salon": fresh.salon,
        "visit": fresh,
        "part": part,
        "on": day_of(on),
        "said": said,
        "undo": Undo.of(fresh, now),
        "choices": choices(part, day_of(on), now) if fresh.status == Appointment.Status.BOOKED else None,
    }
    return render(request, "desk/time.html", context, status=CONFLICT if said else 200)


def _part(visit: Appointment) -> Part:
    part = visit.parts.all()[0]
    part.offer.salon = visit.salon
    return part
