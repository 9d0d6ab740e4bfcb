"""Where the pages of an interview send what they ask: about a held time, or about a visit."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from unknot.diary.models import Appointment, Hold
from unknot.web import onward


@dataclass(frozen=True, slots=True)
class Ways:
    """The page that frames the questions, and the addresses that they lead to."""

    frame: str
    answers: str
    consent: str
    again: str


def of_hold(request: HttpRequest, kept: Hold) -> Ways:
    """While a time is held; what was asked for goes along."""
    return Ways(
        "web/asking.html",
        onward.address("answers", kept, request.GET),
        onward.address("consent", kept, request.GET),
        onward.again(kept, request.GET),
    )


def of_visit(appointment: Appointment, query: str) -> Ways:
    """About a visit. `query` goes along: '' or the start to which it is being moved."""
    names = ("visit_interview_answers", "visit_interview_consent", "visit_interview")
    answers, consent, interview = (reverse(name, args=[appointment.public_id]) for name in names)
    going = f"?{query}" if query else ""
    again = f"{interview}?again=1" + (f"&{query}" if query else "")
    return Ways("web/asking_visit.html", f"{answers}{going}", f"{consent}{going}", again)
