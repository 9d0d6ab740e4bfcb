"""Who waits at a salon, and whose turn it is."""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from unknot.diary.models import Appointment, Turn, Waiting
from unknot.salons.models import Salon


def waiting_at(salon: Salon, *, now: datetime) -> "QuerySet[Waiting]":
    """All who wait at a salon, in fair order, each with her open turn as `open_turns`. Two statements."""
    rows = Waiting.objects.filter(salon=salon, state=Waiting.State.WAITING)
    rows = rows.select_related("client", "offer", "practitioner", "appointment", "salon")
    return rows.prefetch_related(_open(now)).order_by("created_at", "pk")


def waiting(public_id: str, *, now: datetime) -> Waiting | None:
    """One who waits, or waited, with her open turn as `open_turns`."""
    rows = Waiting.objects.select_related(
        "salon", "client", "offer__salon", "practitioner", "appointment__salon"
    )
    return rows.prefetch_related(_open(now)).filter(public_id=public_id).first()


def waiting_of(appointment: Appointment) -> Waiting | None:
    """What a visit waits for."""
    return Waiting.objects.filter(appointment=appointment, state=Waiting.State.WAITING).first()


def _open(now: datetime) -> "Prefetch[str]":
    live = Turn.objects.filter(state=Turn.State.OPEN, until__gt=now)
    return Prefetch("turns", live.select_related("hold__practitioner"), to_attr="open_turns")
