"""A salon's rules, and which of them wins: the offer's, then the practitioner's, then the salon's."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from unknot.core.availability.limits import Limits
from unknot.core.hours import TICK_MIN, WallSpan, day_start, later, local_day, shifts, tick_ceil, tick_floor


class Break(NamedTuple):
    """A pause of `min` minutes somewhere between two minutes of the wall's day; of none at all, no pause is due."""

    min: int
    from_min: int
    to_min: int


class Stretch(NamedTuple):
    """At most `max_min` in one go; less than `pause_min` between two visits is no pause. 0 lifts the limit."""

    max_min: int
    pause_min: int


class RuleSet(NamedTuple):
    """What an offer, a practitioner or a salon says; None where it says nothing. Times in minutes.

    `hands_on_min` and `deep_min` are the most of a day in treatments, and in those with deep pressure; 0 is no limit.
    """

    notice_min: int | None = None
    horizon_days: int | None = None
    step_min: int | None = None
    pause: Break | None = None
    stretch: Stretch | None = None
    hands_on_min: int | None = None
    deep_min: int | None = None


def resolved(*rules: RuleSet) -> RuleSet:
    """Each rule from the first that says something about it: hand over the offer's, the practitioner's, the salon's.

    >>> resolved(RuleSet(step_min=30), RuleSet(), RuleSet(step_min=15, notice_min=60))[:3]
    (60, None, 30)
    """
    first: list[Any] = [
        next((each for each in said if each is not None), None) for said in zip(*rules, strict=True)
    ]
    return RuleSet(*first)


def opening(rules: RuleSet, zone: str, now: datetime) -> tuple[int, int]:
    """The ticks `[first, last)` at which a client may start: after the notice, up to the end of the furthest day.

    >>> from datetime import UTC
    >>> first, last = opening(RuleSet(60, 0), "UTC", datetime(1970, 1, 1, 12, 1, tzinfo=UTC))
    >>> first, last
    (157, 288)
    """
    furthest = local_day(zone, tick_floor(now)) + timedelta(days=(rules.horizon_days or 0) + 1)
    return tick_ceil(later(now, rules.notice_min or 0)), day_start(zone, furthest)


def limits(rules: RuleSet, zone: str, bases: tuple[int, ...]) -> Limits:
    """What the rules ask of a lane's days, which begin at these ticks; in ticks."""
    pause, longest = rules.pause or Break(0, 0, 0), rules.stretch or Stretch(0, 0)
    dates = {local_day(zone, base) for base in bases} if pause.min else set()
    return Limits(
        stretch=longest.max_min // TICK_MIN,
        pause=longest.pause_min // TICK_MIN,
        hands_on=(rules.hands_on_min or 0) // TICK_MIN,
        deep=(rules.deep_min or 0) // TICK_MIN,
        rest=pause.min // TICK_MIN,
        rests=tuple(span for each in sorted(dates) for span in _on_wall(zone, each, pause)),
    )


def _on_wall(zone: str, on_date: date, pause: Break) -> list[tuple[int, int]]:
    """When the wall's clock shows the time of the pause on a day; nothing where it skips it."""
    spans = (WallSpan(pause.from_min, pause.to_min),)
    found = shifts(zone, ((),) * 7, ((on_date, spans),), on_date, on_date)
    return [(each.starts, each.ends) for each in found if each.ends - each.starts >= pause.min // TICK_MIN]
