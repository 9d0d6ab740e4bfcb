"""What follows from new answers for a visit: nothing, a plan to accept, a later time, something else, or care first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from unknot.core.suitability import BadQuestion, Outcome, Verdict
from unknot.diary import actions, decisions
from unknot.diary.actions import Foresight
from unknot.knowledge.care_lines import care_lines
from unknot.knowledge.spoken_words import whom_to_call
from unknot.plumbing import clock
from unknot.salons.models import Offer
from unknot.web import move_answers, visits
from unknot.web.fitting import fitting, on_salons_clock
from unknot.web.standing import changes, sentences

INSTEAD_SHOWN = 3


def page(request: HttpRequest, shown: visits.Visit, moving_to: datetime | None) -> HttpResponse:
    """What the client reads once her new answers have been judged, with the reasons: she has just said them."""
    foresight = actions.foresee(shown.appointment, shown.part, now=clock.now())
    if foresight is not None and moving_to is not None:
        return move_answers.offered(request, shown, foresight, moving_to)
    made = _made(shown, foresight)
    if made is None and shown.part.verdict:
        actions.rejudge(shown.appointment, by=actions.CLIENT, clock=clock.database_now)
    if made is None or not shown.part.waits_for_client:
        return redirect("visit", public_id=shown.appointment.public_id)
    facts = _facts(shown, foresight, made) if foresight else {}
    return visits.show(request, "web/visit_follows.html", shown, **facts)


def _made(shown: visits.Visit, foresight: Foresight | None) -> Verdict | None:
    try:
        return foresight.at(shown.part.starts_at) if foresight else None
    except BadQuestion:
        return None


def _facts(shown: visits.Visit, foresight: Foresight, made: Verdict) -> dict[str, Any]:
    country, zone = shown.appointment.salon.country, shown.appointment.salon.zone
    facts: dict[str, Any] = {"made": made, "outcome": made.verdict.value, "reasons": sentences(made, country)}
    if made.verdict in decisions.BOOKABLE:
        return facts | {"changes": changes(made, country), "accepted": decisions.shown(made)}
    if made.verdict is Outcome.EMERGENCY:
        urgency = str(made.urgency or "")
        return facts | {"called": whom_to_call(country), "lines": care_lines(country), "urgency": urgency}
    until = on_salons_clock(made.until, zone) if made.until else None
    now = clock.now()
    slots = fitting(shown.offer, foresight, max(until, now), now=now) if until else []
    return facts | {"until": until, "slots": slots, "others": list(_others(shown, foresight, made))}


def _others(shown: visits.Visit, foresight: Foresight, made: Verdict) -> Iterable[Offer]:
    """What else the salon has that fits on that day: of each treatment the offer of the nearest length."""
    salon = shown.appointment.salon
    offers = Offer.objects.filter(salon=salon, is_active=True, treatment__in=made.alternatives)
    nearest: dict[str, Offer] = {}
    for each in sorted(offers, key=lambda other: abs(other.duration_min - shown.part.duration_min)):
        nearest.setdefault(each.treatment, each)
    named = [nearest[each] for each in made.alternatives if each in nearest]
    return [each for each in named if foresight.fits(shown.part.starts_at, each)][:INSTEAD_SHOWN]
