"""The salon's time zone: what another one means for its visits is seen before it holds."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.diary import actions, reads
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons.models import Salon
from unknot.salons.models.salon import check_zone

CONFLICT, UNPROCESSABLE = 409, 422
INSTANT, WALL = "instant", "wall"


class ZoneForm(forms.Form):
    """Another zone."""

    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        help_text=_("Continent and city, such as Europe/Helsinki."),
        validators=[check_zone],
        widget=forms.TextInput(attrs={"class": "input", "autocapitalize": "off", "autocomplete": "off"}),
        error_messages={"unknown_zone": _("There is no such time zone.")},
    )

    def __init__(self, salon: Salon, data: Any = None) -> None:
        self.salon = salon
        super().__init__(data, initial={"zone": salon.zone})

    def clean_zone(self) -> str:
        """Another one than now."""
        zone: str = self.cleaned_data["zone"]
        if zone == self.salon.zone:
            raise forms.ValidationError(_("That is your time zone now."), code="same")
        return zone


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def zone(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The zone; with another in the address what it means; a POST changes it."""
    salon = owned_salon(request, salon_id)
    form = ZoneForm(salon, request.GET if "zone" in request.GET else None)
    if not form.is_valid():
        if request.method == "POST" and request.GET.get("zone") == salon.zone:
            return redirect(f"{reverse('desk_salon', args=[salon_id])}?changed")
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "desk/salon/zone.html", {"salon": salon, "form": form}, status=status)
    if request.method != "POST":
        return _look(request, salon, form.cleaned_data["zone"])
    return _change(request, salon, form.cleaned_data["zone"])


def _change(request: HttpRequest, salon: Salon, zone: str) -> HttpResponse:
    keeps = request.POST.get("keeps", "")
    if keeps not in (INSTANT, WALL):
        return _look(request, salon, zone, status=UNPROCESSABLE)
    before = salon.zone
    done = actions.change_zone(
        salon,
        zone,
        on_wall=keeps == WALL,
        seen=request.POST.get("seen", "").split(),
        by=acts_as(request),
        clock=clock.database_now,
    )
    if isinstance(done, Refusal):
        salon.zone = before
        return _look(request, salon, zone, status=CONFLICT, code=done.code)
    return redirect(f"{reverse('desk_salon', args=[salon.public_id])}?changed")


def _look(
    request: HttpRequest, salon: Salon, zone: str, *, status: int = 200, code: str = ""
) -> HttpResponse:
    visits = reads.rezoned(salon, zone, now=clock.now())
    shown = {
        "salon": salon,
        "zone": zone,
        "visits": visits,
        "outside": sum(each.is_outside for each in visits),
        "seen": " ".join(sorted(each.part.appointment.public_id for each in visits)),
        "keeps": request.POST.get("keeps", INSTANT),
        "code": code,
        "unsaid": status == UNPROCESSABLE,
    }
    return render(request, "desk/salon/zone_look.html", shown, status=status)
