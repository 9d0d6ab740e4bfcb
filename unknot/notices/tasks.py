"""Jobs of the notices: the reminders."""

from procrastinate.contrib.django import app

from unknot.gateways.mail import gateway
from unknot.notices import actions
from unknot.plumbing.clock import now


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.remind", queueing_lock="notices.remind")
def remind(timestamp: int) -> None:
    """Every five minutes: the reminders that have become due."""
    actions.remind(clock=now, mail=gateway())
