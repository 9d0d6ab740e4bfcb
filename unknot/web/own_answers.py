"""A client's answers for a visit, behind a button: seen, taken along, erased; and who has looked at them.

A lent phone shows nothing at once: what is locked away is opened by a POST alone, and each opening is on record.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unknot.core.suitability import BadQuestion
from unknot.design.limits import at_most
from unknot.diary import actions, decisions
from unknot.diary.models import Part
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Reading
from unknot.health.values import Look, Opened
from unknot.people.models import Client
from unknot.plumbing import clock
from unknot.web import visits
from unknot.web.answer_words import in_question_words
from unknot.web.standing import changes

OPENINGS_A_MINUTE = 10
POSTS = frozenset({"POST"})
CONFLICT = 409
FILE = "unknot.json"
MOST_LOOKS = 60


@dataclass(frozen=True, slots=True)
class Looks:
    """Who has looked: people one by one, the machine's judgements as a number and the last of them."""

    by_people: list[Look]
    by_rules: int
    last_at: datetime | None


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(OPENINGS_A_MINUTE, "web.own_answers", methods=POSTS)
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sealed, with who has looked. A POST opens them, for this one page."""
    shown = visits.opened(request, public_id)
    facts = _opened(shown) if request.method == "POST" else {}
    return visits.show(request, "web/own_answers.html", shown, **_sealed(shown), **facts)


@require_POST
@never_cache
@at_most(OPENINGS_A_MINUTE, "web.own_answers", methods=POSTS)
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is known of the client's health, as one file."""
    client = visits.opened(request, public_id).appointment.client
    document = locked.export(client=client, now=clock.now()) | {"decisions": _decisions(client)}
    headers = {"Content-Disposition": f'attachment; filename="{FILE}"'}
    return JsonResponse(document, headers=headers, json_dumps_params={"indent": 1, "ensure_ascii": False})


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(OPENINGS_A_MINUTE, "web.own_answers", methods=POSTS)
def erasure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then erase everything; at visits to come the client is asked in person."""
    shown = visits.opened(request, public_id)
    if request.method == "GET":
        return visits.show(request, "web/erase.html", shown, coming=_coming(shown), erasing=True)
    actions.erase_answers(shown.appointment.client, clock=clock.database_now)
    return redirect("visit_answers", public_id=public_id)


@require_http_methods(["GET", "POST"])
@never_cache
@at_most(OPENINGS_A_MINUTE, "web.own_answers", methods=POSTS)
def withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take the consent back; who has looked stays to be seen."""
    shown = visits.opened(request, public_id)
    if request.method == "GET":
        return visits.show(request, "web/erase.html", shown, coming=_coming(shown), erasing=False)
    actions.withdraw_consent(shown.appointment.client, clock=clock.database_now)
    return redirect("visit_answers", public_id=public_id)


def _sealed(shown: visits.Visit) -> dict[str, object]:
    """What can be said of the answers without opening them."""
    client, now = shown.appointment.client, clock.now()
    return {
        "is_kept": bool(health.answered([shown.appointment.public_id], now=now)),
        "runs_until": health.consent_runs_until(client, now=now),
        "reports_until": health.reports_kept_until(client, now=now),
        "looks": _looks(client),
    }


def _opened(shown: visits.Visit) -> dict[str, object]:
    """What was answered, and what follows from it, in words."""
    appointment, now = shown.appointment, clock.now()
    opened = locked.own_answers(client=appointment.client, visit=appointment.public_id, now=now)
    if not isinstance(opened, Opened):
        return {"is_open": True, "said": []}
    country, start = appointment.salon.country, shown.part.starts_at
    said, unknown = in_question_words(decisions.about(shown.offer, start), opened.answers, country)
    facts = {"is_open": True, "said": said, "unknown": unknown, "given_at": opened.given_at}
    return {**facts, "changes": _changes(shown, now)}


def _changes(shown: visits.Visit, now: datetime) -> dict[str, object] | None:
    foresight = actions.foresee(shown.appointment, shown.part, now=now)
    try:
        made = foresight.at(shown.part.starts_at) if foresight else None
    except BadQuestion:
        return None
    return changes(made, shown.appointment.salon.country) if made else None


def _looks(client: Client) -> Looks:
    looks = health.who_looked(client)
    by_rules = [each for each in looks if each.role == Reading.Role.RULES]
    by_people = [each for each in looks if each.role != Reading.Role.RULES]
    return Looks(by_people[:MOST_LOOKS], len(by_rules), by_rules[0].last_at if by_rules else None)


def _coming(shown: visits.Visit) -> int:
    """How many visits lie ahead of the client."""
    coming = Part.objects.filter(appointment__client=shown.appointment.client, starts_at__gt=clock.now())
    return coming.filter(appointment__status="booked").count()


def _decisions(client: Client) -> list[dict[str, object]]:
    """What the salon was told for each visit."""
    parts = (
        Part.objects.filter(appointment__client=client).select_related("appointment").order_by("starts_at")
    )
    return [
        {
            "visit": part.appointment.public_id,
            "starts_at": part.starts_at.isoformat(),
            "treatment": part.treatment,
            "told": part.told,
            "verdict": part.verdict,
            "rulebook": part.rulebook,
            "avoid": part.avoid,
            "pressure_max": part.pressure_max,
        }
        for part in parts
    ]
