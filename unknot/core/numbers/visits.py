"""One visit as the numbers see it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What became of a visit. `LATE` was cancelled too late for the salon's limit, `CANCELLED` in time."""

    CAME = "came"
    MISSED = "missed"
    LATE = "late"
    CANCELLED = "cancelled"


class Source(StrEnum):
    """Who booked a visit: its client herself, the salon, a client whose turn it was; or it came with a file."""

    CLIENT = "client"
    DESK = "desk"
    WAITLIST = "waitlist"
    BROUGHT = "brought"


class Visit(NamedTuple):
    """A visit where it stands now.

    `price_minor` is what it costs, `off_minor` was taken off before. `booked_at` is None where it was agreed on
    elsewhere. `cancelled_by` is its client or the desk. `person` is the same text for one and the same client.
    """

    practitioner: int
    treatment: str
    starts_at: datetime
    booked_at: datetime | None
    outcome: Outcome
    cancelled_by: Source | None
    source: Source
    price_minor: int
    off_minor: int
    currency: str
    person: str


def is_late(starts_at: datetime, cancelled_at: datetime, notice_min: int) -> bool:
    """Whether a visit was cancelled at or after the first moment at which its client could not do so alone any more.

    >>> from datetime import UTC
    >>> noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
    >>> is_late(noon, noon - timedelta(hours=24), 1440), is_late(noon, noon - timedelta(hours=25), 1440)
    (True, False)
    """
    return cancelled_at >= starts_at - timedelta(minutes=notice_min)
