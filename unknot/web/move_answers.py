"""A move that the client's answers stand in the way of: times that fit instead, or what changes, to be accepted."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unknot.core.suitability import BadQuestion, Verdict
from unknot.design.words import wall_long_day
from unknot.diary import actions, decisions
from unknot.diary.actions import Foresight
from unknot.diary.values import UNSUITABLE, Refusal
from unknot.plumbing import clock
from unknot.web import visits
from unknot.web.fitting import fitting, on_salons_clock
from unknot.web.standing import changes

CONFLICT = 409
BEFORE = timedelta(days=7)
"""Where no day is named from which on it fits, times are looked for from so long before the wished one."""


def stopped(request: HttpRequest, shown: visits.Visit, starts_at: datetime) -> HttpResponse:
    """What helps after a move to this start was refused because of the answers."""
    foresight = actions.foresee(shown.appointment, shown.part, now=clock.now())
    if foresight is None:
        return visits.refused(request, Refusal(UNSUITABLE), shown)
    response = offered(request, shown, foresight, starts_at)
    response.status_code = CONFLICT
    return response


def offered(
    request: HttpRequest, shown: visits.Visit, foresight: Foresight, starts_at: datetime
) -> HttpResponse:
    """The new start with what changes there, in one tap; or the times that fit, when it does not."""
    visits.look(shown)
    made = _made(foresight, starts_at)
    if made is None or made.verdict not in decisions.BOOKABLE:
        return _others(request, shown, foresight, made, starts_at)
    facts: dict[str, Any] = {"to_start": starts_at, "accepted": decisions.shown(made)}
    facts["changes"] = changes(made, shown.appointment.salon.country) | {"reasons": []}
    return visits.show(request, "web/move_adapted.html", shown, **facts)


def fits_from(shown: visits.Visit) -> datetime | None:
    """From when on the treatment fits, where the visit as it is booked does not and the rules name a day."""
    foresight = actions.foresee(shown.appointment, shown.part, now=clock.now())
    made = _made(foresight, shown.part.starts_at) if foresight else None
    return on_salons_clock(made.until, shown.appointment.salon.zone) if made and made.until else None


def _others(
    request: HttpRequest,
    shown: visits.Visit,
    foresight: Foresight,
    made: Verdict | None,
    starts_at: datetime,
) -> HttpResponse:
    zone, now = shown.appointment.salon.zone, clock.now()
    until = on_salons_clock(made.until, zone) if made and made.until else None
    slots = fitting(shown.offer, foresight, max(until or starts_at - BEFORE, now), now=now)
    more: dict[str, object] = {"slots": slots}
    if until:
        more["sentence"] = _("It fits from %(day)s on.") % {"day": wall_long_day(until, zone)}
    return visits.refused(request, Refusal(UNSUITABLE), shown, **more)


def _made(foresight: Foresight, starts_at: datetime) -> Verdict | None:
    try:
        return foresight.at(starts_at)
    except BadQuestion:
        return None
