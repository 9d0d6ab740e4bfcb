"""Finding a time: the question, the salons with their next starts, one salon's free weeks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import reads
from unknot.diary.values import Found, Slot
from unknot.knowledge.load import treatments
from unknot.plumbing import clock
from unknot.salons.models import Offer, Resource, Salon
from unknot.web import hours, when
from unknot.web.forms import SearchForm, read_day

RADIUS_M = 20_000.0
MOST_SALONS = 20
SEARCHES_A_MINUTE = 60


@dataclass(frozen=True)
class Choice:
    """A link that changes one answer of the question."""

    minutes: int
    query: str
    chosen: bool


def home(request: HttpRequest) -> HttpResponse:
    """What needs to loosen, when, where."""
    return render(request, "web/home.html", {"form": SearchForm()})


@at_most(SEARCHES_A_MINUTE, "web.search")
def search(request: HttpRequest) -> HttpResponse:
    """Salons near the place, nearest first, each with its next three starts."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "web/home.html", {"form": form}, status=422)
    now = clock.now()
    spot, length_min = form.cleaned_data["where"], form.length_min()
    treatment = treatments()[form.cleaned_data["treatment"]]
    return render(
        request,
        "web/results.html",
        {
            "form": form,
            "spot": spot,
            "treatment": treatment,
            "length_min": length_min,
            "lengths": _lengths(request, treatment.durations_min, length_min),
            "found": (found := _found(form, now=now)),
            "more": len(found) == MOST_SALONS,
            "now": now,
        },
    )


@at_most(SEARCHES_A_MINUTE, "web.salon")
def salon(request: HttpRequest, public_id: str) -> HttpResponse:
    """A salon: what it sells, and the free starts of a week for one offer."""
    place = get_object_or_404(Salon, public_id=public_id)
    offers = list(place.offers.filter(is_active=True).order_by("treatment", "duration_min", "price_minor"))
    offer = _chosen_offer(offers, request.GET.get("offer", ""))
    practitioners = _practitioners(place, offer)
    chosen = next((each for each in practitioners if each.public_id == request.GET.get("practitioner")), None)
    shown = {"salon": place, "offers": offers, "offer": offer, "practitioners": practitioners}
    weeks = _free_week(place, offer, chosen, request.GET.get("from", ""), now=clock.now())
    return render(
        request, "web/salon.html", {**shown, **weeks, "practitioner": chosen, "hours": hours.week(place)}
    )


def _free_week(
    place: Salon, offer: Offer | None, practitioner: Resource | None, from_day: str, *, now: datetime
) -> dict[str, object]:
    """Seven days of starts, and the days on which the weeks before and after begin."""
    today = on_wall(now, place.zone).date()
    first = read_day(from_day, today=today)
    window = when.week_from(first, place.zone)
    slots: list[Slot] = []
    if offer is not None:
        offer.salon = place
        slots = reads.slots(
            offer,
            starts_from=window.starts_from,
            starts_until=window.starts_until,
            now=now,
            practitioner=practitioner,
        )
    week = timedelta(days=when.WEEK_DAYS)
    last = today + timedelta(days=place.horizon_days)
    return {
        "days": when.by_day(slots, place.zone),
        "first": first,
        "earlier": max(first - week, today) if first > today else None,
        "later": first + week if first + week <= last else None,
    }


def _found(form: SearchForm, *, now: datetime) -> list[Found]:
    answers, spot = form.cleaned_data, form.cleaned_data["where"]
    for window in when.days_wanted(answers["when"], answers["on_date"], answers["part"], spot.zone, now):
        found = reads.search(
            lat=spot.lat,
            lon=spot.lon,
            radius_m=RADIUS_M,
            treatment=answers["treatment"],
            duration_min=form.length_min(),
            starts_from=window.starts_from,
            starts_until=window.starts_until,
            limit=MOST_SALONS,
            now=now,
        )
        if found:
            return found
    return []


def _lengths(request: HttpRequest, durations_min: tuple[int, ...], chosen: int) -> list[Choice]:
    asked = {key: value for key, value in request.GET.items() if key != "duration_min"}
    return [
        Choice(minutes, urlencode({**asked, "duration_min": minutes}), minutes == chosen)
        for minutes in durations_min
    ]


def _chosen_offer(offers: list[Offer], public_id: str) -> Offer | None:
    """The offer asked for, else the salon's first; 404 for one it does not sell."""
    if not public_id:
        return offers[0] if offers else None
    for offer in offers:
        if offer.public_id == public_id:
            return offer
    raise Http404


def _practitioners(place: Salon, offer: Offer | None) -> list[Resource]:
    """Who can give the offer, by name."""
    if offer is None:
        return []
    lanes = place.lanes.select_related("resource").filter(resource__kind=Resource.Kind.PRACTITIONER)
    able = [lane.resource for lane in lanes if offer.who >> lane.number & 1]
    return sorted(able, key=lambda each: each.name)
