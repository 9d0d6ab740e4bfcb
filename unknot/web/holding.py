"""Holding a tapped time for ten minutes, and adjusting it where it is shown."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.middleware import HtmxDetails

from unknot.design.limits import at_most
from unknot.design.visitor import address_digest, remember, visitor_of
from unknot.diary import actions, gaps
from unknot.diary.models import Hold
from unknot.diary.values import Refusal
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Offer
from unknot.web import company, confirming, held, onward, standing, untaken
from unknot.web.details import HoldForm
from unknot.web.held import Tap

HOLDS_A_MINUTE = 30
POSTS = frozenset({"POST"})


@require_POST
@at_most(HOLDS_A_MINUTE, "web.holds", methods=POSTS)
def holds(request: HttpRequest) -> HttpResponse:
    """Hold the time that was tapped and go on; or say that it can't be had, and what can."""
    tap = _tap(request)
    visitor = visitor_of(request)
    before = standing.before(request)
    kept = actions.hold(
        offer=tap.offer,
        starts_at=tap.starts_at,
        practitioner=tap.practitioner,
        also=tap.company.also,
        in_a_row=tap.company.in_a_row,
        any_order=tap.company.any_order,
        visitor=fingerprint(visitor),
        address=address_digest(request),
        clock=clock.database_now,
    )
    if isinstance(kept, Refusal):
        return untaken.refused(request, kept, tap)
    standing.carry(kept, before)
    response = _go_on(request, kept, tap, _wishes(request, kept))
    remember(response, visitor, request)
    return response


@require_GET
@never_cache
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Until when the time is kept, what can be chosen, and who is coming; after what has to be asked before."""
    kept = held.own(request, public_id)
    if kept is None:
        return render(request, "web/lapsed.html", status=404)
    if kept.appointment is not None:
        return onward.to_visit(request, kept.appointment)
    if kept.expires_at <= clock.now():
        return _lapsed(request, kept)
    client = confirming.known_client(request, request.GET)
    stands = standing.standing(kept, client, request.GET)
    if not stands.may_go_on:
        return redirect(onward.address("interview", kept, request.GET))
    asked = held.asked_practitioner(kept.offer, request.GET.get("practitioner", ""))
    return confirming.details(request, kept, stands, client=client, asked=asked)


def _go_on(request: HttpRequest, kept: Hold, tap: Tap, wishes: dict[str, str]) -> HttpResponse:
    """To the page of the hold; only its part where nothing else on the page can have changed."""
    address = onward.address("hold", kept, wishes)
    if not held.is_part(request):
        return onward.to(request, address)
    stands = standing.standing(kept, confirming.known_client(request, request.POST), request.POST)
    return _part(request, kept, tap, wishes) if stands.is_plain else onward.to(request, address)


def _wishes(request: HttpRequest, kept: Hold) -> dict[str, str]:
    """What was said on the way, and whether the time comes without the gap benefit that was shown with it."""
    seen = request.GET.get("gap", "")
    is_gone = bool(seen) and seen != gaps.shown(kept.gap_benefit)
    return {**request.POST.dict(), "gap": held.GONE if is_gone else ""}


def _tap(request: HttpRequest) -> Tap:
    """Raises Http404 for what no page of ours offers."""
    form = HoldForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    offers = Offer.objects.select_related("salon")
    offer = get_object_or_404(offers, public_id=given["offer"], is_active=True)
    wanted_with_it = company.read(offer, request.POST)
    if wanted_with_it is None:
        raise Http404
    practitioner = held.asked_practitioner(offer, given["practitioner"])
    return Tap(offer.with_added(wanted_with_it.added), given["starts_at"], practitioner, wanted_with_it)


def _part(request: HttpRequest, kept: Hold, tap: Tap, wishes: dict[str, str]) -> HttpResponse:
    """The part of the page about the hold, for a page that stays as it is otherwise."""
    mine = held.own(request, kept.public_id) or kept
    shown = held.facts(mine, clock.now(), wishes, asked=tap.practitioner)
    shown["other"] = confirming.somebody_else(request.POST)
    shown["told"] = request.POST.get("told", "")
    shown["changing"] = HtmxDetails(request).trigger in held.CHANGES
    response = render(request, "web/held_part.html", shown)
    response["HX-Replace-Url"] = onward.address("hold", kept, wishes)
    return response


def _lapsed(request: HttpRequest, kept: Hold) -> HttpResponse:
    """The hold ran out, or gave way to another one: the nearest times, its own first if it is still free."""
    now = clock.now()
    wanted = Tap(kept.offer, kept.starts_at, None, company.of(kept, company.followers(kept)))
    slots = untaken.nearest(wanted, now)
    shown = {
        "held": kept,
        "offer": kept.offer,
        "salon": kept.offer.salon,
        "still_free": kept.starts_at in [each.starts_at for each in slots],
        "slots": slots,
        "company": wanted.company.query,
        "other": held.live(request, now),
        "now": now,
    }
    return render(request, "web/lapsed.html", shown)
