"""Jobs of the diary: days are opened before anybody needs them, and old holds are forgotten."""

from datetime import timedelta

import structlog
from procrastinate.contrib.django import app

from unknot.core.hours import local_day, tick_floor
from unknot.diary.actions import open_days, rebuild, rejudge, serve
from unknot.diary.actions.announcing import SERVE
from unknot.diary.models import Claim, Hold, Waiting
from unknot.diary.reads import to_judge_again
from unknot.health.cipher import Unopened
from unknot.plumbing.clock import database_now, now
from unknot.salons.actions import see_off
from unknot.salons.models import Salon

HOLDS_KEPT = timedelta(days=1)

log = structlog.get_logger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(name="diary.open_all_days", queueing_lock="diary.open_all_days")
def open_all_days(timestamp: int) -> None:
    """Every hour: each salon's days stand as far as its horizon, and who left on its new day is gone."""
    for salon in Salon.objects.order_by("pk").iterator():
        open_days(salon, clock=database_now)
        see_off(salon, local_day(salon.zone, tick_floor(database_now())))


@app.periodic(cron="27 3 * * *")
@app.task(name="diary.rebuild_all_days", queueing_lock="diary.rebuild_all_days")
def rebuild_all_days(timestamp: int) -> None:
    """Every night: zones, holidays and hours as they are known now decide about the days to come."""
    for salon in Salon.objects.order_by("pk").iterator():
        differed = rebuild(salon, clock=database_now)
        if differed:
            log.warning("days_rebuilt", salon=salon.public_id, days=differed)


@app.periodic(cron="37 3 * * *")
@app.task(name="diary.forget_holds", queueing_lock="diary.forget_holds")
def forget_holds(timestamp: int) -> None:
    """Every night: holds that ran out a day ago go. Their time was free from the first second."""
    old = now() - HOLDS_KEPT
    Claim.objects.filter(expires_at__lt=old).delete()
    Hold.objects.filter(expires_at__lt=old).delete()


@app.periodic(cron="47 3 * * *")
@app.task(name="diary.judge_visits", queueing_lock="diary.judge_visits")
def judge_visits(timestamp: int) -> None:
    """Every night: the rules as they are now decide about the visits to come. One that fails holds up no other."""
    for appointment in to_judge_again(now()):
        try:
            rejudge(appointment, clock=database_now)
        except Unopened:
            log.error("visit_not_judged", appointment=appointment.public_id)


@app.task(name=SERVE)
def serve_waiting(salon_id: int) -> None:
    """Time of a salon has become free, or a turn has run out: who waits there is served."""
    serve(Salon.objects.get(pk=salon_id), clock=database_now)


@app.periodic(cron="*/2 * * * *")
@app.task(name="diary.serve_all", queueing_lock="diary.serve_all")
def serve_all(timestamp: int) -> None:
    """Every two minutes: what came free without a word, by a hold that ran out or by changed hours."""
    waits = Waiting.objects.filter(state=Waiting.State.WAITING)
    for salon in Salon.objects.filter(pk__in=waits.values("salon")).order_by("pk").iterator():
        serve(salon, clock=database_now)
