"""Opening the demo city: its salons once, its weeks topped up at every start."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import structlog
from django.apps import apps
from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from unknot.config.demo.answers import answer_some
from unknot.config.demo.drafts import Draft
from unknot.config.demo.salons import salon_id, write_salons
from unknot.config.demo.sites import sites
from unknot.config.demo.team import their_salon, who_to_sign_in_as, write_team
from unknot.config.demo.visits import days_to_fill, fill, filled_through
from unknot.core.hours import local_day, tick_floor
from unknot.diary.actions import open_days
from unknot.diary.models import SalonDay
from unknot.plumbing.clock import Clock, now
from unknot.salons.models import Salon

Progress = Callable[[str, int, int], None]

__all__ = ["City", "UnknownHours", "open_city", "who_to_sign_in_as"]

log = structlog.get_logger(__name__)


class UnknownHours(NamedTuple):
    """A salon whose stated hours no weekly table can hold, so that it can't be booked."""

    salon: str
    stated: str
    reason: str


class City(NamedTuple):
    """What stands: how many salons, how many visits were added now, whose hours are unknown."""

    salons: int
    visits: int
    unknown_hours: tuple[UnknownHours, ...]


def open_city(*, salons: int | None, progress: Progress, clock: Clock = now) -> City:
    """Bring the demo city up to today; `salons` is how many, None the built-in city.

    What is there already stays as it is, so a start after `kill -9` goes on where the last one stopped: the salons
    are one transaction, and so are each salon's visits together with its day rows.
    """
    places = sites(salons)
    progress(_("salons"), 0, len(places))
    drafts = write_salons(places)
    write_team(drafts)
    progress(_("salons"), len(places), len(places))
    visits = _fill(drafts, progress, clock)
    answer_some(their_salon(drafts), clock=clock)
    if visits:
        _let_the_planner_look()
    unknown = tuple(
        UnknownHours(each.name, each.site.opening_hours, each.hours_reason)
        for each in drafts
        if each.hours_source == Salon.HoursSource.UNKNOWN
    )
    for salon in unknown:
        log.info("hours_unknown", salon=salon.salon, stated=salon.stated, reason=salon.reason)
    return City(len(drafts), visits, unknown)


def _fill(drafts: Sequence[Draft], progress: Progress, clock: Clock) -> int:
    """Fill the days of the salons that lack any; of the others, open the days that came nearer."""
    rows = {salon.public_id: salon for salon in Salon.objects.all()}
    through = filled_through()
    last_days = dict(SalonDay.objects.values_list("salon_id").annotate(last=Max("on_date")))
    visits = 0
    for done, each in enumerate(drafts, start=1):
        salon = rows[salon_id(each.site)]
        dates = days_to_fill(salon, through.get(salon.public_id), clock())
        if dates:
            visits += fill(each, salon, dates, clock=clock)
        elif _needs_days(salon, last_days, clock):
            open_days(salon, clock=clock)
        progress(_("appointments"), done, len(drafts))
    return visits


def _let_the_planner_look() -> None:
    """Without statistics of what was just copied in, PostgreSQL joins salons and offers one by one."""
    tables = [
        model._meta.db_table
        for room in ("people", "salons", "health", "diary")
        for model in apps.get_app_config(room).get_models()
    ]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(table) for table in tables))


def _needs_days(salon: Salon, last_days: dict[int, date], clock: Clock) -> bool:
    furthest = local_day(salon.zone, tick_floor(clock())) + timedelta(days=salon.horizon_days)
    last = last_days.get(salon.pk)
    return last is None or last < furthest
