"""What can be had instead of a wish whose time was taken."""

from dataclasses import replace
from datetime import datetime, timedelta

from unknot.diary import choice, ruling, together
from unknot.diary.choice import Wish
from unknot.diary.reads.held import times
from unknot.diary.reads.slots import (
    ALTERNATIVES_AFTER,
    ALTERNATIVES_BEFORE,
    NO_DAYS,
    ONE_START,
    STARTS_SHOWN,
    alternatives,
    timelines,
)
from unknot.diary.values import Refusal, Slot


def instead(wish: Wish, *, now: datetime) -> list[Slot]:
    """The three starts nearest to the one that was wished for, in order of time; with anybody when she has too few.

    Of several treatments all can be had then; the slot tells when the first of them begins, when the last one ends,
    and who gives the first. Two statements for one treatment, five for several.
    """
    if not wish.also:
        return alternatives(wish.offer, wish.starts_at, now=now, practitioner=wish.practitioner)
    free = times(
        wish.offer,
        starts_from=max(now, wish.starts_at - ALTERNATIVES_BEFORE),
        starts_until=wish.starts_at + ALTERNATIVES_AFTER,
        now=now,
        practitioner=wish.practitioner,
        also=wish.also,
        in_a_row=wish.in_a_row,
        any_order=wish.any_order,
    ).free
    if wish.practitioner is not None and len(free) < STARTS_SHOWN:
        return instead(replace(wish, practitioner=None), now=now)
    nearest = sorted(free, key=lambda start: abs(start - wish.starts_at))[:STARTS_SHOWN]
    return _slots(wish, sorted(nearest), now)


def _slots(wish: Wish, starts_at: list[datetime], now: datetime) -> list[Slot]:
    if not starts_at:
        return []
    salon = wish.offer.salon
    people = choice.practitioners([salon.pk])[salon.pk]
    lanes = {lane: resource.pk for lane, resource in people.items()}
    glued = timelines([salon.pk], starts_at[0], starts_at[-1] + ONE_START, now)
    timeline = ruling.ruled(glued.get(salon.pk, NO_DAYS), salon, now)
    made = []
    for start in starts_at:
        placings = together.judge(replace(wish, starts_at=start), timeline, lanes, now)
        if not isinstance(placings, Refusal):
            ends_at = max(
                each.wish.starts_at + timedelta(minutes=each.wish.offer.duration_min) for each in placings
            )
            made.append(Slot(start, ends_at, people[placings[0].served.practitioner]))
    return made
