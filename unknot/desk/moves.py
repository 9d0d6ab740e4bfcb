"""Doing what a page has proposed: one visit to a time and hands, judged anew."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from unknot.desk.doorkeeper import acts_as, member_visit
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons.models import Resource, Salon


def move_as_proposed(request: HttpRequest, salon: Salon) -> Appointment | Refusal:
    """One visit to who was proposed. Raises Http404 for what no page of ours proposes."""
    visit = member_visit(request, salon.public_id, request.POST.get("visit", ""))
    people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
    practitioner = get_object_or_404(people, public_id=request.POST.get("to", ""))
    try:
        starts_at = datetime.fromisoformat(request.POST.get("starts_at", ""))
    except ValueError:
        raise Http404 from None
    if starts_at.utcoffset() is None:
        raise Http404
    return actions.move(
        visit, starts_at=starts_at, practitioner=practitioner, by=acts_as(request), clock=clock.database_now
    )
