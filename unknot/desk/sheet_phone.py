"""Today's sheet on a phone: a page that holds nothing, what it keeps locked, and what was ticked on it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from unknot.design.words import long_day, on_wall, wall_day, wall_time
from unknot.desk.attending import SAID, Status
from unknot.desk.doorkeeper import SIGN_IN, acts_as, member_salon, member_visit, works_as
from unknot.desk.drawn import visits_address
from unknot.desk.sheet import Line, Sheet, day_ends, sheets
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.diary.values import CHANGED_MEANWHILE, Refusal, Refused
from unknot.plumbing import clock
from unknot.plumbing.idempotency import AnotherBody, Answer, InProgress, answer_once
from unknot.plumbing.tokens import fingerprint

LATEST = timedelta(hours=24)
"""No tick counts from earlier than this ago: a sheet is of one day."""
WHO_LENGTH = 16
CONFLICT = 409


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def phone(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The page that a phone keeps: no name stands on it before a script has opened what is locked."""
    salon = member_salon(request, salon_id)
    context = {"salon": salon, "visits": visits_address(salon), "words": _words()}
    return render(request, "desk/sheet/phone.html", context)


@require_GET
def worker(request: HttpRequest, salon_id: str) -> HttpResponse:
    """The worker that answers for that page while the network is away; its place here is its scope."""
    return render(request, "desk/sheet/worker.js", content_type="text/javascript")


@require_GET
@never_cache
@login_required(login_url=SIGN_IN)
def today(request: HttpRequest, salon_id: str) -> HttpResponse:
    """Today's sheets: who gives treatments takes her own along, the desk everybody's."""
    salon, now = member_salon(request, salon_id), clock.now()
    on_date = on_wall(now, salon.zone).date()
    made = sheets(salon, on_date, now=now, only=works_as(request, salon))
    return JsonResponse(
        {
            "csrf": get_token(request),
            "who": fingerprint(f"sheet:{request.user.pk}")[:WHO_LENGTH],
            "day": long_day(on_date),
            "zone": salon.zone,
            "until_ms": int(day_ends(salon, on_date).timestamp() * 1000),
            "sheets": [_sheet(each) for each in made],
        }
    )


@require_POST
@login_required(login_url=SIGN_IN)
def tick(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """One tap made earlier: taken once, with its own time; a conflict is answered with how the visit stands."""
    visit, asked = member_visit(request, salon_id, public_id), _Asked.of(request, clock.now())

    def work() -> Answer:
        said = actions.Tick(asked.at, asked.was, asked.sequence)
        by = acts_as(request)
        marked = actions.mark(visit, asked.status, by=by, clock=clock.database_now, tick=said)
        if isinstance(marked, Refusal):
            raise Refused(marked)
        return Answer(200, _stands(marked))

    try:
        answer = answer_once(request.path, asked.key, asked.body, work)
    except Refused as refused:
        return _conflict(member_visit(request, salon_id, public_id), refused.refusal)
    except AnotherBody:
        raise Http404 from None
    except InProgress:
        return HttpResponse(status=503)
    return JsonResponse(answer.body)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a phone sends. It says how long ago it was tapped, so that a clock that is wrong does no harm."""

    key: str
    status: Appointment.Status
    was: Appointment.Status
    sequence: int
    at: datetime
    body: bytes

    @classmethod
    def of(cls, request: HttpRequest, now: datetime) -> "_Asked":
        """Raises Http404 for what no page of ours sends."""
        given = {name: request.POST.get(name, "") for name in ("key", "status", "was", "sequence", "at")}
        ago, key = request.POST.get("ago_s", ""), given["key"]
        numbers = all(each.isascii() and each.isdigit() for each in (ago, given["sequence"], given["at"]))
        states = given["status"] in SAID and given["was"] in SAID
        if not (numbers and states and key) or max(map(len, given.values())) > 64 or len(ago) > 9:
            raise Http404
        at = now - min(timedelta(seconds=int(ago)), LATEST)
        sequence = min(int(given["sequence"]), 2**31 - 1)
        body = urlencode(sorted(given.items())).encode()
        return cls(key, Status(given["status"]), Status(given["was"]), sequence, at, body)


def _conflict(visit: Appointment, refusal: Refusal) -> HttpResponse:
    """How the visit stands instead, without a name: a phone keeps it until somebody has looked at it."""
    zone = visit.salon.zone
    stands = {"day": wall_day(visit.starts_at, zone), "time": wall_time(visit.starts_at, zone)}
    if refusal.code == CHANGED_MEANWHILE:
        stands["state"] = _states()[Status(visit.status)]
        said = _("At the desk it says by now: %(state)s, %(day)s at %(time)s.") % stands
    else:
        said = _("The visit of %(day)s at %(time)s was cancelled meanwhile.") % stands
    return JsonResponse({**_stands(visit), "said": said}, status=CONFLICT)


def _states() -> dict[str, str]:
    return {
        Status.BOOKED: _("expected"),
        Status.ARRIVED: _("here"),
        Status.IN_TREATMENT: _("in treatment"),
        Status.DONE: _("done"),
        Status.NO_SHOW: _("did not come"),
    }


def _words() -> dict[str, str]:
    """What the page's script says."""
    return {
        **_states(),
        "to_arrived": _("Here"),
        "to_done": _("Done"),
        "to_no_show": _("Did not come"),
        "to_booked": _("Take that back"),
        "waits": _("Ticked at {time}, waits to be sent"),
        "tapped": _("Ticked here: {state}, at {time}."),
        "mine": _("What I ticked counts"),
        "leave": _("Leave it as it is"),
        "away": _("The network is away. What you tick is kept and sent when it is back."),
        "signed_out": _("Nobody is signed in. What you tick is kept and sent when you are."),
        "kept": _("Kept on this phone, locked, until the day is over."),
        "nothing": _("No sheet of today is on this phone. It comes with the network."),
        "wrong": _("That code does not open it."),
        "over": _("The day is over: the sheet is no longer on this phone."),
        "forgotten": _("The sheet is no longer on this phone."),
        "insecure": _("This address is not secure (https): nothing can be kept on the phone."),
    }


def _stands(visit: Appointment) -> dict[str, Any]:
    return {"status": visit.status, "sequence": visit.sequence}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {"name": sheet.name, "hours": sheet.hours, "lines": [_line(each) for each in sheet.lines]}


def _line(line: Line) -> dict[str, Any]:
    said = line.said
    return {
        "visit": said.visit,
        "sequence": line.sequence,
        "status": said.state if said.visit else "rest",
        "time": f"{line.starts}–{line.ends}",
        "title": said.title,
        "detail": said.detail,
        "where": line.where,
        "notes": list(line.notes),
    }
