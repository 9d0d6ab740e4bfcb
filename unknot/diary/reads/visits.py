"""Visits and whatever else occupies a salon's time."""

from datetime import datetime

from django.db.models import QuerySet

from unknot.diary.models import Appointment, Claim
from unknot.salons.models import Salon


def claims_between(
    salon: Salon, starts_at: datetime, ends_at: datetime, *, now: datetime
) -> "QuerySet[Claim]":
    """The live claims on a salon's resources that meet `[starts_at, ends_at)`, with all the desk shows of them."""
    return (
        Claim.objects.filter(resource__lanes__salon=salon, span__overlap=(starts_at, ends_at))
        .exclude(expires_at__lte=now)
        .select_related("resource", "part__appointment__client", "part__offer", "hold__offer", "block")
        .order_by("resource_id", "span")
    )


def appointment(public_id: str) -> Appointment | None:
    """An appointment with its salon, client and parts."""
    found = Appointment.objects.select_related("salon", "client").filter(public_id=public_id)
    return found.prefetch_related("parts__offer", "parts__practitioner").first()
