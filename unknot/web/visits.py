"""A confirmed visit, for whoever came by its private link: seen, moved, cancelled, taken to a calendar."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from unknot.design.limits import at_most
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.diary.values import Refusal
from unknot.health import actions as locked
from unknot.notices.calendar import calendar as calendar_file
from unknot.plumbing import clock
from unknot.plumbing.links import visit_link
from unknot.salons.models import Offer
from unknot.web import company, grants, marked, refusals

LINKS_A_MINUTE = 30


@dataclass(frozen=True)
class Visit:
    """What the pages of a visit show. `change_until` is the last moment to move or cancel alone."""

    appointment: Appointment
    part: Part
    change_until: datetime
    can_change: bool
    can_move: bool
    is_to_come: bool

    @property
    def offer(self) -> Offer:
        """What was booked, in the minutes and at the price of then, with its salon at hand."""
        self.part.offer.salon, self.part.offer.duration_min = self.appointment.salon, self.part.duration_min
        self.part.offer.price_minor = self.part.list_minor
        return self.part.offer


@require_GET
@never_cache
@at_most(LINKS_A_MINUTE, "web.link")
def private_link(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Turn the mailed secret into a cookie for this visit and leave it behind."""
    appointment = get_object_or_404(Appointment, public_id=public_id)
    if not appointment.opens_with(token):
        raise Http404
    response = redirect("visit", public_id=public_id)
    response["Referrer-Policy"] = "no-referrer"
    grants.give(response, appointment, request)
    return response


@require_http_methods(["GET", "POST"])
@never_cache
def cancellation(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then cancel. To cancel again changes nothing."""
    shown = opened(request, public_id)
    if request.method == "GET":
        return show(request, "web/cancel.html", shown, beside=company.beside(shown.appointment))
    cancelled = actions.cancel(shown.appointment, by=actions.CLIENT, clock=clock.database_now)
    if isinstance(cancelled, Refusal):
        return refused(request, cancelled, shown)
    return redirect("visit", public_id=public_id)


@require_GET
@never_cache
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visit as an .ics file."""
    appointment = grants.opened(request, public_id)
    body = calendar_file(appointment, method="PUBLISH", now=clock.now())
    headers = {"Content-Disposition": 'attachment; filename="visit.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def opened(request: HttpRequest, public_id: str) -> Visit:
    """The visit, if this browser was let in. Raises Http404 as for one that does not exist."""
    return visit_of(grants.opened(request, public_id))


def visit_of(appointment: Appointment) -> Visit:
    """What the pages show of an appointment as `reads.appointment` gives it."""
    now = clock.now()
    in_time = now < appointment.change_until
    booked = appointment.status == Appointment.Status.BOOKED
    return Visit(
        appointment,
        appointment.parts.all()[0],
        appointment.change_until,
        can_change=in_time and appointment.is_live,
        can_move=in_time and booked,
        is_to_come=booked and now < appointment.starts_at,
    )


def look(shown: Visit) -> None:
    """Put on record that whoever has this page is shown what was answered, or what follows from it."""
    appointment = shown.appointment
    locked.own_answers(client=appointment.client, visit=appointment.public_id, now=clock.now())


def show(request: HttpRequest, template: str, shown: Visit, **more: object) -> HttpResponse:
    appointment = shown.appointment
    facts: dict[str, object] = {
        "visit": appointment,
        "salon": appointment.salon,
        "part": shown.part,
        "shown": shown,
    }
    facts["marked"] = marked.named(shown.part.treatment, shown.part.marks)
    link = visit_link(appointment.public_id, appointment.token)
    return render(request, template, {**facts, "link": link, "now": clock.now(), **more})


def refused(request: HttpRequest, refusal: Refusal, shown: Visit, **more: object) -> HttpResponse:
    """Why nothing was changed, and what helps; `more` may say it better for this visit."""
    said = {"title": refusals.title(refusal), "sentence": refusals.sentence(refusal)}
    facts = {"slots": refusal.alternatives, **said, **more}
    response = show(request, "web/unmoved.html", shown, **facts)
    response.status_code = refusals.status(refusal)
    return response
