"""The operations that look: search, a salon, its offers, its slots."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unknot.api import replies, written
from unknot.api.company import company
from unknot.api.door import answer, answered
from unknot.api.lookups import (
    lengthened,
    offer_named,
    offer_of,
    practitioner_named,
    practitioner_of,
    salon_in_path,
    sold_in_path,
)
from unknot.api.problems import Problem, refused_field
from unknot.api.reading import read_query
from unknot.api.shapes import NoQuery, SearchQuery, SlotsQuery, WhyQuery
from unknot.design.searching import searching
from unknot.diary import reads
from unknot.diary.choice import Wish
from unknot.diary.questions import Question
from unknot.plumbing.clock import now
from unknot.salons.models import Offer

WINDOW = timedelta(days=7)
WIDEST = timedelta(days=92)


@searching
def search(request: HttpRequest) -> HttpResponse:
    """Salons near a place that have time, the nearest or the soonest first, each with its first three starts."""
    asked = read_query(request, SearchQuery)
    moment = now()
    starts_from, starts_until = _window(asked.starts_from, asked.starts_until, moment)
    question = Question(
        lat=asked.near[0],
        lon=asked.near[1],
        radius_m=asked.radius_km * 1000,
        treatments=(asked.treatment,),
        duration_min=asked.duration_min,
        windows=((starts_from, starts_until),),
        order=asked.order,
    )
    hits = reads.search(question, limit=asked.limit, now=moment)
    return answer({"results": [replies.found(hit) for hit in reads.named(hits)]})


@searching
def salon(request: HttpRequest, salon_id: str) -> HttpResponse:
    """One salon."""
    read_query(request, NoQuery)
    return answer(replies.salon_page(salon_in_path(salon_id)))


@searching
def offers(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What a salon sells, by treatment and duration."""
    read_query(request, NoQuery)
    rows = Offer.objects.filter(salon=salon_in_path(salon_id), is_active=True).select_related("salon")
    sold = rows.prefetch_related("add_ons").order_by("treatment", "duration_min", "pk")
    return answer({"offers": [replies.offer_sold(row) for row in sold]})


@searching
def slots(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Every start of an offer in a window, alone or with company."""
    try:
        asked = read_query(request, SlotsQuery)
    except Problem:
        salon_in_path(salon_id)
        raise
    place, moment = sold_in_path(salon_id, asked.offer), now()
    starts_from, starts_until = _window(asked.starts_from, asked.starts_until, moment)
    offer = lengthened(offer_of(place), asked.add_ons)
    wanted: dict[str, Any] = {
        "starts_from": starts_from,
        "starts_until": starts_until,
        "now": moment,
        "practitioner": practitioner_of(place, asked.practitioner),
    }
    with_it = company(asked, offer)
    if with_it.also:
        return answer({"slots": replies.starts(reads.times(offer, **wanted, **with_it.wished))})
    days = reads.by_day(offer, {lane: person.pk for lane, person in place.people.items()}, **wanted)
    return answered(written.slots(days, place.people, offer.duration_min, offer.salon.gap_benefit))


@searching
def why(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Why an offer can't start at an instant, and the nearest starts; nobody is named."""
    place = salon_in_path(salon_id)
    asked = read_query(request, WhyQuery)
    offer = offer_named(asked.offer, of=place)
    practitioner = practitioner_named(asked.practitioner, place)
    with_it = company(asked, offer)
    if with_it.also:
        wish = Wish(offer, asked.starts_at, practitioner, **with_it.wished)
        return answer(replies.why_together(reads.clashes(wish, now=now())))
    reasons = reads.reasons(offer, asked.starts_at, now=now(), practitioner=practitioner)
    return answer(replies.why(reasons, place.zone))


def _window(
    starts_from: datetime | None, starts_until: datetime | None, moment: datetime
) -> tuple[datetime, datetime]:
    """From now for a week unless said otherwise. Raises Problem naming `to` or `from`."""
    opening = starts_from or (moment if starts_until is None else min(moment, starts_until))
    closing = starts_until or opening + WINDOW
    if starts_until is not None and starts_from is None and closing <= moment:
        raise refused_field("to", _("must lie in the future, or come with from"))
    if opening >= closing:
        raise refused_field("to", _("must come after from"))
    if closing - opening > WIDEST:
        raise refused_field("to", _("must come at most %(days)d days after from") % {"days": WIDEST.days})
    return opening, closing
