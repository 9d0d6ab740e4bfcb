"""The log of facts: a room below writes one, rooms above read it; nobody calls upward.

A reader subscribes when its app starts. Writing a fact defers one job per reader in the same transaction, so a
rolled-back fact is never heard of and a committed one is never lost.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app
from psycopg.types.json import Jsonb
from psycopg.types.numeric import Int4

from unknot.plumbing.models import Fact

Reader = Callable[[Fact], None]

RECORDED = """
fact AS (
  INSERT INTO plumbing_fact (kind, subject, body, at) VALUES (%s, %s, %s::jsonb, %s::timestamptz) RETURNING id),
jobs AS (
  SELECT procrastinate_defer_jobs_v1(array_agg(ROW(task.queue, task.name, task.priority, NULL, NULL,
    jsonb_build_object('reader', reader.name, 'fact_id', fact.id), NULL)::procrastinate_job_to_defer_v1)) ids
  FROM fact, (VALUES (%s::text, %s::text, %s::int)) task(queue, name, priority), unnest(%s::text[]) reader(name))
"""
"""Parts of a WITH that do what `record` does, for the values of `recorded`. Its SELECT has to ask for `jobs.ids`."""
TELL = "plumbing.tell"

_readers: dict[str, dict[str, Reader]] = defaultdict(dict)


def subscribe(kind: str, name: str, reader: Reader) -> None:
    """Have `reader(fact)` called by the job worker for each fact of `kind`; `name` is stable and unique."""
    _readers[kind][name] = reader


def record(
    kind: str, subject: str, body: dict[str, Any], *, at: datetime, heard_at: datetime | None = None
) -> Fact:
    """Write a fact, and a job for each of its readers, inside the caller's transaction.

    With `heard_at` nobody hears of it before that moment.
    """
    fact = Fact.objects.create(kind=kind, subject=subject, body=body, at=at)
    for name in _readers[kind]:
        app.configure_task(TELL, schedule_at=heard_at).defer(reader=name, fact_id=fact.pk)
    return fact


def recorded(kind: str, subject: str, body: dict[str, Any], *, at: datetime) -> list[Any]:
    """The values of RECORDED, for a fact that is written with others of a hot path in one statement."""
    job = app.configure_task(TELL).job
    return [
        kind,
        subject,
        Jsonb(body),
        at,
        job.queue,
        job.task_name,
        Int4(job.priority),
        list(_readers[kind]),
    ]


def tell(reader: str, fact_id: int) -> None:
    """Let one reader hear one fact. A reader that has been removed since hears nothing."""
    fact = Fact.objects.get(pk=fact_id)
    listener = _readers[fact.kind].get(reader)
    if listener is not None:
        listener(fact)
