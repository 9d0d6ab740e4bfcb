"""Who is coming: the details under a hold, and the confirmation that makes a visit of it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from unknot.core.suitability import Outcome
from unknot.design.converters import looks_like_an_id
from unknot.design.limits import at_most
from unknot.diary import actions, decisions
from unknot.diary.actions import Said
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import ASK_AGAIN, HOLD_USED, NOT_ACCEPTED, UNSUITABLE, Refusal
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.salons.models import Resource
from unknot.web import company, device, held, onward, standing, untaken
from unknot.web.details import NAME_LENGTH, CompanionForm, DetailsForm
from unknot.web.held import Tap
from unknot.web.plans import Minutes
from unknot.web.standing import Standing, Told

CONFIRMATIONS_A_MINUTE = 30
POSTS = frozenset({"POST"})
SOMEBODY_ELSE = "other"
ABOUT_ANSWERS = frozenset({UNSUITABLE, NOT_ACCEPTED, ASK_AGAIN})


def somebody_else(given: Mapping[str, str]) -> bool:
    """Whether another person is coming than the client whose device this is."""
    return given.get("as") == SOMEBODY_ELSE


def known_client(request: HttpRequest, given: Mapping[str, str]) -> Client | None:
    """Who the device is known for, unless somebody else is coming."""
    return None if somebody_else(given) else device.known(request)


def details(
    request: HttpRequest,
    kept: Hold,
    stands: Standing,
    *,
    client: Client | None = None,
    asked: Resource | None = None,
    form: DetailsForm | None = None,
) -> HttpResponse:
    """The page of a live hold. A device that is known gives no details, unless somebody else is coming."""
    given = request.GET if request.method == "GET" else request.POST
    other = somebody_else(given)
    shown: dict[str, Any] = {
        **held.facts(kept, clock.now(), given, asked=asked, made=stands.made),
        "companion": CompanionForm(request.POST if form else None),
        "form": form or DetailsForm(country=kept.offer.salon.country, initial={"remember": not other}),
        "client": client,
        "contact": device.masked(client) if client else "",
        "other": other,
        "stands": stands,
        "told": stands.told,
        "changes": None,
    }
    country = kept.offer.salon.country
    if stands.made and stands.made.verdict is not Outcome.ALLOWED:
        shown["changes"] = standing.changes(stands.made, country)
    shown["changes_after"] = _changes_after(stands, country)
    return render(request, "web/details.html", shown, status=422 if form else 200)


def _changes_after(stands: Standing, country: str) -> list[dict[str, Any]]:
    """What changes in the treatments after the first."""
    return [
        {
            "offer": each.held.offer,
            "accepted": decisions.shown(each.made),
            "changes": standing.changes(each.made, country),
        }
        for each in stands.beside
        if each.made.verdict is not Outcome.ALLOWED
    ]


@require_POST
@at_most(CONFIRMATIONS_A_MINUTE, "web.appointments", methods=POSTS)
def appointments(request: HttpRequest) -> HttpResponse:
    """Confirm the held time for who is coming. To confirm again leads to the same visit."""
    kept = _kept(request)
    if kept is None:
        return render(request, "web/lapsed.html", status=409)
    asked = held.asked_practitioner(kept.offer, request.POST.get("practitioner", ""))
    client = known_client(request, request.POST)
    standing.bring(request, kept)
    stands = standing.standing(kept, client, request.POST)
    if kept.appointment is None and not stands.may_go_on:
        return onward.to(request, onward.address("interview", kept, request.POST))
    if kept.appointment is None and _must_be_shorter(kept, stands, request.POST):
        return onward.to(request, onward.address("hold", kept, request.POST))
    form = DetailsForm(request.POST, country=kept.offer.salon.country)
    if client is None and not form.is_valid():
        return details(request, kept, stands, asked=asked, form=form)
    coming = client or Client(**form.person(), language=get_language() or "en")
    booked = _confirmed(request, kept, coming, stands)
    if isinstance(booked, Refusal):
        return _not_booked(request, kept, booked, stands, asked)
    response = onward.to_visit(request, booked)
    if client or form.cleaned_data["remember"]:
        device.remember(response, request, booked.client)
    return response


def _kept(request: HttpRequest) -> Hold | None:
    public_id = request.POST.get("hold", "")
    if not looks_like_an_id(public_id):
        raise Http404
    return held.own(request, public_id)


def _must_be_shorter(kept: Hold, stands: Standing, given: Mapping[str, str]) -> bool:
    """Whether the salon sells what is left in a shorter treatment only, and this is not it."""
    shown = held.facts(kept, clock.now(), given, made=stands.made)["minutes"]
    return isinstance(shown, Minutes) and shown.must


def _not_booked(
    request: HttpRequest, kept: Hold, refusal: Refusal, stands: Standing, asked: Resource | None
) -> HttpResponse:
    """The time is gone; or the answers of before will not do, and are asked for once more."""
    if refusal.code not in ABOUT_ANSWERS:
        wanted_with_it = company.of(kept, company.followers(kept))
        return untaken.refused(request, refusal, Tap(kept.offer, kept.starts_at, asked, wanted_with_it))
    page = "interview" if stands.told == Told.AS_BEFORE else "hold"
    address = onward.address(page, kept, request.POST)
    return onward.to(request, f"{address}{'&' if '?' in address else '?'}again=1")


def _confirmed(request: HttpRequest, kept: Hold, client: Client, stands: Standing) -> Appointment | Refusal:
    booked = actions.confirm(
        kept,
        client=client,
        said=standing.said(stands, request.POST.get("accepted", "")),
        others=_others(request, kept, client, stands),
        by=actions.CLIENT,
        clock=clock.database_now,
    )
    if isinstance(booked, Refusal) and booked.code == HOLD_USED:
        kept.refresh_from_db()
        return kept.appointment or booked
    return booked


def _others(request: HttpRequest, kept: Hold, client: Client, stands: Standing) -> list[actions.Coming]:
    """Who comes for what is kept beside: the client herself, or who comes with her and is reached through her."""
    led = company.followers(kept)
    if company.of(kept, led).in_a_row:
        told = stands.told or Told.IN_PERSON
        accepted = {
            each.held.pk: seen
            for each in stands.beside
            if (seen := decisions.shown(each.made)) in request.POST.getlist("accepted_after")
        }
        return [actions.Coming(client, Said(told, accepted.get(each.pk, ""))) for each in led]
    return [actions.Coming(_companion(request, client), Said(Told.IN_PERSON)) for _each in led]


def _companion(request: HttpRequest, client: Client) -> Client:
    form = CompanionForm(request.POST)
    named = form.cleaned_data["companion"] if form.is_valid() else ""
    reached = {"email": client.email, "phone": client.phone, "language": client.language}
    return Client(name=named or f"{client.name[: NAME_LENGTH - 3]} +1", **reached)
