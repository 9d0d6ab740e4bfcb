"""One treatment at one salon: what it is, for how long and by whom, and a month of its free starts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from unknot.design.visitor import COOKIE, visitor_of
from unknot.diary import reads
from unknot.diary.models import Hold
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer, Resource, Salon
from unknot.web.described import described
from unknot.web.month import Month, month
from unknot.web.month_days import Asked, Mine

LOOKS_A_MINUTE = 120
PART = "month"
"""The id of the part of the page that a choice changes; asked for alone, it is answered alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pill."""

    name: str
    more: str
    href: str
    is_current: bool


@require_safe
@vary_on_headers("HX-Target")
@at_most(LOOKS_A_MINUTE, "web.offer")
def offer(request: HttpRequest, public_id: str, offer_id: str) -> HttpResponse:
    """The treatment, its other durations, who can give it, and the starts of five weeks."""
    found = Offer.objects.select_related("salon").filter(is_active=True, salon__public_id=public_id)
    chosen = get_object_or_404(found, public_id=offer_id)
    people = _practitioners(chosen)
    asked_for = request.GET.get("practitioner", "")
    practitioner = next((each for each in people if each.public_id == asked_for), None)
    also = {"practitioner": practitioner.public_id} if practitioner else {}
    shown = _month(request, chosen, practitioner, Asked.read(request.GET, **also))
    facts = {
        "salon": chosen.salon,
        "offer": chosen,
        "practitioner": practitioner,
        "month": shown,
        "choices": _choices(chosen, people, practitioner, shown.keep),
    }
    if request.headers.get("HX-Target") == PART:
        return render(request, "web/month.html", facts)
    return render(request, "web/offer.html", {**facts, "described": described(chosen.treatment)})


def address(salon: Salon, offer: Offer, query: Mapping[str, str] | None = None) -> str:
    """Where an offer's page is."""
    path = reverse("offer", args=[salon.public_id, offer.public_id])
    return f"{path}?{urlencode(query)}" if query else path


def _month(request: HttpRequest, chosen: Offer, practitioner: Resource | None, asked: Asked) -> Month:
    now = clock.now()
    mine = _own_hold(request, chosen, practitioner, now)
    return month(chosen, asked, now=now, practitioner=practitioner, mine=mine)


def _own_hold(
    request: HttpRequest, chosen: Offer, practitioner: Resource | None, now: datetime
) -> Mine | None:
    """What the visitor holds already: it gives way when they tap another time, so it is in nobody's way here."""
    if COOKIE not in request.COOKIES:
        return None
    live = Hold.objects.filter(visitor=fingerprint(visitor_of(request)), expires_at__gt=now, appointment=None)
    held = live.first()
    if held is None:
        return None
    is_theirs = practitioner is None or practitioner.pk == held.practitioner_id
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


def _choices(
    chosen: Offer, people: Sequence[Resource], practitioner: Resource | None, keep: str
) -> list[tuple[str, list[Choice]]]:
    """Durations, extents and practitioners, where there is anything to choose."""
    others = chosen.salon.offers.filter(is_active=True, treatment=chosen.treatment)
    offers = list(others.order_by("duration_min", "price_minor"))
    rows = (
        (_("Duration"), _durations(chosen, offers, practitioner, keep)),
        (_("Where on the body"), _extents(chosen, offers, practitioner, keep)),
        (_("Who"), _who(people, practitioner, keep)),
    )
    return [(name, row) for name, row in rows if len(row) > 1 or name == rows[0][0]]


def _durations(
    chosen: Offer, offers: Iterable[Offer], practitioner: Resource | None, keep: str
) -> list[Choice]:
    same = [each for each in offers if each.extent == chosen.extent]
    return [
        Choice(
            words.duration(each.duration_min),
            words.price(each.price_minor, chosen.salon.currency),
            _link(chosen.salon, each, practitioner, keep),
            each.pk == chosen.pk,
        )
        for each in same
    ]


def _extents(
    chosen: Offer, offers: Sequence[Offer], practitioner: Resource | None, keep: str
) -> list[Choice]:
    """The whole body or a part of it, each with the duration that is nearest."""
    row = []
    for extent, name in ((Offer.Extent.FULL, _("Whole body")), (Offer.Extent.PARTIAL, _("One area"))):
        those = [each for each in offers if each.extent == extent]
        if those:
            nearest = min(those, key=lambda each: abs(each.duration_min - chosen.duration_min))
            link = _link(chosen.salon, nearest, practitioner, keep)
            row.append(Choice(name, "", link, extent == chosen.extent))
    return row


def _who(people: Iterable[Resource], practitioner: Resource | None, keep: str) -> list[Choice]:
    anyone = Choice(_("Anyone"), "", f"?{keep}#times", practitioner is None)
    each_one = [
        Choice(each.name, "", f"?practitioner={each.public_id}&{keep}#times", each == practitioner)
        for each in people
    ]
    return [anyone, *each_one] if len(each_one) > 1 else []


def _link(salon: Salon, offer: Offer, practitioner: Resource | None, keep: str) -> str:
    who = f"practitioner={practitioner.public_id}&" if practitioner else ""
    return f"{address(salon, offer)}?{who}{keep}#times"
