"""Until when clients may move or cancel alone: what the salon says, and what a treatment says otherwise."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.templatetags.words import treatment_name
from unknot.design.words import long_duration
from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.setup.beside_steps import RulesStep
from unknot.plumbing import clock
from unknot.salons.actions import let_change
from unknot.salons.models import Salon

UNPROCESSABLE = 422
AS_THE_SALON = ""


class PolicyForm(forms.Form):
    """The salon's limit, and one for each treatment that has its own."""

    def __init__(self, salon: Salon, data: Any = None) -> None:
        rows = salon.offers.filter(is_active=True).order_by("-pk")
        self.own = {each.treatment: each.change_notice_min for each in rows}
        super().__init__(data)
        self.fields["salon"] = forms.TypedChoiceField(
            label=_("Until when may a client move or cancel alone?"),
            coerce=int,
            widget=forms.RadioSelect,
            choices=_limits(salon.change_notice_min),
            initial=salon.change_notice_min,
        )
        for treatment, said in sorted(self.own.items(), key=lambda each: treatment_name(each[0])):
            self.fields[_field(treatment)] = forms.TypedChoiceField(
                label=treatment_name(treatment),
                required=False,
                coerce=int,
                empty_value=None,
                choices=[(AS_THE_SALON, _("as the salon")), *_limits(said)],
                initial=AS_THE_SALON if said is None else said,
                widget=forms.Select(attrs={"class": "input"}),
            )

    @property
    def treatments(self) -> list[forms.BoundField]:
        """The fields of the treatments."""
        return [self[name] for name in self.fields if name != "salon"]

    @property
    def limits(self) -> dict[str, int | None]:
        """Of a valid form, by treatment."""
        return {each: self.cleaned_data[_field(each)] for each in self.own}


def _field(treatment: str) -> str:
    return f"of_{treatment}"


def _limits(said: int | None) -> list[tuple[int, Any]]:
    """The usual limits, and the one that holds where it is none of them."""
    usual = dict(RulesStep.base_fields["change_notice_min"].choices)  # type: ignore[attr-defined]
    if said is not None and said not in usual:
        usual[said] = _("%(long)s before") % {"long": long_duration(said)}
    return sorted(usual.items())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def policy(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The limits; clients read them before they choose a time."""
    salon = owned_salon(request, salon_id)
    form = PolicyForm(salon, request.POST or None)
    if form.is_valid():
        limit = form.cleaned_data["salon"]
        let_change(salon, limit, form.limits, by=acts_as(request), now=clock.database_now())
        return redirect(f"{reverse('desk_salon', args=[salon_id])}?changed")
    shown = {"salon": salon, "form": form}
    return render(request, "desk/salon/policy.html", shown, status=UNPROCESSABLE if form.is_bound else 200)
