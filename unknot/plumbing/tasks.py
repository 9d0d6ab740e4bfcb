"""Jobs of the plumbing: telling facts to their readers, and taking old rows away."""

from datetime import timedelta

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from unknot.plumbing import facts, idempotency, rates
from unknot.plumbing.clock import now

KEEP_JOBS = timedelta(days=7)


@app.task(name="plumbing.tell", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell(reader: str, fact_id: int) -> None:
    """One fact to one reader; tried again with growing waits when the reader fails."""
    facts.tell(reader, fact_id)


@app.periodic(cron="17 3 * * *")
@app.task(name="plumbing.sweep", queueing_lock="plumbing.sweep")
def sweep(timestamp: int) -> None:
    """Every night: forget yesterday's idempotent answers, old rate windows and finished jobs."""
    moment = now()
    idempotency.forget_before(moment - idempotency.KEEP)
    rates.forget_before(moment)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'cancelled') AND id IN"
            " (SELECT job_id FROM procrastinate_events WHERE at < %s)",
            [moment - KEEP_JOBS],
        )
