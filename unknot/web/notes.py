"""Notes of clearance: handed in on a visit's page, seen there with their state, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.core.suitability import BadQuestion, Outcome
from unknot.design.limits import at_most
from unknot.design.words import on_wall
from unknot.diary import actions, decisions
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health import values as refusals
from unknot.health.models import Clearance
from unknot.health.values import Refusal
from unknot.plumbing import clock
from unknot.web import visits
from unknot.web.card import item_words
from unknot.web.note_form import NoteForm

NOTES_A_MINUTE = 10
POSTS = frozenset({"POST"})
UNPROCESSABLE = 422
BEGINS = "begin"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A note as the visit's page shows it; `reaches` says whether it holds on the day of the visit."""

    id: str
    state: str
    holds_until: date
    reaches: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """What was handed in for a visit, and whether one more may be."""

    all: Sequence[HandedIn]
    is_open: bool


def handed_in(shown: visits.Visit) -> Notes:
    """The notes of a visit, without anything of what is in them."""
    on_date = on_wall(shown.part.starts_at, shown.appointment.salon.zone).date()
    rows = health.notes_for(shown.appointment.public_id)
    found = [HandedIn(row.pk, row.state, row.holds_until, row.holds_until >= on_date) for row in rows]
    is_open = shown.is_to_come and shown.part.verdict == Outcome.CLEARANCE
    return Notes(found, is_open)


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(NOTES_A_MINUTE, "web.notes", methods=POSTS)
def notes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand in a note. The form says what needs one, so that it is opened by a POST, and stands on no page before."""
    shown = visits.opened(request, public_id)
    needed = _needed(shown) if request.method == "POST" and handed_in(shown).is_open else []
    if not needed:
        return redirect("visit", public_id=public_id)
    today = on_wall(clock.now(), shown.appointment.salon.zone).date()
    on_date = on_wall(shown.part.starts_at, shown.appointment.salon.zone).date()
    if BEGINS in request.POST:
        return _form(request, shown, NoteForm(needed=needed, today=today, on_date=on_date))
    form = NoteForm(request.POST, request.FILES, needed=needed, today=today, on_date=on_date)
    if not form.is_valid() or not _taken(shown, form):
        return _form(request, shown, form, status=UNPROCESSABLE)
    return redirect("visit", public_id=public_id)


@require_POST
@never_cache
@at_most(NOTES_A_MINUTE, "web.notes", methods=POSTS)
def removal(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    """Take a note back. What it may have cleared is judged without it."""
    shown = visits.opened(request, public_id)
    actions.take_back_note(shown.appointment.client, note=note_id, clock=clock.database_now)
    return redirect("visit", public_id=public_id)


def _needed(shown: visits.Visit) -> list[tuple[str, str]]:
    """The items for which the visit waits for a note, and the questions that were said yes to."""
    now = clock.now()
    visits.look(shown)
    foresight = actions.foresee(shown.appointment, shown.part, now=now)
    about = decisions.about(shown.offer, shown.part.starts_at)
    country = shown.appointment.salon.country
    try:
        items = foresight.needing_note() if foresight else []
    except BadQuestion:
        return []
    return [(item, item_words(about, about.rulebook.items[item], country)) for item in items]


def _taken(shown: visits.Visit, form: NoteForm) -> bool:
    """Hand it in; a refusal becomes the form's error."""
    made = locked.hand_in(
        client=shown.appointment.client,
        visit=shown.appointment.public_id,
        treatment=shown.part.treatment,
        now=clock.now(),
        **form.note(),
    )
    if isinstance(made, Clearance):
        return True
    form.add_error("file", _why(made))
    return False


def _why(refusal: Refusal) -> str:
    sentences = {
        refusals.TOO_LARGE: _("This file is larger than 10 MB. A photo of the page is enough."),
        refusals.WRONG_KIND: _("Choose a PDF, a JPEG or a PNG."),
        refusals.TOO_MANY_NOTES: _("Five notes have been handed in for this visit. Take one back first."),
        refusals.NO_CONSENT: _("Your consent has ended. Answer the questions once more first."),
    }
    return sentences[refusal.code]


def _form(request: HttpRequest, shown: visits.Visit, form: NoteForm, *, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {"form": form, "needed": form.needed}
    response = visits.show(request, "web/note.html", shown, **facts)
    response.status_code = status
    return response
