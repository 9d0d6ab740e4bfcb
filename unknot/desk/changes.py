"""What has changed on a day's board since a page was drawn: only those columns, to be put in their places."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.desk.days import day_of, drawn_day, kind_of
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.desk.live import Live
from unknot.plumbing import clock
from unknot.salons.models import Resource, Salon


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def changes(request: HttpRequest, salon_id: str, on_date: str) -> HttpResponse:
    """The columns that the page does not `have`, by their digests; the whole board where its frame is another."""
    salon = member_salon(request, salon_id)
    context = changed(salon, day_of(on_date), kind_of(request), request.GET.get("have", ""))
    return render(request, "desk/changes.html", context)


def changed(salon: Salon, shown: date, by: Resource.Kind, have: str) -> dict[str, object]:
    """What a page with the digests `have` has to put in its place."""
    now = clock.now()
    live, known = Live.of(salon, shown, now), set(have.split("."))
    made = drawn_day(salon, shown, by, now)
    whole = made.frame not in known
    return {
        "salon": salon,
        "day": shown,
        "by": by,
        "live": live,
        "drawn": made,
        "whole": whole,
        "columns": [] if whole else made.changed(known),
    }
