"""The day's board, the days beside it, its week and its list."""

from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.words import on_wall
from unknot.desk import live
from unknot.desk.board import WEEK, board, week
from unknot.desk.booking import just_booked
from unknot.desk.breaks import just_blocked
from unknot.desk.doorkeeper import SIGN_IN, member_salon, salons_of, works_as
from unknot.desk.drawn import Drawn, drawn, visits_address
from unknot.desk.listed import listed
from unknot.desk.setup.door import may_add_a_salon, open_sketch
from unknot.diary import reads
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Rota


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
    salon, shown, by = member_salon(request, salon_id), day_of(on_date), kind_of(request)
    now = clock.now()
    rota, outside, to_sort_out = _hours(salon, now)
    context = {
        **_around(salon, shown, now, by),
        "booked": just_booked(request, salon),
        "blocked": just_blocked(request, salon),
        # Read before the board: what changes meanwhile is asked for once too often, never missed.
        "live": live.Live.of(salon, shown, now),
        "drawn": drawn(board(salon, shown, by, now=now, rota=rota, outside=outside), salon),
        "to_sort_out": to_sort_out,
    }
    return render(request, "desk/day.html", context)


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def day_list(request: HttpRequest, salon_id: str, on_date: str) -> HttpResponse:
    """All visits of a local day, in order of time."""
    salon, shown, now = member_salon(request, salon_id), day_of(on_date), clock.now()
    rota, outside, to_sort_out = _hours(salon, now)
    context = {
        **_around(salon, shown, now, "list"),
        "visits": visits_address(salon),
        "rows": listed(salon, shown, now=now, rota=rota, outside=outside),
        "to_sort_out": to_sort_out,
    }
    return render(request, "desk/day_list.html", context)


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def weeks(request: HttpRequest, salon_id: str, on_date: str) -> HttpResponse:
    """The week of a day for one practitioner, room or piece of equipment: whoever looks, unless asked for another."""
    salon, shown, now = member_salon(request, salon_id), day_of(on_date), clock.now()
    monday = max(shown - timedelta(days=shown.weekday()), date(2000, 1, 1))
    lanes = list(Lane.objects.filter(salon=salon).select_related("resource"))
    if not lanes:
        raise Http404
    chosen = _chosen(request, salon, lanes)
    rota, outside, to_sort_out = _hours(salon, now)
    context = {
        **_around(salon, shown, now, "week"),
        "before": (monday - timedelta(days=WEEK)).isoformat(),
        "after": (monday + timedelta(days=WEEK)).isoformat(),
        "monday": monday,
        "sunday": monday + timedelta(days=WEEK - 1),
        "lanes": lanes,
        "chosen": chosen.resource,
        "drawn": drawn(week(salon, monday, chosen, now=now, rota=rota, outside=outside), salon),
        "to_sort_out": to_sort_out,
    }
    return render(request, "desk/week.html", context)


def drawn_day(salon: Salon, shown: date, by: Resource.Kind, now: datetime) -> Drawn:
    """The board of a day as its page holds it."""
    rota, outside, _ = _hours(salon, now)
    return drawn(board(salon, shown, by, now=now, rota=rota, outside=outside), salon)


def day_of(text: str) -> date:
    """The date in an address. Raises Http404."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not 2000 <= day.year < 2200:
        raise Http404
    return day


def kind_of(request: HttpRequest, by: str = "") -> Resource.Kind:
    """What the columns are, practitioners unless asked for otherwise. Raises Http404."""
    by = by or request.GET.get("by", Resource.Kind.PRACTITIONER)
    if by not in Resource.Kind.values:
        raise Http404
    return Resource.Kind(by)


def _around(salon: Salon, shown: date, now: datetime, by: str) -> dict[str, object]:
    """What every view of a day has around it."""
    kinds = set(salon.lanes.values_list("resource__kind", flat=True).distinct())
    return {
        "salon": salon,
        "day": shown,
        "before": (shown - timedelta(days=1)).isoformat(),
        "after": (shown + timedelta(days=1)).isoformat(),
        "is_today": on_wall(now, salon.zone).date() == shown,
        "by": by,
        "kinds": [kind for kind in Resource.Kind.values if kind in kinds],
    }


def _hours(salon: Salon, now: datetime) -> tuple[Rota, set[str], int]:
    """The salon's hours, the visits outside them by public id, and how many visits of any day are to sort out."""
    rota = bridge.rota(salon)
    outside = [each for each in reads.outside(salon, now=now, rota=rota) if not each.is_hold]
    return rota, {each.public_id for each in outside}, sum(not each.is_kept for each in outside)


def _chosen(request: HttpRequest, salon: Salon, lanes: list[Lane]) -> Lane:
    """Whose week: asked for, one's own, else the first. Raises Http404."""
    if "who" in request.GET:
        asked = get_object_or_404(Resource, public_id=request.GET["who"], lanes__salon=salon)
        return next(lane for lane in lanes if lane.resource_id == asked.pk)
    own = works_as(request, salon)
    return next((lane for lane in lanes if own and lane.resource_id == own.pk), lanes[0])
