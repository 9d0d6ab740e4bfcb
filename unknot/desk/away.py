"""Somebody is away: her visits of a day, each with a proposal, moved one by one; then the day is blocked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.hours import day_start, instant
from unknot.design.wall_form import DayField
from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.desk.moves import do_as_proposed
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons.models import Resource, Salon

CONFLICT, UNPROCESSABLE = 409, 422


class AwayForm(forms.Form):
    """Who is away, and on which day."""

    practitioner = forms.ModelChoiceField(
        Resource.objects.none(), to_field_name="public_id", label=_("Who is away?"), empty_label=None
    )
    on = DayField()

    def __init__(self, salon: Salon, *args: Any, **more: Any) -> None:
        """The choices are the salon's practitioners."""
        super().__init__(*args, **more)
        people = Resource.objects.filter(
            lanes__in=salon.lanes.filter(is_gone=False), kind=Resource.Kind.PRACTITIONER
        )
        field = self.fields["practitioner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.order_by("name")
        for each in self.fields.values():
            each.widget.attrs["class"] = "input"


@dataclass(frozen=True, slots=True)
class Absence:
    """A practitioner's day, from now on where it has begun."""

    practitioner: Resource
    on_date: date
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, salon: Salon, practitioner: Resource, on_date: date, now: datetime) -> "Absence":
        """The rest of a local day, or all of it."""
        opens, closes = (instant(day_start(salon.zone, on_date + timedelta(days=n))) for n in range(2))
        return cls(practitioner, on_date, max(opens, min(now, closes)), closes)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def away(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The question, and her visits of that day; or do one of what is proposed."""
    salon = member_salon(request, salon_id)
    now = clock.now()
    asked = request.GET if "practitioner" in request.GET else None
    form = AwayForm(salon, asked, initial={"on": on_wall(now, salon.zone).date()})
    if not form.is_valid():
        shown = {"salon": salon, "form": form}
        return render(request, "desk/away.html", shown, status=UNPROCESSABLE if asked else 200)
    absence = Absence.of(salon, form.cleaned_data["practitioner"], form.cleaned_data["on"], now)
    if request.method == "POST":
        done = _block(request, absence) if "block" in request.POST else do_as_proposed(request, salon)
        if not isinstance(done, Refusal):
            return redirect(_here(salon, absence))
        return _show(request, salon, form, absence, now, refused=True)
    return _show(request, salon, form, absence, now)


def _show(
    request: HttpRequest,
    salon: Salon,
    form: AwayForm,
    absence: Absence,
    now: datetime,
    *,
    refused: bool = False,
) -> HttpResponse:
    """What is still in the way. Refused: somebody was faster, so the proposals are new."""
    touched = reads.affected(
        absence.practitioner, salon, starts_from=absence.starts_at, starts_until=absence.ends_at, now=now
    )
    blocked = reads.is_blocked(absence.practitioner, absence.starts_at, absence.ends_at)
    shown = {
        "salon": salon,
        "form": form,
        "absence": absence,
        "touched": touched,
        "proposed": [each for each in touched if each.proposal],
        "is_over": absence.starts_at >= absence.ends_at,
        "is_blocked": blocked,
        "refused": refused,
        "here": _here(salon, absence),
    }
    return render(request, "desk/away.html", shown, status=CONFLICT if refused else 200)


def _block(request: HttpRequest, absence: Absence) -> object:
    return actions.block(
        resource=absence.practitioner,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        by=acts_as(request),
        clock=clock.database_now,
    )


def _here(salon: Salon, absence: Absence) -> str:
    query = {"practitioner": absence.practitioner.public_id, "on": absence.on_date.isoformat()}
    return f"{reverse('desk_away', args=[salon.public_id])}?{urlencode(query)}"
