"""The interview between a held time and its details: consent, one card, a few questions, and what follows."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.core.suitability import BadQuestion, Outcome
from unknot.core.suitability.rulebook import Item
from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Hold
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Consent
from unknot.health.values import Opened, Refusal
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock
from unknot.web import asked, held, onward, outcomes, standing, ways
from unknot.web.card import Card, Documents, item_words, read_card, with_earlier
from unknot.web.standing import Told
from unknot.web.steps import Step, next_step

ANSWERS_A_MINUTE = 60
POSTS = frozenset({"POST"})
UNPROCESSABLE = 422


@require_GET
@never_cache
def interview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked next about this hold; or what follows from the answers."""
    kept = held.own(request, public_id)
    if kept is None:
        return render(request, "web/lapsed.html", status=404)
    if kept.appointment is not None:
        return onward.to_visit(request, kept.appointment)
    given = _draft(kept)
    stands = standing.standing(kept, None, {})
    if stands.made is not None and stands.made.verdict is Outcome.EMERGENCY and "again" not in request.GET:
        return outcomes.care(request, kept, stands.made)
    if kept.expires_at <= clock.now():
        return redirect(_address(request, "hold", kept))
    if not health.has_begun(kept.public_id, now=clock.now()):
        return _consent(request, kept)
    if given is None or "again" in request.GET:
        return _card(request, kept, given or [])
    return _next(request, kept, given)


@require_POST
@never_cache
@at_most(ANSWERS_A_MINUTE, "web.interview", methods=POSTS)
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree that answers are kept and used for the visit, or choose to be asked in person."""
    kept = held.own(request, public_id)
    if kept is None:
        return render(request, "web/lapsed.html", status=409)
    if request.POST.get("told") == Told.IN_PERSON:
        return redirect(_address(request, "hold", kept, told=Told.IN_PERSON))
    locked.begin(hold=kept.public_id, now=clock.now())
    return redirect(_address(request, "interview", kept))


@require_POST
@never_cache
@at_most(ANSWERS_A_MINUTE, "web.interview", methods=POSTS)
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in what was ticked or answered, and go on."""
    kept = held.own(request, public_id)
    if kept is None or kept.appointment is not None:
        return render(request, "web/lapsed.html", status=409)
    if not health.has_begun(kept.public_id, now=clock.now()):
        return redirect(_address(request, "interview", kept))
    about = standing.about(kept)
    item = about.rulebook.items.get(request.POST.get("about", ""))
    return _take_step(request, kept, item) if item else _take_card(request, kept)


def _take_card(request: HttpRequest, kept: Hold) -> HttpResponse:
    about = standing.about(kept)
    ticked, untold = ([], []) if "none" in request.POST else read_card(about, request.POST)
    if untold:
        return _card(request, kept, ticked, untold)
    return _keep(request, kept, with_earlier(ticked, _draft(kept) or []))


def _take_step(request: HttpRequest, kept: Hold, item: Item) -> HttpResponse:
    said = _draft(kept) or []
    mine = next((each for each in said if each["id"] == item.id), None)
    following = next_step(standing.about(kept), said, _today(kept))
    if mine is None or following is None or following.item.id != item.id:
        return redirect(_address(request, "interview", kept))
    found = following.read(request.POST)
    if found is None:
        return _step(request, kept, following, wrong=True)
    return _keep(request, kept, [each | found if each is mine else each for each in said])


def _keep(request: HttpRequest, kept: Hold, said: Documents) -> HttpResponse:
    """Seal the answers, and let the time go where they say that it can't be had at all."""
    now = clock.now()
    recorded = locked.record(hold=kept.public_id, answers=said, rulebook=rulebook().version, now=now)
    if isinstance(recorded, Refusal):
        return redirect(_address(request, "interview", kept))
    made = standing.standing(kept, None, {}).made
    if made is not None and made.verdict is Outcome.EMERGENCY:
        actions.end(kept, clock=clock.database_now)
    return redirect(_address(request, "interview", kept))


def _next(request: HttpRequest, kept: Hold, said: Documents) -> HttpResponse:
    """The next questions, or what follows once nothing is left to ask."""
    about = standing.about(kept)
    try:
        following = next_step(about, said, _today(kept))
    except BadQuestion:
        return _card(request, kept, [])
    if following is not None:
        return _step(request, kept, following)
    stands = standing.standing(kept, None, {})
    if stands.may_go_on:
        return redirect(_address(request, "hold", kept))
    assert stands.made is not None
    if stands.unfit is not None:
        return outcomes.without(request, kept, stands.unfit)
    return outcomes.page(request, kept, stands.made)


def _consent(request: HttpRequest, kept: Hold) -> HttpResponse:
    until = on_wall(clock.now() + Consent.RUNS, kept.offer.salon.zone).date()
    return _show(request, kept, "web/consent.html", until=until, again="again" in request.GET)


def _card(request: HttpRequest, kept: Hold, said: Documents, untold: list[str] | None = None) -> HttpResponse:
    card = Card(standing.about(kept), kept.offer.salon.country, said)
    shown = {
        "lines": card.lines(asked.wish(request), untold or ()),
        "young": card.young(),
        "wrong": bool(untold),
    }
    return _show(request, kept, "web/card.html", status=UNPROCESSABLE if untold else 200, **shown)


def _step(request: HttpRequest, kept: Hold, following: Step, *, wrong: bool = False) -> HttpResponse:
    shown = {
        "item": following.item.id,
        "about": item_words(following.about, following.item, kept.offer.salon.country),
        "questions": following.questions(request.POST if wrong else None),
        "wrong": wrong,
    }
    return _show(request, kept, "web/follow_ups.html", status=UNPROCESSABLE if wrong else 200, **shown)


def _show(request: HttpRequest, kept: Hold, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    facts = held.time_left(kept, clock.now())
    return render(request, template, {**facts, "to": ways.of_hold(request, kept), **more}, status=status)


def _draft(kept: Hold) -> Documents | None:
    """What has been answered so far; None before the first answer."""
    opened = locked.draft_answers(hold=kept.public_id, now=clock.now())
    return list(opened.answers) if isinstance(opened, Opened) else None


def _today(kept: Hold) -> date:
    return on_wall(clock.now(), kept.offer.salon.zone).date()


def _address(request: HttpRequest, name: str, kept: Hold, **more: str) -> str:
    return onward.address(name, kept, {**request.GET.dict(), **more})
