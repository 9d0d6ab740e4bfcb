"""Who works at the salon, and somebody new."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.salon.things import add_or_say
from unknot.desk.setup.step import LONGEST_NAME
from unknot.diary import actions
from unknot.plumbing import clock
from unknot.plumbing.ids import new_id
from unknot.salons.actions import add_practitioner
from unknot.salons.models import Lane, Resource, Salon

UNPROCESSABLE = 422


class NewPersonForm(forms.Form):
    """Somebody new: her name, and what she gives of what is sold."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    gives = forms.MultipleChoiceField(label=_("Gives"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, salon: Salon, data: Any = None) -> None:
        super().__init__(data)
        sold = salon.offers.filter(is_active=True).values_list("treatment", flat=True)
        self.treatments = sorted(set(sold))
        self.fields["gives"].choices = [(each, each) for each in self.treatments]  # type: ignore[attr-defined]


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def people(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Who works there, and who has left."""
    salon = owned_salon(request, salon_id)
    lanes = Lane.objects.filter(salon=salon, resource__kind=Resource.Kind.PRACTITIONER)
    rows = lanes.select_related("resource").prefetch_related("resource__skills").order_by("resource__name")
    shown = {
        "salon": salon,
        "here": [lane for lane in rows if not lane.is_gone],
        "gone": [lane for lane in rows if lane.is_gone],
        "changed": "changed" in request.GET,
    }
    return render(request, "desk/salon/people.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def new(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Somebody new, whose week is asked next."""
    salon = owned_salon(request, salon_id)
    form = NewPersonForm(salon, request.POST or None)
    if form.is_valid():
        add_or_say(request, form, partial(_add, request, salon, form))
    if form.is_valid():
        return redirect(f"{reverse('desk_people', args=[salon_id])}?changed")
    shown = {"salon": salon, "form": form, "key": request.POST.get("key") or new_id()}
    return render(request, "desk/salon/person.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


def _add(request: HttpRequest, salon: Salon, form: NewPersonForm) -> None:
    add = partial(add_practitioner, salon, form.cleaned_data["name"], form.cleaned_data["gives"])
    actions.add_resources(salon, add, by=acts_as(request), clock=clock.database_now)
