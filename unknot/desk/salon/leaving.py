"""A practitioner leaves the salon: her visits are seen once, each with a proposal, and then all of it is done."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.wall_form import DayField
from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.moves import MOST_AT_ONCE, all_proposed
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons import bridge
from unknot.salons.models import Lane, Resource, Salon
from unknot.salons.rota import Leaves

CONFLICT, UNPROCESSABLE = 409, 422


class LeavingForm(forms.Form):
    """From which day on she works here no more."""

    from_date = DayField()

    def __init__(self, today: date, data: Any = None) -> None:
        self.today = today
        super().__init__(data, initial={"from_date": today})
        self.fields["from_date"].label = _("From which day on?")

    def clean_from_date(self) -> date:
        """Today or later."""
        given: date = self.cleaned_data["from_date"]
        if given < self.today:
            raise forms.ValidationError(_("That day is over: choose today or a later one."), code="over")
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def leaving(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """The day; with one in the address what is in the way; a POST does it, with the proposals or without."""
    salon = owned_salon(request, salon_id)
    people = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER, is_gone=False)
    lane = get_object_or_404(people.select_related("resource"), resource__public_id=public_id)
    today = on_wall(clock.now(), salon.zone).date()
    form = LeavingForm(today, request.GET if "from_date" in request.GET else None)
    if not form.is_valid():
        shown = {"salon": salon, "form": form, "who": lane.resource}
        return render(
            request, "desk/salon/leaving.html", shown, status=UNPROCESSABLE if form.is_bound else 200
        )
    asked = Leaves(lane.number, form.cleaned_data["from_date"])
    if request.method != "POST":
        return _look(request, salon, lane, asked)
    return _leave(request, salon, lane, asked)


def _leave(request: HttpRequest, salon: Salon, lane: Lane, asked: Leaves) -> HttpResponse:
    done = actions.leave(
        salon,
        asked,
        seen=request.POST.get("seen", "").split(),
        moved=all_proposed(request, salon) if "move" in request.POST else (),
        by=acts_as(request),
        clock=clock.database_now,
    )
    if isinstance(done, Refusal):
        return _look(request, salon, lane, asked, refused=True)
    onward = "desk_outside" if done else "desk_people"
    return redirect(f"{reverse(onward, args=[salon.public_id])}?changed")


def _look(
    request: HttpRequest, salon: Salon, lane: Lane, asked: Leaves, *, refused: bool = False
) -> HttpResponse:
    """Her visits from that day on, each with what could be done. Nothing has been changed."""
    now = clock.now()
    touch = reads.touched(salon, asked, now=now)
    rota = bridge.rota(salon).changed(asked)
    visits, holds = reads.proposals(salon, [*touch.visits, *touch.holds], rota, now=now)
    proposed = [each for each in visits if each.proposal]
    shown = {
        "salon": salon,
        "who": lane.resource,
        "from_date": asked.from_date,
        "visits": visits,
        "holds": holds,
        "proposed": proposed if len(proposed) <= MOST_AT_ONCE else [],
        "left": len(visits) - len(proposed),
        "seen": " ".join(sorted(touch.ids)),
        "refused": refused,
    }
    return render(request, "desk/salon/leaving_look.html", shown, status=CONFLICT if refused else 200)
