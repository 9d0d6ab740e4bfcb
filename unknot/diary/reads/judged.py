"""Visits whose verdict may not be what the rules say today."""

from collections.abc import Iterator
from datetime import datetime

from unknot.diary import decisions
from unknot.diary.models import Appointment, Part
from unknot.health import reads as health
from unknot.salons.models import Salon


def to_judge_again(now: datetime) -> Iterator[Appointment]:
    """The visits to come whose rules have changed since they were judged, or whose answers are there no more.

    The rules are the rulebook's version and all of the salon's switches, whoever changed them and how.
    """
    judged = Part.objects.filter(starts_at__gt=now, appointment__status=Appointment.Status.BOOKED)
    parts = judged.exclude(verdict="").select_related("appointment").order_by("pk")
    for salon in (
        Salon.objects.filter(appointments__parts__in=judged.exclude(verdict="")).distinct().order_by("pk")
    ):
        mine = list(parts.filter(appointment__salon=salon))
        under = decisions.judged_under(salon)
        answered = health.answered([part.appointment.public_id for part in mine], now=now)
        for part in mine:
            if part.judged_under != under or part.appointment.public_id not in answered:
                yield part.appointment
