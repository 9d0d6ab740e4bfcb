"""Doing what a page has proposed: visits to a time and hands, judged anew."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from unknot.desk.doorkeeper import acts_as, member_visit
from unknot.diary import actions
from unknot.diary.actions import Elsewhere
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons.models import Resource, Salon

MOST_AT_ONCE = 200


def do_as_proposed(request: HttpRequest, salon: Salon) -> Appointment | list[Appointment] | Refusal:
    """One visit to who was proposed, or all that the page proposed. Raises Http404 for what no page proposes."""
    wanted = all_proposed(request, salon)
    if not wanted:
        return _move(request, _elsewhere(request, salon, *_of_one(request)))
    return actions.move_all(wanted, by=acts_as(request), clock=clock.database_now)


def all_proposed(request: HttpRequest, salon: Salon) -> list[Elsewhere]:
    """All that the page proposed at once. Raises Http404 for what no page proposes."""
    proposed = request.POST.getlist("all")
    if len(proposed) > MOST_AT_ONCE:
        raise Http404
    return [_elsewhere(request, salon, *_three(each)) for each in proposed]


def _move(request: HttpRequest, to: Elsewhere) -> Appointment | Refusal:
    return actions.move(
        to.appointment,
        starts_at=to.starts_at,
        practitioner=to.practitioner,
        by=acts_as(request),
        clock=clock.database_now,
    )


def _of_one(request: HttpRequest) -> tuple[str, str, str]:
    visit, to, starts_at = (request.POST.get(name, "") for name in ("visit", "to", "starts_at"))
    return visit, to, starts_at


def _three(proposal: str) -> tuple[str, str, str]:
    """Visit, practitioner and start of one proposal among several."""
    parts = proposal.split(" ")
    if len(parts) != 3:
        raise Http404
    return parts[0], parts[1], parts[2]


def _elsewhere(request: HttpRequest, salon: Salon, visit: str, to: str, starts_at: str) -> Elsewhere:
    people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
    try:
        start = datetime.fromisoformat(starts_at)
    except ValueError:
        raise Http404 from None
    if start.utcoffset() is None:
        raise Http404
    return Elsewhere(
        member_visit(request, salon.public_id, visit), start, get_object_or_404(people, public_id=to)
    )
