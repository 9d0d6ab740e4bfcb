"""What a client has had, has missed and has booked at one salon."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from unknot.diary.models import Appointment, Part
from unknot.people.models import Client
from unknot.salons.joining import rows_of
from unknot.salons.models import Salon

MOST_PAST = 100


class History(NamedTuple):
    """Visits that lie ahead, the next one first, and all others, the latest first and no more than a hundred.

    `had` and `missed` count all there are: visits that have ended, without cancelled and missed ones, and missed ones.
    """

    coming: list[Part]
    past: list[Part]
    had: int
    missed: int

    @property
    def latest(self) -> Part | None:
        """The latest treatment that took place; without one the next that is booked, or what did not take place."""
        taken = [each for each in self.past if each.appointment.status not in _NOT_HAD]
        return next(iter([*taken, *self.coming, *self.past]), None)


_NOT_HAD = (Appointment.Status.CANCELLED, Appointment.Status.NO_SHOW)


def history(salon: Salon, client: Client, *, now: datetime) -> History:
    """The visits at a salon of a client and of all who are joined into her there. Four statements."""
    clients = rows_of(salon, client.pk)
    every = Part.objects.filter(appointment__salon=salon, appointment__client__in=clients)
    every = every.select_related("appointment", "offer", "practitioner")
    ahead = Q(ends_at__gt=now) & ~Q(appointment__status__in=_NOT_HAD)
    counts = every.aggregate(
        had=Count("pk", filter=Q(ends_at__lte=now) & ~Q(appointment__status__in=_NOT_HAD)),
        missed=Count("pk", filter=Q(appointment__status=Appointment.Status.NO_SHOW)),
    )
    coming = list(every.filter(ahead).order_by("starts_at", "pk"))
    past = list(every.exclude(ahead).order_by("-starts_at", "-pk")[:MOST_PAST])
    return History(coming, past, counts["had"], counts["missed"])
