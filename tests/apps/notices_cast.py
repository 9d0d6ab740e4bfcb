"""A visit that has been booked, and a worker that runs in this process."""

from datetime import datetime
from typing import Any

from django.db import connections
from procrastinate.contrib.django import app

from tests import cast
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.people.models import Client
from unknot.plumbing.clock import now


def booked(
    client: Client | None = None, *, place: cast.Place | None = None, starts_at: datetime | None = None
) -> Appointment:
    """Outi's hour of back massage in the quiet room: Tuesday 2 March 2027 at 12:00, booked on Monday at 8."""
    place = place or cast.hiljainen_huone(email="huone@example.org")
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=starts_at or cast.wall(2, 12),
        client=client or cast.client(),
        by="desk:1",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment)
    return made


def moved(appointment: Appointment, starts_at: datetime) -> Appointment:
    """The visit at another time, moved by the desk."""
    made = actions.move(appointment, starts_at=starts_at, by="desk:1", clock=cast.clock_at())
    assert isinstance(made, Appointment)
    return made


def cancelled(appointment: Appointment) -> Appointment:
    """The visit cancelled by the desk."""
    made = actions.cancel(appointment, by="desk:1", clock=cast.clock_at())
    assert isinstance(made, Appointment)
    return made


def work() -> None:
    """Let a real worker do every job that waits now; its threads leave no connection behind."""
    lasting = connections.settings["default"]["CONN_MAX_AGE"]
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    try:
        django: Any = app.connector
        with app.replace_connector(django.get_worker_connector()) as worker:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=2)
    finally:
        connections.settings["default"]["CONN_MAX_AGE"] = lasting


def no_jobs() -> None:
    """Forget all jobs: the flush between tests leaves them."""
    with connections["default"].cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers")


def a_retry_is_due() -> None:
    """Let the time until every waiting job's next try pass."""
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = %s WHERE status = 'todo'", [now()])


def jobs() -> list[str]:
    """How the jobs that tell facts stand, in order of writing."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'plumbing.tell' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]
