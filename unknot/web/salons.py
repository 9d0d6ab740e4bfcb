"""One salon: what it sells, who works there, when it is open, and how to get there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unknot.design import words
from unknot.design.converters import looks_like_an_id
from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.templatetags.words import treatment_name
from unknot.plumbing import clock
from unknot.salons.models import Lane, Offer, Resource, Salon
from unknot.web import hours, pickers
from unknot.web.pickers import Choice

LOOKS_A_MINUTE = 60
PASSED_ON = ("practitioner", "day", "from", "two", "then")


@dataclass(frozen=True, slots=True)
class Sold:
    """A treatment of the salon, and each duration of it."""

    name: str
    durations: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Giver:
    """A practitioner, and the names of what she gives here."""

    name: str
    gives: str


@require_safe
@at_most(LOOKS_A_MINUTE, "web.salon")
@searching
def salon(request: HttpRequest, public_id: str) -> HttpResponse:
    """A salon's own page; with `offer` in the address the way to that offer's page."""
    place = get_object_or_404(Salon, public_id=public_id)
    if "offer" in request.GET:
        return _to_offer(request, place)
    sold = list(place.offers.filter(is_active=True).order_by("treatment", "duration_min", "price_minor"))
    lanes = list(place.lanes.select_related("resource").filter(resource__kind=Resource.Kind.PRACTITIONER))
    today = words.on_wall(clock.now(), place.zone).date()
    facts = {
        "salon": place,
        "sold": _sold(place, sold),
        "people": _people(lanes, sold),
        "main_offer": max(sold, key=lambda each: (each.who.bit_count(), -each.pk), default=None),
        "hours": hours.week(place, today),
        "wheelchair": _wheelchair(place.wheelchair),
        "spot": f"{place.lat:.5f}, {place.lon:.5f}",
        "map_query": f"mlat={place.lat:.5f}&mlon={place.lon:.5f}#map=17/{place.lat:.5f}/{place.lon:.5f}",
        "way_query": f"to={place.lat:.5f}%2C{place.lon:.5f}",
    }
    return render(request, "web/salon.html", facts)


def _to_offer(request: HttpRequest, place: Salon) -> HttpResponse:
    """To the offer's page, with whatever else was asked; to the salon's own when it no longer sells it."""
    given = request.GET["offer"]
    found = (
        place.offers.filter(public_id=given, is_active=True)
        if looks_like_an_id(given)
        else Offer.objects.none()
    )
    offer = found.first()
    if offer is None:
        return redirect("salon", public_id=place.public_id)
    return redirect(pickers.address(place, offer, {k: request.GET[k] for k in PASSED_ON if k in request.GET}))


def _sold(place: Salon, sold: Sequence[Offer]) -> list[Sold]:
    """The treatments by name, each duration with its price as the way to its free times."""
    rows = [
        Sold(treatment_name(treatment), [_duration(place, each) for each in those])
        for treatment, those in groupby(sold, key=lambda each: each.treatment)
    ]
    return sorted(rows, key=lambda row: row.name)


def _duration(place: Salon, offer: Offer) -> Choice:
    price = words.price(offer.price_minor, place.currency)
    return Choice(words.duration(offer.duration_min), price, pickers.address(place, offer), False)


def _people(lanes: Sequence[Lane], sold: Sequence[Offer]) -> list[Giver]:
    """Who works here and can give something that is sold here, by name."""
    people = []
    for lane in sorted(lanes, key=lambda each: each.resource.name):
        given = {offer.treatment for offer in sold if offer.who >> lane.number & 1}
        if given:
            people.append(Giver(lane.resource.name, ", ".join(sorted(map(treatment_name, given)))))
    return people


def _wheelchair(known: str) -> str:
    """OpenStreetMap's `wheelchair` in words."""
    return {
        "yes": _("Accessible by wheelchair."),
        "designated": _("Made to be accessible by wheelchair."),
        "limited": _("Partly accessible by wheelchair: ask the salon what that means."),
        "no": _("Not accessible by wheelchair."),
    }.get(known, _("Wheelchair access: not known."))
