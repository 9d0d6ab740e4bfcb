"""The walk through a salon's description, one screen a step, and the look over all of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.desk.doorkeeper import SIGN_IN, acts_as
from unknot.desk.setup.door import may_add_a_salon, my_sketch, salon_of
from unknot.desk.setup.overview import lines
from unknot.desk.setup.steps import BESIDE, WALK, next_step, step_before
from unknot.diary import actions
from unknot.knowledge.load import treatments
from unknot.plumbing import clock
from unknot.salons.actions import begin_sketch, say

UNPROCESSABLE = 422
ANSWERS_BEFORE = 3
"""Name, e-mail and password of the account."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def new(request: HttpRequest) -> HttpResponse:
    """All that was said so far, or the first thing that was not; a POST opens the salon."""
    sketch = my_sketch(request)
    missing = next_step(sketch.said)
    if missing:
        return redirect("desk_new_step", name=missing)
    salon = salon_of(sketch)
    if request.method == "POST" and salon.is_ready:
        made = actions.open_salon(sketch, salon, by=acts_as(request), clock=clock.database_now)
        return redirect("desk_opened", salon_id=made.public_id)
    shown = {"drawn": salon, "lines": lines(salon), "back": "treatments"}
    return render(request, "desk/setup/overview.html", shown)


@require_POST
@login_required(login_url=SIGN_IN)
def another(request: HttpRequest) -> HttpResponse:
    """An owner begins to describe one more salon."""
    if not may_add_a_salon(request.user):  # type: ignore[arg-type]
        raise Http404
    begin_sketch(request.user)  # type: ignore[arg-type]
    return redirect("desk_new")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One thing to say."""
    sketch = my_sketch(request)
    form_class = {**WALK, **BESIDE}.get(name)
    if form_class is None:
        raise Http404
    missing = next_step(sketch.said)
    if missing and (name in BESIDE or list(WALK).index(name) > list(WALK).index(missing)):
        return redirect("desk_new_step", name=missing)
    form = form_class(salon_of(sketch), sketch.said, request.POST or None)
    if request.method == "POST" and form.is_valid():
        say(sketch, **form.answers())
        return redirect("desk_new")
    shown = {"form": form, "drawn": form.drawn, "back": step_before(name), **_around(name)}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, f"desk/setup/{name}.html", shown, status=status)


def _around(name: str) -> dict[str, object]:
    """How far along the walk a step is, and what its page needs beside the form."""
    if name not in WALK:
        return {"beside": True}
    number = list(WALK).index(name)
    around: dict[str, object] = {"number": number + 1, "of": len(WALK)}
    if name == "treatments":
        families: dict[str, list[str]] = {}
        for each in treatments().values():
            families.setdefault(each.family, []).append(each.id)
        around["families"] = list(families.items())
    return around
