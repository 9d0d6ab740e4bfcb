"""A client's file: her visits here, how she is reached, and the next visit a tap away."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, known_client, member_salon
from unknot.desk.likes import liked
from unknot.diary import reads
from unknot.diary.models import Part
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.plumbing.ids import new_id
from unknot.salons.joining import joined_into, joined_with
from unknot.salons.models import Salon
from unknot.salons.preferences import preferences_of

MOST_SOONEST = 3
A_MONTH_ON = timedelta(weeks=4)


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def client_file(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Who she is, what lies ahead, what was done and by whom."""
    salon = member_salon(request, salon_id)
    client, now = known_client(salon, public_id), clock.now()
    head = joined_into(salon, client)
    if head is not None:
        return redirect("desk_client", salon_id=salon_id, public_id=head.public_id)
    past, kept = reads.history(salon, client, now=now), preferences_of(salon, client)
    context = {
        "salon": salon,
        "client": client,
        "history": past,
        "is_cut": len(past.past) == reads.MOST_PAST,
        "last": past.latest,
        "starts": again(salon, past.latest, now),
        "kept": kept,
        "liked": liked(kept),
        "joined": joined_with(salon, client),
        "key": new_id(),
    }
    return render(request, "desk/client.html", context)


def again(salon: Salon, last: Part | None, now: datetime) -> Sequence[Slot]:
    """Starts for the same once more: the soonest with the same hands, and those nearest to it four weeks on."""
    if last is None or not last.offer.is_active:
        return []
    offer = last.offer
    offer.salon = salon
    soon = dict(reads.soonest(offer, now=now, most=MOST_SOONEST)).get(last.practitioner, [])
    length = timedelta(minutes=offer.duration_min)
    slots = {at: Slot(at, at + length, last.practitioner) for at in soon}
    later = reads.nearest(offer, _in_four_weeks(last, salon.zone, now), last.practitioner, now=now)
    return [*slots.values(), *(each for each in later if each.starts_at not in slots)]


def _in_four_weeks(last: Part, zone: str, now: datetime) -> datetime:
    """Four weeks after a visit at the same time by the wall; after today, where that has gone by."""
    wall = on_wall(last.starts_at, zone)
    from_day = max(wall.date(), on_wall(now, zone).date())
    return datetime.combine(from_day + A_MONTH_ON, wall.time(), wall.tzinfo).astimezone(UTC)
