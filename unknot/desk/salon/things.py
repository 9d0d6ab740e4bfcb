"""Rooms and equipment at the desk."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from unknot.design.words import on_wall
from unknot.desk.doorkeeper import SIGN_IN, acts_as, owned_salon
from unknot.desk.once import only_once
from unknot.desk.salon.offers import change_or_look
from unknot.desk.salon.thing_forms import ThingForm
from unknot.desk.salon.words import feature_name
from unknot.diary import actions
from unknot.plumbing import clock
from unknot.plumbing.idempotency import AnotherBody, InProgress
from unknot.plumbing.ids import new_id
from unknot.salons.actions import SalonIsFull, add_equipment, add_room
from unknot.salons.assortment import OtherThing
from unknot.salons.models import Resource, Salon

UNPROCESSABLE = 422
KINDS = {"room": Resource.Kind.ROOM, "equipment": Resource.Kind.EQUIPMENT}


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def things(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Each room and each piece, with what it is for."""
    salon = owned_salon(request, salon_id)
    rows = _standing(salon).order_by("name", "pk")
    shown = {
        "salon": salon,
        "rooms": [_line(each) for each in rows if each.kind == Resource.Kind.ROOM],
        "equipment": [_line(each) for each in rows if each.kind == Resource.Kind.EQUIPMENT],
        "changed": "changed" in request.GET,
    }
    return render(request, "desk/salon/things.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def new(request: HttpRequest, salon_id: str, kind: str) -> HttpResponse:
    """Another room, or some alike pieces of equipment."""
    salon = owned_salon(request, salon_id)
    if kind not in KINDS:
        raise Http404
    form = ThingForm(salon, KINDS[kind], None, request.POST or None)
    if form.is_valid():
        add_or_say(request, form, partial(_add, request, salon, form))
    if form.is_valid():
        return redirect(f"{reverse('desk_things', args=[salon_id])}?changed")
    shown = {"salon": salon, "form": form, "key": request.POST.get("key") or new_id()}
    return render(request, "desk/salon/thing.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def thing(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """One of them."""
    salon = owned_salon(request, salon_id)
    mine = get_object_or_404(_standing(salon), public_id=public_id)
    form = ThingForm(salon, mine.kind, mine, request.POST or None)
    if not form.is_valid():
        shown = {"salon": salon, "form": form, "thing": mine}
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "desk/salon/thing.html", shown, status=status)
    change = OtherThing(mine, {"name": form.cleaned_data["name"], **form.values})
    return change_or_look(request, salon, change, reverse("desk_things", args=[salon_id]))


@require_POST
@login_required(login_url=SIGN_IN)
def removal(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """It is there no more."""
    salon = owned_salon(request, salon_id)
    mine = get_object_or_404(_standing(salon), public_id=public_id)
    today = on_wall(clock.now(), salon.zone).date()
    onward = reverse("desk_things", args=[salon_id])
    return change_or_look(request, salon, OtherThing(mine, gone_on=today), onward)


def add_or_say(request: HttpRequest, form: Form, add: Callable[[], None]) -> None:
    """Add something once; where it can't be, the form says why."""
    try:
        only_once(request, add)
    except SalonIsFull:
        form.add_error(None, _("There is no place left: a salon has 63 practitioners, rooms and pieces."))
    except ValidationError as wrong:
        form.add_error("name", wrong)
    except (AnotherBody, InProgress):
        form.add_error(None, _("This form was sent before with other answers. Open it anew."))


def _standing(salon: Salon) -> Any:
    rows = Resource.objects.filter(lanes__salon=salon, lanes__is_gone=False)
    return rows.exclude(kind=Resource.Kind.PRACTITIONER)


def _add(request: HttpRequest, salon: Salon, form: ThingForm) -> None:
    name, values = form.cleaned_data["name"], form.values
    if form.is_room:
        form.check_name(name)
        add: Callable[[], object] = partial(add_room, salon, name, values)
    else:
        add = partial(add_equipment, salon, name, count=form.cleaned_data["count"], **values)
    actions.add_resources(salon, add, by=acts_as(request), clock=clock.database_now)


def _line(each: Resource) -> tuple[Resource, list[str]]:
    """A thing with what is said of it."""
    says = [", ".join(map(feature_name, each.features))] if each.features else []
    if each.serves > 1:
        says.append(_("for two who come together"))
    if each.prepare_min or each.recover_min:
        minutes = {"before": each.prepare_min, "after": each.recover_min}
        says.append(_("%(before)s min before, %(after)s min after") % minutes)
    return each, says
