"""Moving a confirmed visit to another of its salon's free times."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.words import on_wall
from unknot.diary import actions, reads
from unknot.diary.values import ASK_AGAIN, NOT_ACCEPTED, UNSUITABLE, Refusal
from unknot.plumbing import clock
from unknot.web import answering, company, move_answers, visits
from unknot.web.details import read_instant
from unknot.web.month import Month, month
from unknot.web.month_days import Asked, Mine
from unknot.web.offers import PART


@require_http_methods(["GET", "POST"])
@never_cache
def time(request: HttpRequest, public_id: str) -> HttpResponse:
    """Other starts of the same offer; a POST moves the visit to one of them, or leaves it where it was."""
    shown = visits.opened(request, public_id)
    if request.method == "GET":
        return _show(request, shown)
    try:
        starts_at = read_instant(request.POST.get("starts_at", ""))
    except ValidationError:
        raise Http404 from None
    moved = actions.move(
        shown.appointment,
        starts_at=starts_at,
        accepted=request.POST.get("accepted", ""),
        promised=request.GET.get("gap", ""),
        by=actions.CLIENT,
        clock=clock.database_now,
    )
    if isinstance(moved, Refusal):
        return _not_moved(request, moved, shown, starts_at)
    return redirect("visit", public_id=public_id)


def _not_moved(
    request: HttpRequest, refusal: Refusal, shown: visits.Visit, starts_at: datetime
) -> HttpResponse:
    """What helps: other times, what changes then, or the questions that are open."""
    if refusal.code in (UNSUITABLE, NOT_ACCEPTED):
        return move_answers.stopped(request, shown, starts_at)
    if refusal.code == ASK_AGAIN:
        return redirect(answering.address(shown, starts_at))
    return visits.refused(request, refusal, shown)


def _show(request: HttpRequest, shown: visits.Visit) -> HttpResponse:
    """The month, or the part of it that a choice changes."""
    fits_from = move_answers.fits_from(shown) if shown.can_move and shown.part.is_unsuitable else None
    facts = {"month": _month(request, shown, fits_from), "fits_from": fits_from} if shown.can_move else {}
    if request.headers.get("HX-Target") == PART and shown.can_move:
        salon = shown.appointment.salon
        return render(request, "web/month.html", {**facts, "visit": shown.appointment, "salon": salon})
    return visits.show(request, "web/move.html", shown, beside=company.beside(shown.appointment), **facts)


def _month(request: HttpRequest, shown: visits.Visit, fits_from: datetime | None) -> Month:
    """The month around the visit, or from the day on that fits; its own time is not in its way."""
    appointment, offer = shown.appointment, shown.offer
    asked = Asked.read(request.GET)
    if asked == Asked():
        around = max(fits_from or appointment.starts_at, appointment.starts_at)
        asked = Asked(weeks_from=on_wall(around, offer.salon.zone).date())
    given_back = reads.own_time(appointment.salon_id, appointment_id=appointment.pk, with_party=True)
    mine = Mine(appointment.starts_at, _("your visit now"), "", given_back)
    hers, led = shown.part.practitioner, company.led(appointment)
    return month(offer, asked, now=clock.now(), mine=mine, preferred=hers, company=led)
