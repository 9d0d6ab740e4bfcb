"""Visits counted: by what became of them, by what they earned, by how long before they were booked, by whom."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar

from unknot.core.hours import day_start, local_day, tick_floor
from unknot.core.numbers.shares import LEAST_VISITS
from unknot.core.numbers.visits import Outcome, Visit

Key = TypeVar("Key", bound=Hashable)

DAYS_AHEAD: Final = ((0, 0), (1, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None))
"""Days between booking and visit, the first and the last of each group; the last group has no end."""
_LEASTS: Final = [least for least, _ in DAYS_AHEAD]


class Revenue(NamedTuple):
    """What some visits cost, in the currency's smallest unit: what was paid for, and what was taken off before."""

    visits: int
    price_minor: int
    off_minor: int


class Faces(NamedTuple):
    """How many clients came for the first time, and how many had been before."""

    new: int
    returning: int


def tally(visits: Iterable[Visit], key: Callable[[Visit], Key]) -> Counter[Key]:
    """How many visits share each key."""
    return Counter(map(key, visits))


def revenue(visits: Iterable[Visit], key: Callable[[Visit], Key]) -> Mapping[tuple[Key, str], Revenue]:
    """What the visits that took place have earned, by key and currency, the most first within a currency."""
    found: dict[tuple[Key, str], Revenue] = {}
    for visit in visits:
        if visit.outcome == Outcome.CAME:
            at = key(visit), visit.currency
            had = found.get(at, Revenue(0, 0, 0))
            found[at] = Revenue(
                had.visits + 1, had.price_minor + visit.price_minor, had.off_minor + visit.off_minor
            )
    order = sorted(found, key=lambda at: (at[1], -found[at].price_minor, str(at[0])))
    return {at: found[at] for at in order}


def faces(visits: Iterable[Visit], known_before: Collection[str]) -> Faces:
    """Who came, each once: for the first time, or known from a visit before."""
    came = {visit.person for visit in visits if visit.outcome == Outcome.CAME}
    known = sum(person in known_before for person in came)
    return Faces(len(came) - known, known)


def days_ahead(visits: Iterable[Visit], zone: str) -> list[int]:
    """Of each visit whose booking is known the midnights between the two, by the wall calendar; at least 0."""
    ticks = [
        (tick_floor(visit.booked_at), tick_floor(visit.starts_at))
        for visit in visits
        if visit.booked_at is not None
    ]
    if not ticks:
        return []
    first, last = min(booked for booked, _ in ticks), max(starts for _, starts in ticks)
    day, midnights = local_day(zone, first), []
    while (midnight := day_start(zone, day)) <= last:
        midnights.append(midnight)
        day += timedelta(days=1)
    return [max(0, bisect(midnights, starts) - bisect(midnights, booked)) for booked, starts in ticks]


def by_days_ahead(days: Sequence[int]) -> list[int]:
    """How many lie in each group of DAYS_AHEAD.

    >>> by_days_ahead([0, 0, 1, 3, 7, 8, 45])
    [2, 1, 1, 1, 1, 0, 1]
    """
    counts = Counter(bisect(_LEASTS, each) - 1 for each in days)
    return [counts[group] for group in range(len(DAYS_AHEAD))]


def middle_of(days: Sequence[int]) -> int | None:
    """The days that half of the visits were booked before at most; None of too few."""
    return sorted(days)[(len(days) - 1) // 2] if len(days) >= LEAST_VISITS else None
