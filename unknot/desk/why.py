"""Why not then? Every cause by name, and the least that would have to change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from unknot.design.templatetags.words import treatment_name
from unknot.design.wall_form import WallForm
from unknot.design.why import cause_said, missing_said, never_said, short_said
from unknot.design.words import duration, on_wall
from unknot.desk.doorkeeper import SIGN_IN, member_salon
from unknot.diary import reads
from unknot.diary.choice import Wish
from unknot.diary.reads import Cause, Clashes, Reasons
from unknot.plumbing import clock
from unknot.salons.models import Offer, Resource, Salon

UNPROCESSABLE = 422
BY_CLOCK = ("too_soon", "too_far")
AT_ONCE, IN_A_ROW, ANY_ORDER = "at_once", "in_a_row", "any_order"


@dataclass(frozen=True, slots=True)
class Line:
    """A cause in words; `visit` is the public id of the visit behind it, or ''."""

    text: str
    visit: str = ""


class QuestionForm(WallForm):
    """What, when, with whom."""

    offer = forms.ModelChoiceField(Offer.objects.none(), to_field_name="public_id", label=_("Treatment"))
    field_order = ("offer", "on", "at", "practitioner", "also", "how")
    practitioner = forms.ModelChoiceField(
        Resource.objects.none(),
        to_field_name="public_id",
        label=_("With whom"),
        required=False,
        empty_label=_("Anyone"),
    )
    also = forms.ModelChoiceField(
        Offer.objects.none(),
        to_field_name="public_id",
        label=_("What else"),
        required=False,
        empty_label=_("Nothing else"),
    )
    how = forms.ChoiceField(
        label=_("How"),
        required=False,
        choices=[
            (AT_ONCE, _("At once, for two")),
            (IN_A_ROW, _("One after the other")),
            (ANY_ORDER, _("One after the other, in any order")),
        ],
    )

    def __init__(self, salon: Salon, *args: Any, **more: Any) -> None:
        """The choices are the salon's."""
        super().__init__(salon.zone, *args, **more)
        offers = Offer.objects.filter(salon=salon, is_active=True).select_related("salon")
        people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
        for name in ("offer", "also"):
            self._choices(name, offers.order_by("treatment", "duration_min"), _offer_named)
        self._choices("practitioner", people.order_by("name"), str)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    @property
    def wish(self) -> Wish:
        """What a valid form asks about."""
        given = self.cleaned_data
        also = (given["also"],) if given["also"] else ()
        in_a_row = bool(also) and given["how"] in (IN_A_ROW, ANY_ORDER)
        return Wish(
            given["offer"],
            given["starts_at"],
            given["practitioner"],
            also=also,
            in_a_row=in_a_row,
            any_order=in_a_row and given["how"] == ANY_ORDER,
        )

    def _choices(self, name: str, rows: "QuerySet[Any, Any]", label: Callable[[Any], str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows
        field.label_from_instance = label  # type: ignore[assignment, method-assign]


def _offer_named(offer: Offer) -> str:
    return f"{treatment_name(offer.treatment)}, {duration(offer.duration_min)}"


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def why(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The question, and once it is asked its answer."""
    salon = member_salon(request, salon_id)
    today = on_wall(clock.now(), salon.zone).date()
    asked = request.GET if "offer" in request.GET else None
    form = QuestionForm(salon, asked, initial={"on": request.GET.get("on", today), "at": "12:00"})
    shown: dict[str, object] = {"salon": salon, "form": form}
    if not form.is_valid():
        return render(request, "desk/why.html", shown, status=UNPROCESSABLE if asked else 200)
    told = _told_of(form.wish, salon.zone)
    return render(request, "desk/why.html", {**shown, "starts_at": form.wish.starts_at, **told})


def _told_of(wish: Wish, zone: str) -> dict[str, object]:
    now = clock.now()
    if wish.also:
        return _told_together(reads.clashes(wish, now=now), zone)
    return _told(reads.reasons(wish.offer, wish.starts_at, now=now, practitioner=wish.practitioner), zone)


def _told_together(reasons: Clashes, zone: str) -> dict[str, object]:
    return {
        "reasons": reasons,
        "never": never_said(reasons.never) if reasons.never else "",
        "short_of": short_said(reasons.short_of) if reasons.short_of and not reasons.never else "",
        "parts": [
            {
                "name": _offer_named(part.offer),
                "starts_at": part.starts_at,
                "missing": [missing_said(role) for role in part.missing],
                "causes": _lines(part.causes, zone),
                "change": _lines(part.change, zone) if part.change != part.causes else [],
            }
            for part in reasons.parts
        ],
    }


def _told(reasons: Reasons, zone: str) -> dict[str, object]:
    only_clock = reasons.never is not None and reasons.never.value in BY_CLOCK
    return {
        "reasons": reasons,
        "never": never_said(reasons.never) if reasons.never else "",
        "only_clients": only_clock and not reasons.roles,
        "missing": [missing_said(role) for role in reasons.missing],
        "causes": _lines(reasons.causes, zone),
        "change": _lines(reasons.change, zone) if reasons.change != reasons.causes else [],
    }


def _lines(causes: Iterable[Cause], zone: str) -> list[Line]:
    return [Line(cause_said(cause, zone), cause.visit) for cause in causes]
