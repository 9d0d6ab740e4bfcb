"""How many of a salon's free times carry its gap benefit, or would, if it chose so."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from unknot.core.availability.masks import stretch
from unknot.core.hours import tick_ceil
from unknot.diary import gaps, ruling
from unknot.diary.questions import Window
from unknot.diary.reads.slots import possible, timelines
from unknot.salons.bridge import Rules, need
from unknot.salons.models import Offer, Salon


class Count(NamedTuple):
    """Free times, and those of them that fill a hole in the day."""

    free: int
    filling: int


class Carried(NamedTuple):
    """An offer with the count of each window."""

    offer: Offer
    counts: Sequence[Count]


def carried(salon: Salon, windows: Sequence[Window], *, now: datetime) -> list[Carried]:
    """The active offers of a salon that have free times in the windows, by treatment and duration.

    The salon need not be saved: what it would give is judged as what it gives. Two statements; some more for rules.
    """
    first, last = min(from_ for from_, _ in windows), max(until for _, until in windows)
    timeline = timelines([salon.pk], first, last, now).get(salon.pk)
    if timeline is None:
        return []
    timeline = ruling.ruled(timeline, salon, now)
    masks = [stretch(*(tick_ceil(each) - timeline.base for each in window)) for window in windows]
    found = []
    for offer in Offer.objects.filter(salon=salon, is_active=True).order_by(
        "treatment", "duration_min", "pk"
    ):
        offer.salon = salon
        asked = ruling.bound(need(offer, salon.step_min), offer, timeline, now)
        able = possible(asked, Rules.of(salon), timeline, first, last, now)
        filling = gaps.carrying(salon, asked, able, timeline)
        counts = [Count((able.any_of & mask).bit_count(), (filling & mask).bit_count()) for mask in masks]
        if any(each.free for each in counts):
            found.append(Carried(offer, counts))
    return found
