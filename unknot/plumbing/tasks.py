"""Jobs of the plumbing: telling facts to their readers, and taking old rows away."""

from datetime import timedelta

from django.db import connection
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from unknot.plumbing import facts, idempotency, parcels, rates
from unknot.plumbing.clock import now

KEEP_JOBS = timedelta(days=7)


@app.task(name="plumbing.tell", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def tell(reader: str, fact_id: int) -> None:
    """One fact to one reader; tried again with growing waits when the reader fails."""
    facts.tell(reader, fact_id)


@app.periodic(cron="* * * * *")
@app.task(name="plumbing.revive", queueing_lock="plumbing.revive", pass_context=True)
async def revive(context: JobContext, timestamp: int) -> None:
    """Every minute: jobs whose worker has died (no sign of life for 30 s) wait for another one."""
    jobs = context.app.job_manager
    for stalled in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(stalled)
        except UniqueViolation:
            # A periodic job whose next turn waits already needs no second one.
            await jobs.finish_job(stalled, Status.FAILED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(name="plumbing.sweep", queueing_lock="plumbing.sweep")
def sweep(timestamp: int) -> None:
    """Every night: forget yesterday's idempotent answers, old rate windows and finished jobs."""
    moment = now()
    idempotency.forget_before(moment - idempotency.KEEP)
    rates.forget_before(moment)
    parcels.drop_older(moment)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'cancelled') AND id IN"
            " (SELECT job_id FROM procrastinate_events WHERE at < %s)",
            [moment - KEEP_JOBS],
        )
