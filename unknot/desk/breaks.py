"""A break on the day's board: blocked from a free time with one tap more, looked at, and taken away again."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.design.words import on_wall
from unknot.desk.booking_forms import NewClientForm, StartForm
from unknot.desk.booking_page import BREAKS_MIN, Shown, page
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.diary import actions
from unknot.diary.models import Block
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.salons.models import Salon

CONFLICT = 409


@require_POST
@login_required(login_url=SIGN_IN)
def blocks(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Block so many minutes from the form's start on."""
    salon = member_salon(request, salon_id)
    starts_at, practitioner = StartForm(salon, request.POST).start()
    minutes = request.POST.get("block_min", "")
    if minutes not in map(str, BREAKS_MIN):
        raise Http404
    made = actions.block(
        resource=practitioner,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=int(minutes)),
        reason=_("Break"),
        by=acts_as(request),
        clock=clock.database_now,
    )
    if isinstance(made, Refusal):
        shown = Shown(
            salon, starts_at, practitioner, NewClientForm(salon, initial=dict(request.POST.items()))
        )
        shown.problem = _("Something else lies there. Nothing is blocked.")
        return page(request, shown, status=CONFLICT)
    return redirect(f"{_day(salon, made)}?{urlencode({'blocked': made.public_id})}")


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def block(request: HttpRequest, salon_id: str, block_id: str) -> HttpResponse:
    """When, whose, and a button to take it away."""
    salon = member_salon(request, salon_id)
    found = _block(salon, block_id)
    on_date = on_wall(found.starts_at, salon.zone).date().isoformat()
    return render(request, "desk/block.html", {"salon": salon, "blocked": found, "on_date": on_date})


@require_POST
@login_required(login_url=SIGN_IN)
def removal(request: HttpRequest, salon_id: str, block_id: str) -> HttpResponse:
    """Give the time back."""
    salon = member_salon(request, salon_id)
    found = _block(salon, block_id)
    actions.unblock(found, by=acts_as(request), clock=clock.database_now)
    return redirect(_day(salon, found))


def just_blocked(request: HttpRequest, salon: Salon) -> Block | None:
    """The break that the form has made a moment ago, for the page it leads to."""
    if "blocked" not in request.GET:
        return None
    return _blocks(salon).filter(public_id=request.GET["blocked"]).first()


def _blocks(salon: Salon) -> "QuerySet[Block]":
    return Block.objects.select_related("resource").filter(resource__lanes__salon=salon)


def _block(salon: Salon, block_id: str) -> Block:
    """Raises Http404 where it is none of the salon's."""
    return get_object_or_404(_blocks(salon), public_id=block_id)


def _day(salon: Salon, of: Block) -> str:
    on_date = on_wall(of.starts_at, salon.zone).date().isoformat()
    return reverse("desk_day", args=[salon.public_id, on_date])
