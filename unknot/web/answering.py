"""The interview once more, for a visit: its answers are changed beside it, and take their place when all are there.

Until then they are a draft under the visit's own id, which is gone after a day and is shown for half an hour.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.core.suitability import BadQuestion, Interview
from unknot.core.suitability.rulebook import Item
from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions, decisions
from unknot.diary.values import Refusal
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Consent
from unknot.health.values import Opened
from unknot.knowledge.screening import rulebook
from unknot.plumbing import clock
from unknot.web import follows, visits, ways
from unknot.web.card import Card, Documents, item_words, read_card, with_earlier
from unknot.web.details import read_instant
from unknot.web.standing import Told
from unknot.web.steps import Step, next_step

ANSWERS_A_MINUTE = 60
POSTS = frozenset({"POST"})
UNPROCESSABLE = 422
SHOWN_FOR = timedelta(minutes=30)
MOVING_TO = "to"


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(ANSWERS_A_MINUTE, "web.answering", methods=POSTS)
def interview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked next. A POST begins, with what was answered before."""
    shown = visits.opened(request, public_id)
    if not shown.is_to_come:
        return redirect("visit", public_id=public_id)
    if not _has_consent(shown):
        return _consent(request, shown)
    if request.method == "POST":
        _begin(shown)
        return redirect(_here(request, shown, again="1"))
    draft = _draft(shown)
    if draft is None:
        return visits.show(request, "web/answer_again.html", shown, here=_here(request, shown))
    if "again" in request.GET:
        return _card(request, shown, draft)
    return _next(request, shown, draft)


@require_POST
@never_cache
@at_most(ANSWERS_A_MINUTE, "web.answering", methods=POSTS)
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree that answers are kept and used, or choose to be asked in person."""
    shown = visits.opened(request, public_id)
    if request.POST.get("told") == Told.IN_PERSON:
        asked = actions.ask_in_person(shown.appointment, clock=clock.database_now)
        if isinstance(asked, Refusal):
            return visits.refused(request, asked, shown)
        return redirect("visit", public_id=public_id)
    if shown.is_to_come:
        locked.consent(client=shown.appointment.client, now=clock.now())
        _begin(shown)
    return redirect(_here(request, shown, again="1"))


@require_POST
@never_cache
@at_most(ANSWERS_A_MINUTE, "web.answering", methods=POSTS)
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in what was ticked or answered, and go on."""
    shown = visits.opened(request, public_id)
    draft = _draft(shown)
    if not shown.is_to_come or draft is None or not _has_consent(shown):
        return redirect(_here(request, shown))
    item = rulebook().items.get(request.POST.get("about", ""))
    return _take_step(request, shown, draft, item) if item else _take_card(request, shown, draft)


def _take_card(request: HttpRequest, shown: visits.Visit, draft: Documents) -> HttpResponse:
    about = _about(request, shown)
    ticked, untold = ([], []) if "none" in request.POST else read_card(about, request.POST)
    if untold:
        return _card(request, shown, ticked, untold)
    return _keep(request, shown, with_earlier(ticked, draft))


def _take_step(request: HttpRequest, shown: visits.Visit, draft: Documents, item: Item) -> HttpResponse:
    following = next_step(_about(request, shown), draft, _today(shown))
    if following is None or following.item.id != item.id:
        return redirect(_here(request, shown))
    found = following.read(request.POST)
    if found is None:
        return _step(request, shown, following, wrong=True)
    return _keep(request, shown, [each | found if each["id"] == item.id else each for each in draft])


def _keep(request: HttpRequest, shown: visits.Visit, said: Documents) -> HttpResponse:
    """Seal the draft. Once nothing is left to ask it takes the place of the visit's answers."""
    _record(shown, said)
    try:
        open_still = next_step(_about(request, shown), said, _today(shown))
    except BadQuestion:
        return _card(request, shown, [])
    if open_still is not None:
        return redirect(_here(request, shown))
    answered = actions.answer_again(shown.appointment, answers=said, clock=clock.database_now)
    if isinstance(answered, Refusal):
        return visits.refused(request, answered, shown)
    return follows.page(request, visits.opened(request, shown.appointment.public_id), moving_to(request))


def _next(request: HttpRequest, shown: visits.Visit, draft: Documents) -> HttpResponse:
    try:
        following = next_step(_about(request, shown), draft, _today(shown))
    except BadQuestion:
        following = None
    return _step(request, shown, following) if following else _card(request, shown, draft)


def _begin(shown: visits.Visit) -> None:
    """A draft beside the visit, of what was answered before as far as it can still be read."""
    appointment, now = shown.appointment, clock.now()
    locked.abandon(hold=appointment.public_id)
    locked.begin(hold=appointment.public_id, now=now)
    opened = locked.own_answers(client=appointment.client, visit=appointment.public_id, now=now)
    _record(shown, _readable(shown, list(opened.answers)) if isinstance(opened, Opened) else [])


def _readable(shown: visits.Visit, said: Documents) -> Documents:
    try:
        decisions.owed(shown.offer, shown.part.starts_at, said)
    except BadQuestion:
        return [{"id": each["id"]} for each in said if each["id"] in rulebook().items]
    return said


def _record(shown: visits.Visit, said: Documents) -> None:
    hold, version = shown.appointment.public_id, rulebook().version
    locked.record(hold=hold, answers=said, rulebook=version, now=clock.now())


def _draft(shown: visits.Visit) -> Documents | None:
    """What has been answered so far; None where nothing was begun, or too long ago to be shown on this phone."""
    now = clock.now()
    opened = locked.draft_answers(hold=shown.appointment.public_id, now=now)
    is_fresh = isinstance(opened, Opened) and now - opened.given_at < SHOWN_FOR
    return list(opened.answers) if is_fresh and isinstance(opened, Opened) else None


def _has_consent(shown: visits.Visit) -> bool:
    return health.consent_runs_until(shown.appointment.client, now=clock.now()) is not None


def _consent(request: HttpRequest, shown: visits.Visit) -> HttpResponse:
    until = on_wall(clock.now() + Consent.RUNS, shown.appointment.salon.zone).date()
    return _show(request, shown, "web/consent.html", until=until, again=False)


def _card(
    request: HttpRequest, shown: visits.Visit, said: Documents, untold: list[str] | None = None
) -> HttpResponse:
    card = Card(_about(request, shown), shown.appointment.salon.country, said)
    facts = {"lines": card.lines("", untold or ()), "young": card.young(), "wrong": bool(untold)}
    return _show(request, shown, "web/card.html", status=UNPROCESSABLE if untold else 200, **facts)


def _step(request: HttpRequest, shown: visits.Visit, following: Step, *, wrong: bool = False) -> HttpResponse:
    facts = {
        "item": following.item.id,
        "about": item_words(following.about, following.item, shown.appointment.salon.country),
        "questions": following.questions(request.POST if wrong else None),
        "wrong": wrong,
    }
    return _show(request, shown, "web/follow_ups.html", status=UNPROCESSABLE if wrong else 200, **facts)


def _show(
    request: HttpRequest, shown: visits.Visit, template: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    to = ways.of_visit(shown.appointment, _here(request, shown).partition("?")[2])
    response = visits.show(request, template, shown, to=to, **more)
    response.status_code = status
    return response


def _about(request: HttpRequest, shown: visits.Visit) -> Interview:
    """For the visit's start, or for the one to which it is being moved."""
    return decisions.about(shown.offer, moving_to(request) or shown.part.starts_at)


def moving_to(request: HttpRequest) -> datetime | None:
    """The start for which the questions are asked, when the visit is being moved there."""
    try:
        return read_instant(request.GET[MOVING_TO]) if MOVING_TO in request.GET else None
    except ValidationError:
        return None


def address(shown: visits.Visit, starts_at: datetime | None = None, **more: str) -> str:
    """Where the questions about a visit are, perhaps for another start."""
    query = {**more, **({MOVING_TO: starts_at.isoformat()} if starts_at else {})}
    here = reverse("visit_interview", args=[shown.appointment.public_id])
    return f"{here}?{urlencode(query)}" if query else here


def _here(request: HttpRequest, shown: visits.Visit, **more: str) -> str:
    return address(shown, moving_to(request), **more)


def _today(shown: visits.Visit) -> date:
    return on_wall(clock.now(), shown.appointment.salon.zone).date()
