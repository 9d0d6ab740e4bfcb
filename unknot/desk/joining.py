"""A client whom the salon has twice: looked at side by side, joined, taken apart."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.desk.doorkeeper import SIGN_IN, acts_as, known_client, member_salon
from unknot.desk.likes import liked
from unknot.diary import reads
from unknot.diary.reads import History
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons import joining
from unknot.salons.clients import Known, clients_alike, clients_like
from unknot.salons.models import Preferences, Salon
from unknot.salons.preferences import preferences_of

CONFLICT = 409
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One of two who may be the same: what would be shown together."""

    client: Client
    history: History
    kept: Preferences | None
    liked: list[str]

    @classmethod
    def of(cls, salon: Salon, client: Client) -> "Side":
        """As it is now."""
        kept = preferences_of(salon, client)
        return cls(client, reads.history(salon, client, now=clock.now()), kept, liked(kept))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def joined(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """Who might be the same; a POST finds others, shows two side by side, joins them or takes them apart."""
    salon = member_salon(request, salon_id)
    client, asked = known_client(salon, public_id), request.POST
    if "join" in asked or "part" in asked:
        return _done(request, salon, client)
    if "other" in asked:
        return _side_by_side(request, salon, client, known_client(salon, asked["other"]))
    typed = asked.get("name", "").strip()
    found = clients_like(salon, typed, most=MOST_SHOWN) if typed else []
    own = {client.public_id, *(each.client.public_id for each in joining.joined_with(salon, client))}
    context = {
        "salon": salon,
        "client": client,
        "typed": typed,
        "alike": _without(clients_alike(salon, client, most=MOST_SHOWN), own) if not typed else [],
        "found": _without(found, own),
    }
    return render(request, "desk/joining.html", context)


def _side_by_side(
    request: HttpRequest, salon: Salon, client: Client, other: Client, *, refused: bool = False
) -> HttpResponse:
    """What will be shown as one, before anything is done."""
    sides = [Side.of(salon, client), Side.of(salon, other)]
    context = {"salon": salon, "client": client, "other": other, "sides": sides, "refused": refused}
    return render(request, "desk/joining_two.html", context, status=CONFLICT if refused else 200)


def _done(request: HttpRequest, salon: Salon, client: Client) -> HttpResponse:
    by, now = acts_as(request), clock.now()
    if "part" in request.POST:
        other = known_client(salon, request.POST["part"])
        if joining.joined_into(salon, other) != client:
            raise Http404
        joining.part(salon, other, by=by, now=now)
    else:
        other = known_client(salon, request.POST["join"])
        if joining.join(salon, other, into=client, by=by, now=now) is None:
            return _side_by_side(request, salon, client, other, refused=True)
    return redirect("desk_client", salon_id=salon.public_id, public_id=client.public_id)


def _without(found: list[Known], own: set[str]) -> list[Known]:
    return [each for each in found if each.public_id not in own]
