"""A confirmed visit, for whoever came by its private link: seen, moved, cancelled, taken to a calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Part
from unknot.diary.values import Refusal
from unknot.notices.calendar import calendar as calendar_file
from unknot.plumbing import clock
from unknot.plumbing.links import visit_link
from unknot.web import grants, refusals, when
from unknot.web.forms import read_day, read_instant

LINKS_A_MINUTE = 30


@dataclass(frozen=True)
class Visit:
    """What the pages of a visit show. `change_until` is the last moment to move or cancel alone."""

    appointment: Appointment
    part: Part
    change_until: datetime
    can_change: bool
    can_move: bool


@require_GET
@never_cache
@at_most(LINKS_A_MINUTE, "web.link")
def private_link(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Turn the mailed secret into a cookie for this visit and leave it behind."""
    appointment = get_object_or_404(Appointment, public_id=public_id)
    if not appointment.opens_with(token):
        raise Http404
    response = redirect("visit", public_id=public_id)
    response["Referrer-Policy"] = "no-referrer"
    grants.give(response, appointment, request)
    return response


@require_GET
@never_cache
def visit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What, when, where, and what can still be changed."""
    return _show(request, "web/visit.html", _opened(request, public_id))


@require_http_methods(["GET", "POST"])
@never_cache
def time(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other starts of the same offer; a POST moves the visit to one of them, or leaves it where it was."""
    shown = _opened(request, public_id)
    if request.method == "GET":
        return _show(request, "web/move.html", shown, **_free_week(request, shown))
    try:
        starts_at = read_instant(request.POST.get("starts_at", ""))
    except ValidationError:
        raise Http404 from None
    moved = actions.move(shown.appointment, starts_at=starts_at, by=actions.CLIENT, clock=clock.database_now)
    if isinstance(moved, Refusal):
        return _refused(request, moved, shown)
    return redirect("visit", public_id=public_id)


@require_http_methods(["GET", "POST"])
@never_cache
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then cancel. To cancel again changes nothing."""
    shown = _opened(request, public_id)
    if request.method == "GET":
        return _show(request, "web/cancel.html", shown)
    cancelled = actions.cancel(shown.appointment, by=actions.CLIENT, clock=clock.database_now)
    if isinstance(cancelled, Refusal):
        return _refused(request, cancelled, shown)
    return redirect("visit", public_id=public_id)


@require_GET
@never_cache
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visit as an .ics file."""
    appointment = grants.opened(request, public_id)
    body = calendar_file(appointment, method="PUBLISH", now=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="visit.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _opened(request: HttpRequest, public_id: str) -> Visit:
    appointment = grants.opened(request, public_id)
    change_until = appointment.starts_at - timedelta(minutes=appointment.salon.change_notice_min)
    in_time = clock.now() < change_until
    booked = appointment.status == Appointment.Status.BOOKED
    return Visit(
        appointment,
        appointment.parts.all()[0],
        change_until,
        can_change=in_time and appointment.is_live,
        can_move=in_time and booked,
    )


def _free_week(request: HttpRequest, shown: Visit) -> dict[str, object]:
    zone = shown.appointment.salon.zone
    now = clock.now()
    today = on_wall(now, zone).date()
    first = read_day(request.GET.get("from", ""), today=today)
    window = when.week_from(first, zone)
    offer = shown.part.offer
    offer.salon = shown.appointment.salon
    slots = reads.slots(offer, starts_from=window.starts_from, starts_until=window.starts_until, now=now)
    week = timedelta(days=when.WEEK_DAYS)
    return {
        "days": when.by_day(slots, zone),
        "first": first,
        "earlier": max(first - week, today) if first > today else None,
        "later": first + week,
    }


def _show(request: HttpRequest, template: str, shown: Visit, **more: object) -> HttpResponse:
    appointment = shown.appointment
    facts = {"visit": appointment, "salon": appointment.salon, "part": shown.part, "shown": shown}
    link = visit_link(appointment.public_id, appointment.token)
    return render(request, template, {**facts, "link": link, "now": clock.now(), **more})


def _refused(request: HttpRequest, refusal: Refusal, shown: Visit) -> HttpResponse:
    said = {"title": refusals.title(refusal), "sentence": refusals.sentence(refusal)}
    response = _show(request, "web/unmoved.html", shown, slots=refusal.alternatives, **said)
    response.status_code = refusals.status(refusal)
    return response
