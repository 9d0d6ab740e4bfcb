"""A rate limit with a fixed window, counted in PostgreSQL so that all web processes share it."""

from datetime import datetime
from math import ceil

from django.db import connection

from unknot.plumbing.models import RateCount
from unknot.plumbing.tokens import fingerprint

WINDOW_S = 60


def wait_s(name: str, who: str, limit: int, *, now: datetime) -> int:
    """Count one request of `who` for `name`; the seconds to wait when `limit` a minute is passed, else 0."""
    seconds = now.timestamp()
    window = int(seconds // WINDOW_S)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO plumbing_rate_count AS r (key, "window", hits) VALUES (%s, %s, 1)'
            ' ON CONFLICT (key, "window") DO UPDATE SET hits = r.hits + 1 RETURNING hits',
            [fingerprint(f"{name}:{who}"), window],
        )
        hits = cursor.fetchone()[0]
    return 0 if hits <= limit else ceil((window + 1) * WINDOW_S - seconds)


def forget_before(moment: datetime) -> None:
    """Delete the windows that have passed."""
    RateCount.objects.filter(window__lt=int(moment.timestamp() // WINDOW_S)).delete()
