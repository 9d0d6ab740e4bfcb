"""The day's sheet as pages to print."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.words import on_wall
from unknot.desk.days import day_of
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.desk.sheet import sheets
from unknot.plumbing import clock


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def sheet(request: HttpRequest, salon_id: str, on_date: str) -> HttpResponse:
    """One page for each practitioner of a day."""
    salon, shown, now = member_salon(request, salon_id), day_of(on_date), clock.now()
    context = {
        "salon": salon,
        "day": shown,
        "is_today": on_wall(now, salon.zone).date() == shown,
        "sheets": sheets(salon, shown, now=now),
    }
    return render(request, "desk/sheet/sheet.html", context)
