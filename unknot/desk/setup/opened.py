"""The salon is open: where clients find it, and the first time they can book."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.diary import reads
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.models import Offer, Salon

LOOKED_THROUGH = (timedelta(days=3), timedelta(days=14), timedelta(days=60))


class First(NamedTuple):
    """The first start that a client can book, and of what."""

    offer: Offer
    slot: Slot


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def opened(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What an owner wants to see at the end."""
    salon = member_salon(request, salon_id)
    address = f"{settings.SITE_URL}{reverse('salon', args=[salon.public_id])}"
    shown = {"salon": salon, "address": address, "first": first_time(salon, clock.now())}
    return render(request, "desk/setup/opened.html", shown)


def first_time(salon: Salon, now: datetime) -> First | None:
    """The earliest start among all that the salon sells; None when nothing is free for two months."""
    offers = list(salon.offers.filter(is_active=True).select_related("salon").order_by("pk"))
    for ahead in LOOKED_THROUGH:
        found = [
            First(each, slots[0])
            for each in offers
            if (slots := reads.slots(each, starts_from=now, starts_until=now + ahead, now=now))
        ]
        if found:
            return min(found, key=lambda each: each.slot.starts_at)
    return None
