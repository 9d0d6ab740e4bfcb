"""What the booking form shows: the start, who comes, the treatments that can be had then, and what stood in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from unknot.design.words import on_wall, wall_time
from unknot.desk.booking_forms import NewClientForm
from unknot.desk.chips import chips
from unknot.diary import reads
from unknot.diary.values import Slot
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.plumbing.ids import new_id
from unknot.salons.clients import Known
from unknot.salons.models import Resource, Salon

BREAKS_MIN = (15, 30, 45, 60)


@dataclass
class Shown:
    """One state of the form.

    `found` are clients whom a search without scripts has found, None before one; `doubles` are known by what was typed
    for somebody new; `nearest` are starts in the place of one that could not be had, which `problem` says.
    """

    salon: Salon
    starts_at: datetime
    practitioner: Resource
    form: NewClientForm
    client: Client | None = None
    wanted: str = ""
    found: Sequence[Known] | None = None
    doubles: Sequence[Known] = ()
    problem: str = ""
    nearest: Sequence[Slot] = field(default_factory=list)


def page(request: HttpRequest, shown: Shown, *, status: int = 200) -> HttpResponse:
    """The whole page, or for htmx the form alone."""
    salon, zone = shown.salon, shown.salon.zone
    at_start = reads.offers_at(salon, shown.practitioner, shown.starts_at, now=clock.now())
    last = reads.last_part(shown.client, salon) if shown.client else None
    usual = last.offer.public_id if last else ""
    wall = on_wall(shown.starts_at, zone)
    starts = sorted({*at_start.starts_at, shown.starts_at})
    context = {
        "salon": salon,
        "shown": shown,
        "on": wall.date().isoformat(),
        "at": f"{wall:%H:%M}",
        "starts": [(f"{on_wall(each, zone):%H:%M}", wall_time(each, zone)) for each in starts],
        "chips": chips(at_start.offers, zone, wanted=shown.wanted, usual=usual),
        "last": last,
        "breaks": BREAKS_MIN,
        "key": new_id(),
    }
    _prepare(shown)
    template = "desk/booking_form.html" if HtmxDetails(request) else "desk/booking.html"
    return render(request, template, context, status=status)


def _prepare(shown: Shown) -> None:
    """The field for the client searches as one types; it has the cursor while nothing else is asked."""
    attrs = shown.form.fields["name"].widget.attrs
    attrs |= {
        "data-combobox": True,
        "hx-post": reverse("desk_booking_clients", args=[shown.salon.public_id]),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": "#found",
        "hx-sync": "this:replace",
    }
    if not (shown.problem or shown.doubles or shown.found):
        attrs["autofocus"] = True
