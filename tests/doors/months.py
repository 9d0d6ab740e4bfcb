"""A month that is over, with visits of every kind, for the pages of the numbers."""

from datetime import datetime, timedelta

from django.db import connection

from tests import cast
from unknot.core.hours import instant, local_day, tick_floor
from unknot.core.hours.days import day_start
from unknot.diary.actions import GivenVisit, bring_in
from unknot.diary.models import Appointment
from unknot.plumbing import clock, facts

HOUR = timedelta(hours=1)
Status = Appointment.Status


def last_month(place: cast.Place) -> datetime:
    """Noon of the first day of the salon's last month."""
    today = local_day(place.salon.zone, tick_floor(clock.now()))
    first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return instant(day_start(place.salon.zone, first)) + 12 * HOUR


def been(
    place: cast.Place,
    who: str,
    count: int,
    *,
    treatment: str = "back_massage",
    status: str = "done",
    later: int = 0,
    hour: int = 0,
) -> None:
    """Visits of last month, an hour each, day after day from its first or so many days later, `hour` hours after noon.

    The last word of `who` names the practitioner; a client who cancelled has given the time back.
    """
    client = cast.client(who, email=f"{who.split()[0].lower()}@example.org")
    client.save()
    noon, person = last_month(place), place.people[who.split()[-1]]
    given = []
    for n in range(count):
        starts_at = noon + timedelta(days=n + later, hours=hour)
        tick = tick_floor(starts_at)
        given.append(
            GivenVisit(
                offer=place.offers[treatment],
                client_id=client.pk,
                resource_ids=[person.pk],
                starts_at=starts_at,
                ends_at=starts_at + HOUR,
                claimed=(tick, tick + 12),
                status=status,
                focus=(),
                made_at=starts_at - timedelta(days=n),
            )
        )
    span = (tick_floor(noon), tick_floor(noon) + 12)
    bring_in(place.salon, span, lambda: given, clock=clock.now)


def busy_month(place: cast.Place) -> str:
    """Fill last month; its name in addresses."""
    for hour in (-2, 0, 2):
        been(place, f"Outi{hour} Aino", 20, hour=hour)
    been(place, "Petri Mikael", 12)
    been(place, "Eeva Mikael", 5, status=Status.NO_SHOW, later=14)
    been(place, "Liisa Sanna", 9, treatment="facial", hour=1)
    been(place, "Kalle Sanna", 6, treatment="facial", status=Status.CANCELLED, hour=3)
    for n, visit in enumerate(Appointment.objects.filter(salon=place.salon, starts_at__lt=clock.now())):
        body = {"salon": place.salon.public_id, "starts_at": visit.starts_at.isoformat()}
        by = ("client", "client", "desk:1")[n % 3]
        facts.record("appointment.booked", visit.public_id, {**body, "by": by}, at=visit.created_at)
        if visit.status == Status.CANCELLED:
            at = visit.starts_at - n * HOUR
            facts.record("appointment.cancelled", visit.public_id, {**body, "by": by}, at=at)
    forget_claims_of_the_cancelled()
    return f"{last_month(place):%Y-%m}"


def forget_claims_of_the_cancelled() -> None:
    """A file brings no cancelled visits, so nothing has done this before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM diary_claim c USING diary_part p, diary_appointment a"
            " WHERE c.part_id = p.id AND a.id = p.appointment_id AND a.status = 'cancelled'"
        )
