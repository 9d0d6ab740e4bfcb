"""Whether a visit's brief can be opened, by whom, and from when until when."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from unknot.desk.doorkeeper import works_as
from unknot.diary.models import Appointment, Part
from unknot.health import reads as health
from unknot.health.models import Grant
from unknot.health.values import NO_ANSWERS, NOT_GRANTED, NOT_YET, OVER

OPEN = "open"
NOT_TREATING = "not_treating"
WITH_ANSWERS = (Part.Told.ONLINE, Part.Told.AS_BEFORE)


@dataclass(frozen=True, slots=True)
class Gate:
    """`code` is OPEN, NOT_TREATING or a refusal of the locked room."""

    code: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def treated_by(request: HttpRequest, appointment: Appointment) -> Part | None:
    """The part of the visit that the signed-in user gives; None when it is somebody else's."""
    me = works_as(request, appointment.salon)
    return next(
        (part for part in appointment.parts.all() if me is not None and part.practitioner == me), None
    )


def gate(appointment: Appointment, part: Part | None, now: datetime) -> Gate:
    """How the gate stands for who gives `part`. Opening asks the locked room again, whose word is the last."""
    if part is None:
        return Gate(NOT_TREATING)
    if part.told not in WITH_ANSWERS:
        return Gate(NO_ANSWERS)
    given = Grant.objects.filter(visit=appointment.public_id, practitioner=part.practitioner).first()
    if given is None:
        return Gate(NOT_GRANTED)
    return Gate(_code(given, now), given.opens_at, given.closes_at)


def _code(given: Grant, now: datetime) -> str:
    if given.is_early(now):
        return NOT_YET
    if given.is_over(now):
        return OVER
    return OPEN if health.answered([given.visit], now=now) else NO_ANSWERS
