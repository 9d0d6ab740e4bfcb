"""What lengthens a treatment at a salon: a few names with minutes and prices."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.money import decimals
from unknot.desk.doorkeeper import SIGN_IN, owned_salon
from unknot.desk.salon.money import minor, price_field, written
from unknot.salons.actions import write_add_ons
from unknot.salons.models import Added, AddOn, Salon
from unknot.salons.wording import check_public_text

UNPROCESSABLE = 422
SPARE, MOST = 2, 12
LONGEST_NAME, LONGEST_MIN, TICK_MIN = 80, 120, 5


class AddOnsForm(forms.Form):
    """A row for each add-on that is sold with a treatment, and some empty ones. A row without a name is none."""

    def __init__(self, salon: Salon, treatment: str, data: Any = None) -> None:
        self.decimals = decimals(salon.currency)
        standing = _standing(salon, treatment)
        self.count = min(MOST, len(standing) + SPARE)
        super().__init__(data)
        for n in range(self.count):
            self._add_row(n, standing[n] if n < len(standing) else None)

    def _add_row(self, n: int, standing: AddOn | None) -> None:
        plain = {"class": "input", "autocomplete": "off"}
        self.fields[f"name{n}"] = forms.CharField(
            label=_("Name"),
            required=False,
            max_length=LONGEST_NAME,
            validators=[check_public_text],
            initial=standing.name if standing else "",
            widget=forms.TextInput(attrs=plain),
        )
        self.fields[f"minutes{n}"] = forms.IntegerField(
            label=_("Minutes"),
            required=False,
            min_value=TICK_MIN,
            max_value=LONGEST_MIN,
            step_size=TICK_MIN,
            initial=standing.duration_min if standing else None,
            widget=forms.NumberInput(attrs=plain),
        )
        price = price_field(_("Price"), self.decimals)
        price.initial = written(standing.price_minor, self.decimals) if standing else None
        self.fields[f"price{n}"] = price

    @property
    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The fields, row by row."""
        return [
            {name: self[f"{name}{n}"] for name in ("name", "minutes", "price")} for n in range(self.count)
        ]

    def clean(self) -> None:
        """A name needs minutes and a price, is said once, and minutes or a price need a name."""
        seen: set[str] = set()
        for n in range(self.count):
            name, *rest = (self.cleaned_data.get(f"{each}{n}") for each in ("name", "minutes", "price"))
            if not name:
                if f"name{n}" not in self.errors and any(each is not None for each in rest):
                    self.add_error(f"name{n}", _("Say what it is called."))
                continue
            if name in seen:
                self.add_error(f"name{n}", _("Two have the same name."))
            seen.add(name)
            for field, value in zip((f"minutes{n}", f"price{n}"), rest, strict=True):
                if value is None and field not in self.errors:
                    self.add_error(field, _("Say how long, and what it costs."))

    @property
    def wanted(self) -> list[Added]:
        """Of a valid form."""
        given = self.cleaned_data
        return [
            Added("", given[f"name{n}"], given[f"minutes{n}"], minor(given[f"price{n}"], self.decimals))
            for n in range(self.count)
            if given[f"name{n}"]
        ]


def _standing(salon: Salon, treatment: str) -> list[AddOn]:
    """The add-ons of a treatment, each name once."""
    rows = AddOn.objects.filter(offer__salon=salon, offer__treatment=treatment, is_active=True)
    named = {each.name: each for each in rows.order_by("duration_min", "price_minor", "-pk")}
    return list(named.values())[:MOST]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def add_ons(request: HttpRequest, salon_id: str, treatment: str) -> HttpResponse:
    """The add-ons of one treatment."""
    salon = owned_salon(request, salon_id)
    if not salon.offers.filter(treatment=treatment).exists():
        raise Http404
    form = AddOnsForm(salon, treatment, request.POST or None)
    if form.is_valid():
        write_add_ons(salon, treatment, form.wanted)
        return redirect(f"{reverse('desk_offers', args=[salon_id])}?changed")
    shown = {"salon": salon, "form": form, "treatment": treatment}
    return render(request, "desk/salon/add_ons.html", shown, status=UNPROCESSABLE if form.is_bound else 200)
