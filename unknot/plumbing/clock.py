"""The two clocks: the process's, for reading, and the database's, which judges holds after the lock."""

from collections.abc import Callable
from datetime import UTC, datetime

from unknot.plumbing import prepared

Clock = Callable[[], datetime]


def now() -> datetime:
    """The instant on this machine's clock, aware, in UTC."""
    return datetime.now(UTC)


def database_now() -> datetime:
    """The instant on the database's clock at this statement, not at the start of the transaction.

    All web machines share it, so that a hold runs out for everybody at one moment.
    """
    with prepared.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    instant: datetime = row[0]
    return instant
