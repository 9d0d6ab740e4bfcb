"""Day rows beside what hours and claims make of them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection

from unknot.core.availability.days import Day
from unknot.diary import bridge
from unknot.diary.actions.days import build_days
from unknot.diary.audit.findings import Finding
from unknot.salons.models import Salon


def findings(salon: Salon, now: datetime) -> Iterator[Finding]:
    """The salon's rows that differ from their rebuild, both looked at with the clock at `now`."""
    standing = _standing(salon)
    built = {key.on_date: day for key, day in build_days(salon, sorted(standing), clock=lambda: now)}
    for on_date, (row, next_expiry_s) in standing.items():
        what = f"day {on_date} of salon {salon.public_id}"
        if on_date not in built:
            yield Finding("day_that_never_was", f"{what} does not exist in its zone")
        elif row.at(now.timestamp()) != built[on_date]:
            yield Finding("day_differs", f"{what} differs from its hours and claims")
        elif next_expiry_s != row.next_expiry_s:
            yield Finding("day_expiry_differs", f"{what} names another moment than that of its earliest hold")


def _standing(salon: Salon) -> dict[date, tuple[Day, Any]]:
    """The salon's rows as they stand, each with the moment it names for its earliest hold, in order of date."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {bridge.COLUMNS}, next_expiry_s FROM diary_salon_day WHERE salon_id = %s ORDER BY on_date",
            [salon.pk],
        )
        return {row[0]: (bridge.day_from_row(row[:-1])[1], row[-1]) for row in cursor}
