"""A phone call or a walk-in: free time, who comes, and a tap on the treatment books it."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.design.words import on_wall
from unknot.desk.booking_forms import NewClientForm, StartForm
from unknot.desk.booking_page import Shown, page
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon
from unknot.desk.once import booked_once
from unknot.desk.soonest import known_client
from unknot.diary import actions, reads
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.plumbing.idempotency import AnotherBody, InProgress
from unknot.salons.clients import Known, client_at, clients_like, clients_reached_by
from unknot.salons.models import Offer, Resource, Salon

CONFLICT, UNPROCESSABLE = 409, 422
MOST_FOUND = 8
MOST_DOUBLES = 3
BOOKS = ("offer", "start", "same", "new")
"""A button of one of these names books: a treatment, another start, a client who is known already, or a new one."""
CLIENTS = ("choose", "same", "client")
"""Fields that name a client: what was tapped last comes first."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def booking(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The form for a start; each of its buttons sends all of it, so that nothing typed is lost."""
    salon = member_salon(request, salon_id)
    asked = request.POST if request.method == "POST" else request.GET
    starts_at, practitioner = StartForm(salon, asked).start()
    shown = Shown(salon, starts_at, practitioner, NewClientForm(salon, initial=dict(asked.items())))
    shown.wanted = asked.get("offer") or asked.get("wanted", "")
    if request.method != "POST":
        shown.client = known_client(salon, asked.get("client", ""))
        return page(request, shown)
    shown.client = _client(request, salon)
    if any(name in request.POST for name in BOOKS):
        return _book(request, shown)
    if "search" in request.POST:
        shown.found = clients_like(salon, asked.get("name", ""), most=MOST_FOUND)
    return page(request, shown)


def just_booked(request: HttpRequest, salon: Salon) -> Appointment | None:
    """The visit that the form has booked a moment ago, for the page it leads to."""
    found = reads.appointment(request.GET.get("booked", "")) if "booked" in request.GET else None
    return found if found is not None and found.salon_id == salon.pk else None


def _client(request: HttpRequest, salon: Salon) -> Client | None:
    """Who was chosen. Raises Http404 for a client whom the salon does not know."""
    named = next((request.POST[name] for name in CLIENTS if request.POST.get(name)), "")
    if not named or "drop" in request.POST:
        return None
    found = client_at(salon, named)
    if found is None:
        raise Http404
    return found


def _book(request: HttpRequest, shown: Shown) -> HttpResponse:
    sold = Offer.objects.select_related("salon").filter(salon=shown.salon, is_active=True)
    offer = get_object_or_404(sold, public_id=shown.wanted)
    if "start" in request.POST:
        shown.starts_at, shown.practitioner = _other_start(request.POST["start"], shown.salon)
    client = shown.client
    if client is None:
        shown.form = form = NewClientForm(shown.salon, request.POST)
        if not form.is_valid():
            return page(request, shown, status=UNPROCESSABLE)
        shown.doubles = _doubles(form, shown.salon) if "new" not in request.POST else []
        if shown.doubles:
            return page(request, shown, status=CONFLICT)
        client = form.client(acts_as(request))
    return _booked(request, shown, offer, client)


def _doubles(form: NewClientForm, salon: Salon) -> list[Known]:
    """Whom the salon knows by the number or address of somebody new."""
    given = form.cleaned_data
    return clients_reached_by(salon, phone=given["phone"], email=given["email"], most=MOST_DOUBLES)


def _booked(request: HttpRequest, shown: Shown, offer: Offer, client: Client) -> HttpResponse:
    def book() -> Appointment | Refusal:
        return actions.book(
            offer=offer,
            starts_at=shown.starts_at,
            practitioner=shown.practitioner,
            client=client,
            by=acts_as(request),
            clock=clock.database_now,
        )

    try:
        made = booked_once(request, book)
    except (AnotherBody, InProgress):
        shown.problem = _("This form was sent before. Look at the day before you book once more.")
        return page(request, shown, status=CONFLICT)
    if isinstance(made, Refusal):
        shown.problem = _("That can’t be had then. Nothing is booked, and what you typed is still here.")
        shown.nearest = reads.nearest(offer, shown.starts_at, shown.practitioner, now=clock.now())
        return page(request, shown, status=CONFLICT)
    on_date = on_wall(shown.starts_at, shown.salon.zone).date().isoformat()
    day = reverse("desk_day", args=[shown.salon.public_id, on_date])
    return redirect(f"{day}?{urlencode({'booked': made})}")


def _other_start(given: str, salon: Salon) -> tuple[datetime, Resource]:
    """A start that a page has offered in the place of one that was taken. Raises Http404."""
    said, _blank, who = given.partition(" ")
    try:
        starts_at = datetime.fromisoformat(said)
    except ValueError:
        raise Http404 from None
    if starts_at.utcoffset() is None:
        raise Http404
    people = Resource.objects.filter(lanes__salon=salon, kind=Resource.Kind.PRACTITIONER)
    return starts_at.astimezone(UTC), get_object_or_404(people, public_id=who)
