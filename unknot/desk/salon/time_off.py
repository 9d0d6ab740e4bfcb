"""Days off: a practitioner asks, the owner looks at what it touches and says yes or no."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.design.wall_form import DayField
from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon, owned_salon, owns, works_as
from unknot.desk.hours_forms import MOST_DAYS, ReasonForm
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.actions import ask_time_off, end_time_off
from unknot.salons.models import Salon, TimeOff

CONFLICT, UNPROCESSABLE = 409, 422
State = TimeOff.State


class TimeOffForm(ReasonForm):
    """From which day until which, and why if she likes to say."""

    first = DayField()
    last = DayField(required=False)
    field_order = ("first", "last", "reason")

    def __init__(self, today: date, data: Any = None) -> None:
        self.today = today
        super().__init__(data)
        self.fields["first"].label, self.fields["last"].label = _("First day"), _("Last day")
        self.fields["reason"].help_text = _("Only the owner and you see it.")

    def clean(self) -> dict[str, Any]:
        """From today on, at most a year, in order."""
        found: dict[str, Any] = super().clean() or {}
        first = found.get("first")
        if first is None or "last" in self.errors:
            return found
        last = found["last"] = found.get("last") or first
        if first < self.today:
            self.add_error("first", _("That day is over: choose today or a later one."))
        elif last < first:
            self.add_error("last", _("The last day is before the first."))
        elif (last - first).days >= MOST_DAYS:
            self.add_error("last", _("At most a year at once."))
        return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def time_off(request: HttpRequest, salon_id: str) -> HttpResponse:
    """What is asked, for the owner all of it; who treats asks here."""
    salon = member_salon(request, salon_id)
    mine = works_as(request, salon)
    form = TimeOffForm(_today(salon), request.POST or None)
    if request.method == "POST" and mine is None:
        raise PermissionDenied
    if mine and form.is_valid():
        ask_time_off(salon, mine, **form.cleaned_data, now=clock.now())
        return redirect(f"{reverse('desk_time_off', args=[salon_id])}?asked")
    rows = salon.time_off.select_related("practitioner").filter(last__gte=_today(salon))
    is_owner = owns(request, salon)
    shown = {
        "salon": salon,
        "form": form if mine else None,
        "mine": rows.filter(practitioner=mine) if mine else (),
        "to_decide": rows.filter(state=State.ASKED) if is_owner else (),
        "is_owner": is_owner,
        "said": next((each for each in ("asked", "decided") if each in request.GET), ""),
    }
    return render(request, "desk/salon/time_off.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def decision(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """What a yes would touch, and the owner's yes or no."""
    salon = owned_salon(request, salon_id)
    asked = get_object_or_404(salon.time_off.select_related("practitioner", "salon"), public_id=public_id)
    if request.method != "POST":
        return _look(request, salon, asked)
    if "decline" in request.POST:
        end_time_off(asked, State.DECLINED, now=clock.now())
        return redirect(f"{reverse('desk_time_off', args=[salon_id])}?decided")
    seen = request.POST.get("seen", "").split()
    done = actions.grant_time_off(asked, seen=seen, by=acts_as(request), clock=clock.database_now)
    if isinstance(done, Refusal):
        return _look(request, salon, asked, refused=True)
    onward = "desk_outside" if done else "desk_time_off"
    return redirect(f"{reverse(onward, args=[salon_id])}?{'changed' if done else 'decided'}")


@require_POST
@login_required(login_url=SIGN_IN)
def taking_back(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Who asked doesn't need it any more, as long as nobody has decided."""
    salon = member_salon(request, salon_id)
    mine = salon.time_off.filter(practitioner=works_as(request, salon))
    end_time_off(get_object_or_404(mine, public_id=public_id), State.TAKEN_BACK, now=clock.now())
    return redirect("desk_time_off", salon_id=salon_id)


def _today(salon: Salon) -> date:
    return on_wall(clock.now(), salon.zone).date()


def _look(request: HttpRequest, salon: Salon, asked: TimeOff, *, refused: bool = False) -> HttpResponse:
    now = clock.now()
    asked.refresh_from_db()
    change = actions.days_off(asked, _today(salon)) if asked.state == State.ASKED else None
    touch = reads.touched(salon, change, now=now) if change else reads.Touch([], [])
    rota = bridge.rota(salon)
    visits, holds = reads.proposals(
        salon, [*touch.visits, *touch.holds], rota.changed(change) if change else rota, now=now
    )
    shown = {
        "salon": salon,
        "asked": asked,
        "can_grant": change is not None,
        "visits": visits,
        "holds": holds,
        "seen": " ".join(sorted(touch.ids)),
        "refused": refused,
    }
    return render(request, "desk/salon/time_off_look.html", shown, status=CONFLICT if refused else 200)
