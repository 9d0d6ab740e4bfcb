"""The day's board, and the days beside it."""

from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.words import on_wall
from unknot.desk.board import board
from unknot.desk.booking import just_booked
from unknot.desk.doorkeeper import SIGN_IN, member_salon, salons_of
from unknot.desk.setup.door import may_add_a_salon, open_sketch
from unknot.diary import reads
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.models import Resource, Salon


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def desk(request: HttpRequest) -> HttpResponse:
    """The salons one works in; with one salon, its day."""
    salons = salons_of(request)
    if len(salons) == 1:
        return redirect("desk_today", salon_id=salons[0].public_id)
    if not salons and open_sketch(request):
        return redirect("desk_new")
    owns = may_add_a_salon(request.user)  # type: ignore[arg-type]
    return render(request, "desk/salons.html", {"salons": salons, "owns": owns})


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def today(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The day that it is at the salon."""
    salon = member_salon(request, salon_id)
    return redirect(
        "desk_day", salon_id=salon_id, on_date=on_wall(clock.now(), salon.zone).date().isoformat()
    )


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def day(request: HttpRequest, salon_id: str, on_date: str) -> HttpResponse:
    """One local day by practitioner, or by room and equipment."""
    salon = member_salon(request, salon_id)
    shown = _day(on_date)
    by = request.GET.get("by", Resource.Kind.PRACTITIONER)
    if by not in Resource.Kind.values:
        raise Http404
    now = clock.now()
    kinds = salon.lanes.values_list("resource__kind", flat=True).distinct()
    context = {
        "salon": salon,
        "day": shown,
        "before": (shown - timedelta(days=1)).isoformat(),
        "after": (shown + timedelta(days=1)).isoformat(),
        "is_today": on_wall(now, salon.zone).date() == shown,
        "by": by,
        "booked": just_booked(request, salon),
        "kinds": [kind for kind in Resource.Kind.values if kind in set(kinds)],
        **_board(salon, shown, Resource.Kind(by), now),
    }
    return render(request, "desk/day.html", context)


def _board(salon: Salon, shown: date, by: Resource.Kind, now: datetime) -> dict[str, object]:
    """The board, and how many visits of any day are to sort out."""
    rota = bridge.rota(salon)
    outside = [each for each in reads.outside(salon, now=now, rota=rota) if not each.is_hold]
    marked = {each.public_id for each in outside}
    return {
        "board": board(salon, shown, by, now=now, rota=rota, outside=marked),
        "to_sort_out": sum(not each.is_kept for each in outside),
    }


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not 2000 <= day.year < 2200:
        raise Http404
    return day
