"""Until when a time that has become free is kept for whose turn it is."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

TURN: Final = timedelta(hours=2)
QUIET_FROM: Final = time(20)
MORNING: Final = time(10)
TOO_SHORT: Final = timedelta(minutes=15)
"""A turn that could not last so long is not worth a letter."""


def turn_until(now: datetime, *, latest: datetime, zone: str) -> datetime | None:
    """The whole second at which a turn that begins `now` ends, or None when there is no time for one.

    Two hours; but what would end after eight in the evening, or before ten in the morning, lasts until ten in the
    morning by the wall clock of `zone`: nobody has to answer at night. Never after `latest`, which is until when the
    time can still be taken.

    >>> from datetime import UTC
    >>> turn_until(datetime(2027, 3, 1, 9, tzinfo=UTC), latest=datetime(2027, 3, 9, tzinfo=UTC), zone="Etc/UTC")
    datetime.datetime(2027, 3, 1, 11, 0, tzinfo=datetime.timezone.utc)
    >>> turn_until(datetime(2027, 3, 1, 19, tzinfo=UTC), latest=datetime(2027, 3, 9, tzinfo=UTC), zone="Etc/UTC")
    datetime.datetime(2027, 3, 2, 10, 0, tzinfo=datetime.timezone.utc)
    """
    wanted = (now + TURN).astimezone(ZoneInfo(zone))
    if wanted.time() > QUIET_FROM:
        wanted = datetime.combine(wanted.date() + timedelta(days=1), MORNING, wanted.tzinfo)
    elif wanted.time() < MORNING:
        wanted = datetime.combine(wanted.date(), MORNING, wanted.tzinfo)
    until = min(wanted.astimezone(now.tzinfo), latest).replace(microsecond=0)
    return until if until - now >= TOO_SHORT else None
