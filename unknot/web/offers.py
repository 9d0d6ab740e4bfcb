"""One treatment at one salon: what it is, for how long and by whom, and a month of its free starts."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from unknot.design import words
from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.visitor import COOKIE, visitor_of
from unknot.diary import reads
from unknot.diary.models import Hold
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer, Resource
from unknot.web import company, pickers
from unknot.web.company import Company
from unknot.web.described import described
from unknot.web.month import Month, month
from unknot.web.month_days import Asked, Mine

LOOKS_A_MINUTE = 120
PART = "month"
"""The id of the part of the page that a choice changes; asked for alone, it is answered alone."""


@require_safe
@vary_on_headers("HX-Target")
@at_most(LOOKS_A_MINUTE, "web.offer")
@searching
def offer(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """The treatment, its other durations, who can give it, and the starts of five weeks."""
    found = Offer.objects.select_related("salon").filter(is_active=True, salon__public_id=public_id)
    chosen = get_object_or_404(found, public_id=offer_id)
    people = _practitioners(chosen)
    asked_for = request.GET.get("practitioner", "")
    practitioner = next((each for each in people if each.public_id == asked_for), None)
    with_it = company.read(chosen, request.GET) or company.ALONE
    also = {"practitioner": practitioner.public_id} if practitioner else {}
    extended = chosen.with_added(with_it.added)
    shown = _month(request, extended, practitioner, Asked.read(request.GET, **also, **with_it.query), with_it)
    facts = {
        "salon": chosen.salon,
        "offer": chosen,
        "practitioner": practitioner,
        "month": shown,
        "company": with_it.query,
        "wanted": urlencode({**also, **with_it.query}),
        "choices": pickers.choices(chosen, people, practitioner, with_it, shown.keep),
    }
    if request.headers.get("HX-Target") == PART:
        return render(request, "web/month.html", facts)
    return render(request, "web/offer.html", {**facts, "described": described(chosen.treatment)})


def _month(
    request: HttpRequest, chosen: Offer, practitioner: Resource | None, asked: Asked, with_it: Company
) -> Month:
    now = clock.now()
    mine = _own_hold(request, chosen, practitioner, with_it, now)
    return month(chosen, asked, now=now, practitioner=practitioner, mine=mine, company=with_it)


def _own_hold(
    request: HttpRequest, chosen: Offer, practitioner: Resource | None, with_it: Company, now: datetime
) -> Mine | None:
    """What the visitor holds already: it gives way when they tap another time, so it is in nobody's way here."""
    if COOKIE not in request.COOKIES:
        return None
    live = Hold.objects.filter(visitor=fingerprint(visitor_of(request)), expires_at__gt=now, appointment=None)
    held = live.first()
    if held is None:
        return None
    is_theirs = (practitioner is None or practitioner.pk == held.practitioner_id) and not with_it.also
    is_theirs = is_theirs and held.extras == with_it.added
    until = words.wall_time(held.expires_at, chosen.salon.zone)
    return Mine(
        held.starts_at if held.offer_id == chosen.pk and is_theirs else None,
        _("yours until %(time)s") % {"time": until},
        reverse("hold", args=[held.public_id]),
        reads.own_time(chosen.salon_id, hold_id=held.pk),
    )


def _practitioners(chosen: Offer) -> list[Resource]:
    """Who can give the offer, by name."""
    lanes = chosen.salon.lanes.select_related("resource").filter(resource__kind=Resource.Kind.PRACTITIONER)
    return sorted(
        (lane.resource for lane in lanes if chosen.who >> lane.number & 1), key=lambda each: each.name
    )
