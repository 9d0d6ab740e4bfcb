"""The salon itself: where each thing about it is changed."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.desk.doorkeeper import SIGN_IN, member_salon, owns
from unknot.salons.models import Salon


class Line(NamedTuple):
    """A thing about the salon, a few words on it, and where it is changed."""

    what: str
    says: str
    href: str


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def index(request: HttpRequest, salon_id: str) -> HttpResponse:
    """All of it for its owner; what everybody there may look at for the others."""
    salon = member_salon(request, salon_id)
    is_owner = owns(request, salon)
    shown = {
        "salon": salon,
        "is_owner": is_owner,
        "lines": [*(_owners(salon) if is_owner else ()), *_everybodys(salon)],
        "changed": "changed" in request.GET,
    }
    return render(request, "desk/salon/index.html", shown)


def _owners(salon: Salon) -> list[Line]:
    lines = (
        (_("Treatments and prices"), _("Lengths, who gives what, what it needs, add-ons"), "desk_offers"),
        (_("Rules"), _("Notice, how far ahead, starts, pauses, most a day"), "desk_rules"),
        (_("Practitioners"), _("Who works here, who comes, who leaves"), "desk_people"),
        (_("Rooms and equipment"), _("What is there, and what it is for"), "desk_things"),
        (_("Moving and cancelling"), _("Until when clients may alone"), "desk_policy"),
    )
    at = _line(salon, _("Time zone"), salon.zone, "desk_zone")
    return [*(_line(salon, *each) for each in lines), at]


def _everybodys(salon: Salon) -> list[Line]:
    lines = (
        (_("Hours"), _("The week, days that differ, out of use"), "desk_hours"),
        (_("Days off"), _("Asked for by who treats, granted by the owner"), "desk_time_off"),
        (_("Gaps in the day"), _("What comes with a time that fills one"), "desk_gaps"),
    )
    return [_line(salon, *each) for each in lines]


def _line(salon: Salon, what: str, says: str, name: str) -> Line:
    return Line(what, says, reverse(name, args=[salon.public_id]))
