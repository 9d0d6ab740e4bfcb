"""Having those who wait served when time has become free."""

from collections.abc import Iterable
from datetime import datetime

from procrastinate.contrib.django import app

from unknot.diary.models import Waiting

SERVE = "diary.serve_waiting"


def announce(salon_ids: Iterable[int], *, at: datetime | None = None) -> None:
    """Have a job serve those who wait at these salons, now or `at`; none where nobody waits. Inside a transaction."""
    waits = Waiting.objects.filter(salon__in=list(salon_ids), state=Waiting.State.WAITING)
    for salon_id in sorted(set(waits.values_list("salon_id", flat=True))):
        app.configure_task(SERVE, schedule_at=at).defer(salon_id=salon_id)
