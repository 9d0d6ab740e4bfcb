"""People and prices of the salon that is being described: a row each, changed on a page of its own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.desk.doorkeeper import SIGN_IN
from unknot.desk.setup.door import my_sketch, salon_of
from unknot.desk.setup.people_forms import PersonForm, SoldForm
from unknot.desk.setup.steps import next_step
from unknot.salons.actions import say
from unknot.salons.models import Sketch
from unknot.salons.sketch import Drawn

UNPROCESSABLE = 422
MOST_PEOPLE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def person(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody who works there; one beyond the last is somebody new."""
    sketch, salon = _described(request)
    if number > min(len(salon.people), MOST_PEOPLE):
        raise Http404
    standing = salon.people[number] if number < len(salon.people) else None
    form = PersonForm(salon, standing, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep_person(sketch, salon, number, form.row)
        return redirect("desk_new")
    can_go = standing is not None and len(salon.people) > 1
    shown = {
        "form": form,
        "drawn": salon,
        "number": number,
        "person": standing,
        "can_go": can_go,
        "beside": True,
    }
    return render(request, "desk/setup/person.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


@require_POST
@login_required(login_url=SIGN_IN)
def removal(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody does not work there after all; the owner then only runs the desk."""
    sketch, salon = _described(request)
    if number >= len(salon.people) or len(salon.people) == 1:
        raise Http404
    if salon.owner_gives and number == 0:
        say(sketch, owner_gives=False)
    else:
        rows = list(sketch.said.get("people", ()))
        del rows[number - salon.owner_gives]
        say(sketch, people=rows)
    return redirect("desk_new")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def sold(request: HttpRequest, treatment: str) -> HttpResponse:
    """Lengths and prices of one treatment."""
    sketch, salon = _described(request)
    standing = next((each for each in salon.sold if each.treatment == treatment), None)
    if standing is None:
        raise Http404
    form = SoldForm(standing, salon.currency, request.POST or None)
    if request.method == "POST" and form.is_valid():
        say(sketch, sold={**sketch.said.get("sold", {}), treatment: form.row})
        return redirect("desk_new")
    shown = {"form": form, "drawn": salon, "treatment": treatment, "beside": True}
    return render(request, "desk/setup/sold.html", shown, status=UNPROCESSABLE if form.is_bound else 200)


def _described(request: HttpRequest) -> tuple[Sketch, Drawn]:
    """The sketch once the walk is through. Raises Http404 before."""
    sketch = my_sketch(request)
    if next_step(sketch.said):
        raise Http404
    return sketch, salon_of(sketch)


def _keep_person(sketch: Sketch, salon: Drawn, number: int, row: dict[str, Any]) -> None:
    if salon.owner_gives and number == 0:
        say(sketch, owner=row)
        return
    rows = list(sketch.said.get("people", ()))
    place = number - salon.owner_gives
    rows[place : place + 1] = [row]
    say(sketch, people=rows)
