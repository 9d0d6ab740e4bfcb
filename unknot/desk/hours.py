"""Hours: what holds, and changing it. Nothing is changed before the salon has seen what would fall outside."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.design.words import on_wall
from unknot.desk import timetable
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.desk.hours_forms import SALON, DaysForm, HolidaysForm, ReasonForm, WeekForm
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Change, OtherDays, OtherWeek, Rota

CONFLICT, UNPROCESSABLE = 409, 422


class Asked(NamedTuple):
    """A form that a salon fills in, and the page that it stands on. `who` is whose hours they are."""

    salon: Salon
    form: WeekForm | DaysForm | HolidaysForm
    page: str
    who: str = ""
    more: Mapping[str, object] = {}


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def hours(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What holds: the salon's week, everybody's, and the days that differ."""
    salon = member_salon(request, salon_id)
    today, rota = on_wall(clock.now(), salon.zone).date(), bridge.rota(salon)
    things = Lane.objects.filter(salon=salon, number__in=rota.things, is_gone=False)
    context = {
        "salon": salon,
        "weeks": timetable.weeks(salon, rota, today),
        "stretches": timetable.stretches(salon, today),
        "changed": "changed" in request.GET,
        "thing": things.values_list("resource__public_id", flat=True).first(),
    }
    return render(request, "desk/hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def week(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Another week for the salon, or for one of its practitioners."""
    salon = member_salon(request, salon_id)
    today, rota = on_wall(clock.now(), salon.zone).date(), bridge.rota(salon)
    lane, name = None, salon.name
    if who := request.GET.get("who", ""):
        people = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER)
        mine = get_object_or_404(people.select_related("resource"), resource__public_id=who)
        lane, name = mine.number, mine.resource.name
    given = request.GET if "from_date" in request.GET else None
    return _answer(
        request, Asked(salon, WeekForm(salon, today, lane, rota, given), "desk/hours_week.html", name)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def days(request: HttpRequest, salon_id: str) -> HttpResponse:
    """A day or some days that differ: closed, away, out of use, other hours, or as usual again."""
    salon = member_salon(request, salon_id)
    today = on_wall(clock.now(), salon.zone).date()
    given = request.GET if "first" in request.GET else None
    initial = {"first": today, "who": SALON, "what": "closed", **_known(request)}
    return _answer(
        request, Asked(salon, DaysForm(salon, today, given, initial=initial), "desk/hours_days.html")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def holidays(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Closed on public holidays or not, of which region; and which they are in the next year."""
    salon = member_salon(request, salon_id)
    today = on_wall(clock.now(), salon.zone).date()
    form = HolidaysForm(salon, request.GET if "holidays" in request.GET else None)
    more = {"coming": timetable.coming_holidays(salon, bridge.rota(salon), today)}
    return _answer(request, Asked(salon, form, "desk/hours_holidays.html", more=more))


def _known(request: HttpRequest) -> dict[str, str]:
    """What a link to the form has filled in already."""
    known = {"who": "who", "what": "what", "on": "first"}
    return {field: value for name, field in known.items() if (value := request.GET.get(name))}


def _answer(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The form; once it can be read what it would touch; and once that was seen it is done."""
    form, salon = asked.form, asked.salon
    is_wrong = form.is_bound and not form.is_valid()
    if is_wrong or not form.is_bound or "edit" in request.GET:
        shown = {"salon": salon, "form": form, "who": asked.who, **asked.more}
        return render(request, asked.page, shown, status=UNPROCESSABLE if is_wrong else 200)
    if request.method != "POST":
        return _preview(request, asked, ReasonForm())
    why = ReasonForm(request.POST)
    if not why.is_valid():
        return _preview(request, asked, why, status=UNPROCESSABLE)
    done = _change(request, asked, why.cleaned_data["reason"])
    if isinstance(done, Refusal):
        return _preview(request, asked, why, status=CONFLICT)
    to_do = "desk_outside" if done > len(request.POST.getlist("kept")) else "desk_hours"
    return redirect(f"{reverse(to_do, args=[salon.public_id])}?changed")


def _change(request: HttpRequest, asked: Asked, reason: str) -> int | Refusal:
    change = asked.form.change
    return actions.change_hours(
        asked.salon,
        replace(change, reason=reason) if isinstance(change, OtherDays) else change,
        seen=request.POST.get("seen", "").split(),
        kept=request.POST.getlist("kept"),
        by=acts_as(request),
        clock=clock.database_now,
    )


def _preview(request: HttpRequest, asked: Asked, why: ReasonForm, *, status: int = 200) -> HttpResponse:
    """What falls outside, with what could be done about each. Nothing has been changed."""
    now, salon, change = clock.now(), asked.salon, asked.form.change
    touch = reads.touched(salon, change, now=now)
    rota = bridge.rota(salon).changed(change)
    visits, holds = reads.proposals(salon, [*touch.visits, *touch.holds], rota, now=now)
    shown = {
        "salon": salon,
        "asked": timetable.asked(salon, change),
        "planned": _planned(rota, change),
        "visits": visits,
        "holds": holds,
        "seen": " ".join(sorted(touch.ids)),
        "kept": request.POST.getlist("kept"),
        "refused": status == CONFLICT,
        "why": why if isinstance(change, OtherDays) and change.spans is not None else None,
        "here": request.get_full_path(),
    }
    return render(request, "desk/hours_preview.html", shown, status=status)


def _planned(rota: Rota, change: Change) -> date | None:
    """From when on weeks that were planned before go on to hold instead of this one."""
    if not isinstance(change, OtherWeek):
        return None
    return min((since for since, _ in rota.weeks[change.lane] if since > change.from_date), default=None)
