"""The day before: is everything still as it was? One tap says yes; whoever is ill moves free of charge."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.suitability import BadQuestion
from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions, decisions
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.web import visits
from unknot.web.fitting import fitting, on_salons_clock

STILL_FRESH = timedelta(hours=12)
"""Who has booked or moved so lately is not asked."""
A_DAY = timedelta(days=1)
WORDS_A_MINUTE = 30
POSTS = frozenset({"POST"})
AS_BEFORE = "as_before"


def is_asked(appointment: Appointment, now: datetime) -> bool:
    """Whether the visit's page asks: from the salon's local day before it until it begins, until there is an answer."""
    zone = appointment.salon.zone
    the_day_before = on_wall(appointment.starts_at, zone).date() - A_DAY
    is_near = on_wall(now, zone).date() >= the_day_before and now < appointment.starts_at
    is_open = appointment.reaffirmed_at is None and not appointment.is_excused
    is_booked = appointment.status == Appointment.Status.BOOKED
    return is_booked and is_near and is_open and appointment.changed_at <= now - STILL_FRESH


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(WORDS_A_MINUTE, "web.check_in", methods=POSTS)
def check_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """All is as it was, and back to the visit; or it is not, and these are the times that come next."""
    shown = visits.opened(request, public_id)
    if request.method == "POST":
        say = actions.reaffirm if request.POST.get("word") == AS_BEFORE else actions.excuse
        said = say(shown.appointment, by=actions.CLIENT, clock=clock.database_now)
        if isinstance(said, Refusal):
            return visits.refused(request, said, shown)
        here = "visit" if said.excused_at is None else "visit_check_in"
        return redirect(here, public_id=public_id)
    if not shown.can_move or shown.appointment.excused_at is None:
        return redirect("visit", public_id=public_id)
    return _instead(request, shown)


def _instead(request: HttpRequest, shown: visits.Visit) -> HttpResponse:
    """The first real times from the day on that fits, each judged with what was answered before."""
    now = clock.now()
    offer = shown.offer
    from_day = max(well_from(shown, now), now)
    foresight = actions.foresee(shown.appointment, shown.part, now=now)
    slots = fitting(offer, foresight, from_day, now=now)
    return visits.show(request, "web/check_in.html", shown, from_day=from_day, slots=slots)


def well_from(shown: visits.Visit, now: datetime) -> datetime:
    """The first moment that suits somebody who is ill today and well from tomorrow on, by the salon's own rules."""
    today = on_wall(now, shown.appointment.salon.zone).date()
    try:
        until = decisions.well_from(shown.offer, now, today)
    except BadQuestion:
        until = None
    return on_salons_clock(until, shown.appointment.salon.zone) if until else now + A_DAY
