"""The first real times that what a client has answered lets her have."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from unknot.design.words import on_wall
from unknot.diary import reads
from unknot.diary.actions import Foresight
from unknot.diary.values import Slot
from unknot.salons.models import Offer

SHOWN, A_DAY = 6, 3
LOOKED_AT = 400
LOOKED_AHEAD = timedelta(days=60)


def fitting(
    offer: Offer, foresight: Foresight | None, starts_from: datetime, *, now: datetime, count: int = SHOWN
) -> list[Slot]:
    """The first free starts from a moment on, three a day, each judged for itself where there are answers."""
    return list(islice(_fitting(offer, foresight, starts_from, now), count))


def on_salons_clock(until: datetime, zone: str) -> datetime:
    """The instant of a verdict's local time."""
    return until.replace(tzinfo=ZoneInfo(zone))


def _fitting(
    offer: Offer, foresight: Foresight | None, starts_from: datetime, now: datetime
) -> Iterator[Slot]:
    free = reads.slots(offer, starts_from=starts_from, starts_until=starts_from + LOOKED_AHEAD, now=now)
    days: Counter[date] = Counter()
    for slot in free[:LOOKED_AT]:
        day = on_wall(slot.starts_at, offer.salon.zone).date()
        if days[day] < A_DAY and (foresight is None or foresight.fits(slot.starts_at, offer)):
            days[day] += 1
            yield slot
