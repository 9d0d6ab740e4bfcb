"""The report of a visit, for who treats: what was said, found, thought and planned, and where. Opening is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from unknot.core.suitability import Marks
from unknot.core.suitability.marks import WORK
from unknot.design.figure import Choosing, Mark, Shown, choosing, regions_shown
from unknot.design.figure.words import listed, region_name
from unknot.desk.doorkeeper import SIGN_IN, member_visit
from unknot.desk.gate import NOT_TREATING, OPEN, treated_by
from unknot.desk.phrases import BEGINNINGS, FIELDS, PHRASES
from unknot.desk.reporting import Acted, ReportForm, act, threads
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.values import OpenedReport, Refusal, Written
from unknot.knowledge.load import regions
from unknot.plumbing import clock

FORBIDDEN, CONFLICT = 403, 409
DEPTH = 3
"""How strong the colour of a place is."""
ASK_ANEW = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A report as it is read: the words that count, and before them those that were amended."""

    report: OpenedReport
    lines: Sequence[tuple[str, str]]
    figure: Shown | None
    first_id: str
    earlier: Sequence[tuple[datetime, Sequence[tuple[str, str]]]]
    can_amend: bool


@require_http_methods(["GET", "POST"])
@never_cache
@login_required(login_url=SIGN_IN)
def report(request: HttpRequest, salon_id: str, public_id: str) -> HttpResponse:
    """A GET shows whether it can be opened; a POST opens it, after what its button asks for."""
    appointment, now = member_visit(request, salon_id, public_id), clock.now()
    part = treated_by(request, appointment)
    if part is None or request.method == "GET":
        return _closed(request, appointment, OPEN if part else NOT_TREATING)
    actions.let_in(appointment)
    acted = act(request.POST, part, now)
    found = locked.open_reports(
        by=part.practitioner, visit=appointment.public_id, salon=appointment.salon, now=now
    )
    if isinstance(found, Refusal):
        return _closed(request, appointment, found.code)
    return _show(request, part, acted, found, now)


def last_sheet(part: Part, now: datetime) -> Sheet | None:
    """The last signed report of earlier visits, for the brief of the next. That it was read is recorded."""
    visit = part.appointment
    found = locked.open_reports(by=part.practitioner, visit=visit.public_id, salon=visit.salon, now=now)
    if isinstance(found, Refusal):
        return None
    earlier = [each for each in threads(found) if each[0].signed_at and each[0].visit != visit.public_id]
    return _sheet(earlier[-1], part) if earlier else None


def _show(
    request: HttpRequest, part: Part, acted: Acted, found: Sequence[OpenedReport], now: datetime
) -> HttpResponse:
    every, visit = threads(found), part.appointment
    signed = [_sheet(each, part) for each in every if each[0].signed_at]
    amended = next((each for each in signed if each.first_id == acted.amending and each.can_amend), None)
    is_signed = any(each.report.visit == visit.public_id for each in signed)
    said = acted.said or (amended.report.written if amended else _draft(every, part))
    until = health.reports_kept_until(visit.client, now=now)
    context = {
        "salon": visit.salon,
        "visit": visit,
        "part": part,
        "acted": acted,
        "until": until,
        "asks_anew": until is not None and until - now < ASK_ANEW,
        "sheets": signed[::-1],
        "amended": amended,
        "beginnings": [(name, each.name) for name, each in BEGINNINGS.items()],
        **(_form(said) if amended or not is_signed else {}),
    }
    return render(request, "desk/report.html", context, status=CONFLICT if acted.problem else 200)


def _form(said: Written) -> dict[str, object]:
    form = ReportForm({name: getattr(said, name) for name in FIELDS})
    return {
        "fields": [(form[name], PHRASES[name]) for name in FIELDS],
        "figure": _figure(said),
        "theirs": True,
    }


def _figure(said: Written) -> Choosing:
    mark = Mark(WORK, _("Where"), tuple(regions()), asks_strength=False)
    return choosing([mark], Marks(dict.fromkeys(said.where)))


def _draft(every: Sequence[Sequence[OpenedReport]], part: Part) -> Written:
    visit = part.appointment.public_id
    mine = [each[0] for each in every if each[0].signed_at is None and each[0].visit == visit]
    return mine[0].written if mine else Written()


def _sheet(thread: Sequence[OpenedReport], part: Part) -> Sheet:
    last = thread[-1]
    where = last.written.where
    return Sheet(
        report=last,
        lines=_lines(last.written),
        figure=regions_shown(dict.fromkeys(where, DEPTH)) if where else None,
        first_id=thread[0].id,
        earlier=[(each.written_at, _lines(each.written)) for each in thread[-2::-1]],
        can_amend=thread[0].author == part.practitioner,
    )


def _lines(written: Written) -> list[tuple[str, str]]:
    labels = ReportForm().fields
    said = [(str(labels[name].label), getattr(written, name)) for name in FIELDS]
    where = [region_name(each) for each in written.where]
    said.append((_("Where"), listed(where) if where else ""))
    return [(label, text) for label, text in said if text]


def _closed(request: HttpRequest, appointment: Appointment, code: str) -> HttpResponse:
    """Why it can't be read, or the way in."""
    context = {"salon": appointment.salon, "visit": appointment, "code": code}
    status = 200 if code == OPEN else FORBIDDEN
    return render(request, "desk/report_closed.html", context, status=status)
