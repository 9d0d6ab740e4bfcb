"""A salon's page made of ORM objects, with a plain Django template that words them: what ours is measured against."""

from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils.dates import WEEKDAYS

from benchmarks import stock_filters
from unknot.design import words
from unknot.design.templatetags.words import treatment_name
from unknot.plumbing import clock
from unknot.salons.models import Salon

TEMPLATE = Path(__file__).with_name("salon_stock.html")


def plain(request: HttpRequest, public_id: str) -> HttpResponse:
    """The salon with everything that belongs to it, as one would first write it."""
    everything = Salon.objects.prefetch_related("offers", "lanes__resource__skills", "weekly_hours")
    salon = get_object_or_404(everything, public_id=public_id)
    sold = [offer for offer in salon.offers.all() if offer.is_active]
    sold.sort(key=lambda offer: (treatment_name(offer.treatment), offer.duration_min, offer.price_minor))
    people = [lane for lane in salon.lanes.all() if lane.resource.kind == "practitioner"]
    shown = {
        "salon": salon,
        "sold": sold,
        "main_offer": max(sold, key=lambda offer: (offer.who.bit_count(), -offer.pk)),
        "people": sorted(people, key=lambda lane: lane.resource.name),
        "today": words.on_wall(clock.now(), salon.zone).weekday(),
        "weekdays": WEEKDAYS.items(),
        "hours": [hours for hours in salon.weekly_hours.all() if hours.lane_id is None],
    }
    return HttpResponse(_template().render(shown, request))


@cache
def _template() -> Any:
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    engine.engine.template_libraries.setdefault("stock", stock_filters.register)
    return engine.from_string(TEMPLATE.read_text(encoding="utf-8"))
