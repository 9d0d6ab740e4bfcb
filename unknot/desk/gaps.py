"""The gap benefit at the desk: what the salon gives, and what that would do to its free times before it counts."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.hours import day_start, instant, local_day, tick_floor
from unknot.core.money.benefit import Benefit
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.desk.gap_form import GapForm
from unknot.diary import reads
from unknot.diary.questions import Window
from unknot.plumbing import clock
from unknot.salons.actions import give
from unknot.salons.models import Salon

UNPROCESSABLE = 422
WEEK = timedelta(days=7)


class Preview(NamedTuple):
    """What a choice would do: all counts together, and each offer's."""

    benefit: Benefit
    today: reads.Count
    week: reads.Count
    offers: list[reads.Carried]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def gaps(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The choice as it is; with one in the address what it would do; a POST makes it count."""
    salon = member_salon(request, salon_id)
    given = request.POST if request.method == "POST" else request.GET
    form = GapForm(salon, given if "kind" in given else None)
    if form.is_bound and not form.is_valid():
        return render(request, "desk/gaps.html", {"salon": salon, "form": form}, status=UNPROCESSABLE)
    if request.method == "POST":
        rest_min = form.cleaned_data["rest_min"]
        give(salon, form.benefit, rest_min=rest_min, by=acts_as(request), now=clock.database_now())
        return redirect(f"{reverse('desk_gaps', args=[salon.public_id])}?chosen")
    shown = {
        "salon": salon,
        "form": form,
        "is_new": form.is_bound,
        "chosen": "chosen" in request.GET,
        "preview": _preview(_as_chosen(salon, form) if form.is_bound else salon, clock.now()),
    }
    return render(request, "desk/gaps.html", shown)


def _as_chosen(salon: Salon, form: GapForm) -> Salon:
    """The salon as it would be; it is not saved."""
    salon.gap_percent, salon.gap_off_minor, salon.gap_extra = form.benefit
    salon.gap_rest_min = form.cleaned_data["rest_min"]
    return salon


def _preview(salon: Salon, now: datetime) -> Preview | None:
    """None where nothing is given."""
    if not salon.gap_benefit.is_any:
        return None
    offers = reads.carried(salon, [_today(salon, now), (now, now + WEEK)], now=now)
    today, week = (
        reads.Count(
            sum(each.counts[n].free for each in offers), sum(each.counts[n].filling for each in offers)
        )
        for n in range(2)
    )
    return Preview(salon.gap_benefit, today, week, offers)


def _today(salon: Salon, now: datetime) -> Window:
    tomorrow = local_day(salon.zone, tick_floor(now)) + timedelta(days=1)
    return now, instant(day_start(salon.zone, tomorrow))
