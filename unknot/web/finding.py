"""Finding a time: the salons near a place with their next starts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from unknot.design.limits import at_most
from unknot.design.searching import searching
from unknot.design.words import short_day
from unknot.diary import reads
from unknot.diary.questions import Question
from unknot.plumbing import clock
from unknot.web import asked, when
from unknot.web.cards import cards
from unknot.web.filters import AWAY_KM, FILTERS_USUAL, Filters, pills
from unknot.web.forms import SearchForm
from unknot.web.map import tiles

SALONS_A_PAGE = 20
MOST_PAGES = 10
SEARCHES_A_MINUTE = 60
OTHERS_SHOWN = 3


@dataclass(frozen=True)
class Results:
    """One page of salons, and whether another follows."""

    found: list[reads.Hit]
    page: int
    more: bool


@at_most(SEARCHES_A_MINUTE, "web.search")
@vary_on_headers("HX-Request")
@searching
def search(request: HttpRequest) -> HttpResponse:
    """Salons near the place, the nearest or the soonest first, each with its next three starts."""
    form, filters = SearchForm(request.GET), Filters(FILTERS_USUAL | request.GET.dict())
    if not form.is_valid():
        return render(request, "web/home.html", {"form": form}, status=422)
    now = clock.now()
    chosen = filters.chosen()
    results = _results(_question(form, chosen, now=now), _page(request), now=now)
    shown = {
        **_said(form, filters, results),
        "chosen": chosen,
        "cards": cards(
            results.found, now=now, zone=form.cleaned_data["where"].zone, by_name=bool(chosen["gender"])
        ),
        "wider": next((km for km in AWAY_KM if km > chosen["away_km"]), None),
        "query": _query(request, leave_out=("page",)),
        "bare": "" if results.found else _query(request, leave_out=("page", *Filters.base_fields)),
        # The template's own is worked out anew for each card.
        "token": get_token(request),
    }
    if HtmxDetails(request):
        return render(request, "web/found.html", shown)
    response = render(request, "web/results.html", {**shown, **_around(request, form, filters)})
    asked.remember(response, form, request)
    return response


def _results(question: Question, page: int, *, now: datetime) -> Results:
    """One more than is shown tells whether there are more."""
    before, through = (page - 1) * SALONS_A_PAGE, page * SALONS_A_PAGE
    found = reads.search(question, limit=through + 1, now=now)
    return Results(found[before:through], page, more=len(found) > through and page < MOST_PAGES)


def _question(form: SearchForm, chosen: dict[str, Any], *, now: datetime) -> Question:
    answers, spot = form.cleaned_data, form.cleaned_data["where"]
    windows = when.days_wanted(answers["when"], answers["on_date"], answers["part"], spot.zone, now)
    return Question(
        lat=spot.lat,
        lon=spot.lon,
        radius_m=chosen["away_km"] * 1000.0,
        treatments=form.treatments(),
        duration_min=form.length_min(),
        windows=[(window.starts_from, window.starts_until) for window in windows],
        gender=chosen["gender"],
        most=chosen["price"],
        step_free=chosen["step_free"],
        two=chosen["two"],
        order=chosen["order"],
    )


def _said(form: SearchForm, filters: Filters, results: Results) -> dict[str, Any]:
    """What the list needs to speak of itself."""
    return {
        "form": form,
        "filters": filters,
        "spot": form.cleaned_data["where"],
        "length_min": form.length_min(),
        "lengths": form.durations_min(),
        "results": results,
        "after": results.page + 1,
    }


def _around(request: HttpRequest, form: SearchForm, filters: Filters) -> dict[str, Any]:
    """What stands around the list and stays when it is narrowed: other places of that name, the map's ground."""
    answers, others = form.cleaned_data, form.elsewhere()[:OTHERS_SHOWN]
    kept = {"what": answers["what"], "where": request.GET["where"], "when": answers["when"]}
    return {
        "asked_when": _when_words(form),
        "others": others,
        "elsewhere": _query(request, leave_out=("page", "where")) if others else "",
        "kept": {**kept, "on_date": request.GET.get("on_date", "")},
        "parts": pills(form["part"]),
        "genders": pills(filters["gender"]),
        "orders": pills(filters["order"]),
        "distances": pills(filters["away_km"]),
        "tiles": tiles(),
    }


def _when_words(form: SearchForm) -> str:
    """The day that was asked for, or the choice that stands for it."""
    on_date = form.cleaned_data["on_date"]
    if form.cleaned_data["when"] == "day" and on_date:
        return short_day(on_date)
    return next(each.label for each in pills(form["when"]) if each.chosen)


def _query(request: HttpRequest, *, leave_out: Collection[str]) -> str:
    query = request.GET.copy()
    for name in leave_out:
        query.pop(name, None)
    return query.urlencode()


def _page(request: HttpRequest) -> int:
    """The page asked for; the first for anything else."""
    given = request.GET.get("page", "")
    return int(given) if given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_PAGES else 1
