"""Who is to be reminded now."""

from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from unknot.diary.models import Appointment
from unknot.notices.models import Notice
from unknot.plumbing.models import Fact
from unknot.salons.models import Salon

FIRST_HOUR = time(9)
LAST_HOUR = time(18)
QUIET_FROM = time(20)
STILL_FRESH = timedelta(hours=12)
TOO_NEAR = timedelta(hours=2)


def due(now: datetime) -> "QuerySet[Appointment]":
    """The visits whose client is to be reminded at `now`, the nearest first; two statements, however many visits.

    Left out: who has been reminded of this time, who booked or moved within twelve hours and still knows, who has no
    e-mail or only that of who comes with her, whose visit begins in two hours, and visits that nobody booked here
    (filled in by a seed or an import).
    """
    zones = Salon.objects.order_by().values_list("zone", flat=True).distinct()
    ends = {zone: due_until(zone, now) for zone in zones}
    windows = [Q(salon__zone=zone, starts_at__lt=until) for zone, until in ends.items() if until]
    if not windows:
        return Appointment.objects.none()
    reminded = Notice.objects.filter(
        appointment=OuterRef("pk"), kind=Notice.Kind.REMINDER, sequence=OuterRef("sequence")
    )
    booked_here = Fact.objects.filter(subject=OuterRef("public_id"), kind="appointment.booked")
    return (
        Appointment.objects.filter(
            reduce(or_, windows),
            status=Appointment.Status.BOOKED,
            starts_at__gte=now + TOO_NEAR,
            # Says no more than the windows do, but an index can use it.
            starts_at__lt=max(until for until in ends.values() if until),
            changed_at__lte=now - STILL_FRESH,
        )
        .exclude(client__email="")
        .exclude(borrows_address=True, lead__status=Appointment.Status.BOOKED, lead__starts_at=F("starts_at"))
        .filter(Exists(booked_here), ~Exists(reminded))
        .select_related("salon", "client")
        .order_by("starts_at", F("pk"))
    )


def due_until(zone: str, now: datetime) -> datetime | None:
    """Visits in this zone that begin before this instant are due at `now`; None in the quiet hours of its wall clock.

    A visit is due the day before at its own wall time, but from 09:00 on, and at 18:00 when it begins later. What was
    due while nothing ran is still due, until it is too near.
    """
    clock = ZoneInfo(zone)
    local = now.astimezone(clock)
    at_time = local.time()
    if not FIRST_HOUR <= at_time < QUIET_FROM:
        return None
    tomorrow = local.date() + timedelta(days=1)
    if at_time >= LAST_HOUR:
        return datetime.combine(tomorrow + timedelta(days=1), time(0), clock)
    return datetime.combine(tomorrow, at_time, clock) + timedelta(microseconds=1)
