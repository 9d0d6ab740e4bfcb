"""The page of results made of ORM objects, with a plain Django template that words them.

It answers the same question with the same core; only how rows are read and how words are drawn differs.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import DjangoTemplates

from unknot.core.availability.masks import first
from unknot.core.availability.turns import fair_order
from unknot.core.availability.visits import glue, lanes_of
from unknot.core.hours import instant
from unknot.diary.bridge import day_from_row
from unknot.diary.models import SalonDay
from unknot.diary.reads.slots import possible
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.bridge import Rules, need
from unknot.salons.models import Lane, Offer
from unknot.salons.reads import distance_m
from unknot.web import when
from unknot.web.filters import FILTERS_USUAL, Filters
from unknot.web.forms import SearchForm
from unknot.web.map import tiles

SHOWN = 20
RADIUS_M = 20_000
BATCH, EVERYBODY = 42, 1_000_000
TEMPLATE = Path(__file__).with_name("results_stock.html")
Hit = dict[str, Any]


def plain(request: HttpRequest) -> HttpResponse:
    """As one would first write it: the days of every salon in the circle, then the nearest twenty with a start."""
    return _page(request, EVERYBODY)


def batched(request: HttpRequest) -> HttpResponse:
    """The same with the product's own trick: the nearest salons first, and no more than are needed."""
    return _page(request, BATCH)


def _page(request: HttpRequest, batch: int) -> HttpResponse:
    form, filters = SearchForm(request.GET), Filters(FILTERS_USUAL | request.GET.dict())
    assert form.is_valid()
    now, spot = clock.now(), form.cleaned_data["where"]
    hits = found(form, now, batch)
    shown = {
        "form": form,
        "filters": filters,
        "spot": spot,
        "length_min": form.length_min(),
        "lengths": form.durations_min(),
        "found": hits[:SHOWN],
        "more": len(hits) > SHOWN,
        "query": request.GET.urlencode(),
        "elsewhere": request.GET.urlencode(),
        "others": form.elsewhere()[:3],
        "kept": {name: request.GET.get(name, "") for name in ("what", "where", "when", "on_date")},
        "tiles": tiles(),
        "now": now,
    }
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    return HttpResponse(_template(engine).render(shown, request))


_kept: list[Any] = []


def _template(engine: DjangoTemplates) -> Any:
    """Read and parsed once, as the cached loader does."""
    if not _kept:
        _kept.append(engine.from_string(TEMPLATE.read_text(encoding="utf-8")))
    return _kept[0]


def found(form: SearchForm, now: datetime, batch: int) -> list[Hit]:
    """The nearest salons with a start, one more than is shown."""
    spot, answers = form.cleaned_data["where"], form.cleaned_data
    windows = when.days_wanted(answers["when"], answers["on_date"], answers["part"], spot.zone, now)
    starts_from, starts_until = windows[0].starts_from, windows[-1].starts_until
    offers = Offer.objects.filter(
        treatment__in=form.treatments(), duration_min=form.length_min(), is_active=True
    ).exclude(salon__hours_source="unknown")
    near: dict[int, list[tuple[float, Offer]]] = {}
    for offer in offers.select_related("salon").order_by("price_minor", "pk"):
        away = distance_m(spot.lat, spot.lon, offer.salon.lat, offer.salon.lon)
        if away <= RADIUS_M:
            near.setdefault(offer.salon_id, []).append((away, offer))
    groups = sorted(near.values(), key=lambda group: (round(group[0][0]), group[0][1].salon_id))
    hits: list[Hit] = []
    for at in range(0, len(groups), batch):
        hits += _hits(groups[at : at + batch], starts_from, starts_until, now)
        if len(hits) > SHOWN:
            break
    return hits[: SHOWN + 1]


def _hits(
    groups: list[list[tuple[float, Offer]]], starts_from: datetime, starts_until: datetime, now: datetime
) -> list[Hit]:
    salon_ids = [group[0][1].salon_id for group in groups]
    dates = (starts_from - timedelta(days=1)).date(), (starts_until + timedelta(days=1)).date()
    days: dict[int, list[Any]] = {}
    for row in SalonDay.objects.filter(salon_id__in=salon_ids, on_date__range=dates).order_by("on_date"):
        values = (row.on_date, row.salon_id, row.base, row.length, row.lanes, row.shifts, row.holds)
        days.setdefault(row.salon_id, []).append(day_from_row(values)[1])
    people: dict[int, dict[int, Any]] = {}
    lanes = Lane.objects.filter(salon_id__in=salon_ids, resource__kind="practitioner")
    for lane in lanes.select_related("resource"):
        people.setdefault(lane.salon_id, {})[lane.number] = lane.resource
    hits = []
    for group in groups:
        salon_id = group[0][1].salon_id
        timeline = glue(days.get(salon_id, []), now_s=now.timestamp())
        for away, offer in group:
            able = possible(
                need(offer, offer.salon.step_min),
                Rules.of(offer.salon),
                timeline,
                starts_from,
                starts_until,
                now,
            )
            slots = []
            for place in first(able.any_of, 3):
                tick = timeline.base + place
                order = fair_order(timeline.day_at(tick), lanes_of(offer.who))
                lane_number = next(each for each in order if each in able.lanes_at(tick))
                begins = instant(tick)
                slots.append(
                    Slot(
                        begins,
                        begins + timedelta(minutes=offer.duration_min),
                        people[salon_id][lane_number],
                    )
                )
            if slots:
                hits.append({"distance_m": round(away), "offer": offer, "slots": slots})
                break
    return hits
