"""Who has time first? The soonest starts of a treatment by practitioner, each one tap from the booking form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.templatetags.words import treatment_name
from unknot.design.words import duration, near_day, wall_time
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.desk.free import start_query
from unknot.diary import reads
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.clients import client_at
from unknot.salons.models import Offer, Salon

MOST_STARTS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A treatment or a length to ask for, by the offer that it stands for."""

    offer: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Time:
    """A start in words, and its address from the question mark on."""

    day: str
    time: str
    query: str


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def soonest(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What is sold, and for what was chosen who can take it soonest."""
    salon, now = member_salon(request, salon_id), clock.now()
    sold = list(Offer.objects.filter(salon=salon, is_active=True).order_by("treatment", "duration_min", "pk"))
    chosen = _chosen(sold, request.GET.get("offer", ""))
    client = known_client(salon, request.GET.get("client", ""))
    shown = {
        "salon": salon,
        "client": client,
        "offer": chosen,
        "treatments": _treatments(sold, chosen),
        "lengths": _lengths(sold, chosen),
        "people": _people(salon, chosen, client, now) if chosen else [],
    }
    return render(request, "desk/soonest.html", shown)


def _chosen(sold: Iterable[Offer], public_id: str) -> Offer | None:
    found = next((each for each in sold if each.public_id == public_id), None)
    if public_id and found is None:
        raise Http404
    return found


def _treatments(sold: Iterable[Offer], chosen: Offer | None) -> list[Choice]:
    """Each treatment once; it stands for the length that was chosen with another, else for its shortest."""
    asked_min = chosen.duration_min if chosen else 0
    by_treatment: dict[str, Offer] = {}
    for each in sold:
        kept = by_treatment.setdefault(each.treatment, each)
        if each.duration_min == asked_min and kept.duration_min != asked_min:
            by_treatment[each.treatment] = each
    return sorted(
        (
            Choice(each.public_id, treatment_name(name), chosen is not None and chosen.treatment == name)
            for name, each in by_treatment.items()
        ),
        key=lambda choice: choice.name,
    )


def _lengths(sold: Iterable[Offer], chosen: Offer | None) -> list[Choice]:
    """The lengths of the chosen treatment."""
    mine = [each for each in sold if chosen is not None and each.treatment == chosen.treatment]
    return [Choice(each.public_id, duration(each.duration_min), each == chosen) for each in mine]


def known_client(salon: Salon, public_id: str) -> Client | None:
    """Who comes again, where an address names her. Raises Http404 for a client whom the salon does not know."""
    found = client_at(salon, public_id) if public_id else None
    if public_id and found is None:
        raise Http404
    return found


def _people(
    salon: Salon, offer: Offer, client: Client | None, now: datetime
) -> Sequence[tuple[str, list[Time]]]:
    offer.salon = salon
    more = {"client": client.public_id} if client else {}
    return [
        (
            practitioner.name,
            [
                Time(
                    near_day(start, salon.zone, now),
                    wall_time(start, salon.zone),
                    start_query(practitioner, start, salon.zone, offer=offer.public_id, **more),
                )
                for start in starts
            ],
        )
        for practitioner, starts in reads.soonest(offer, now=now, most=MOST_STARTS)
    ]
