"""Jobs of the locked room: what is not needed any more goes."""

from procrastinate.contrib.django import app

from unknot.health import actions
from unknot.plumbing.clock import now


@app.periodic(cron="57 3 * * *")
@app.task(name="health.clean", queueing_lock="health.clean")
def clean(timestamp: int) -> None:
    """Every night: unfinished drafts, what has expired, and what a consent covered that has run out."""
    actions.clean(now=now())
