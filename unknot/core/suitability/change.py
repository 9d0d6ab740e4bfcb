"""What blocking regions changes: the plan, the minutes and the price, for the client to accept before it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from unknot.core.suitability.body import Body
from unknot.core.suitability.plan import MIN_DURATION_MIN, Plan, Wanted, plan


@dataclass(frozen=True)
class Proposal:
    """A visit's part as it is, and as it would be. A plan is None when nothing that is treated is left to be worked."""

    old: Plan | None
    new: Plan | None
    old_min: int
    new_min: int
    old_price_minor: int
    new_price_minor: int

    @property
    def is_same(self) -> bool:
        """Whether there is nothing for the client to accept."""
        return (self.old, self.old_price_minor) == (self.new, self.new_price_minor)


def replanned(wanted: Wanted, body: Body, *, blocked: Iterable[str], price_minor: int) -> Proposal:
    """The salon's rule "other regions": the blocked regions' minutes go elsewhere, at the same length and price.

    Raises ValueError as `plan` does.

    >>> from unknot.core.suitability.body import BodyGroup
    >>> body = Body({"calf": (), "foot_sole": ()}, (BodyGroup("legs", "legs", 1, ("calf", "foot_sole")),))
    >>> half_hour = Wanted(("calf", "foot_sole"), 30)
    >>> found = replanned(half_hour, body, blocked=["calf"], price_minor=4500)
    >>> found.new.stages[2].regions, found.new_min, found.new_price_minor
    (('foot_sole',), 30, 4500)
    """
    return _proposal(wanted, _blocking(wanted, blocked), body, price_minor, price_minor)


def shorter(
    wanted: Wanted, body: Body, *, blocked: Iterable[str], price_minor: int, prices: Mapping[int, int]
) -> Proposal:
    """The salon's rule "shorter": the visit loses the blocked regions' minutes as far as `prices` lets it.

    `prices` maps the durations that can be had instead to what they cost: the salon's offers, or
    `core.money.minutes.by_minute`. Taken is the shortest that still holds all other minutes, never one that costs more
    than now or lasts under 15 minutes. When there is none, the minutes go to other regions.

    >>> from unknot.core.suitability.body import BodyGroup
    >>> body = Body({"calf": (), "foot_sole": ()}, (BodyGroup("legs", "legs", 1, ("calf", "foot_sole")),))
    >>> hour = Wanted(("calf", "foot_sole"), 60)
    >>> found = shorter(hour, body, blocked=["calf"], price_minor=7200, prices={30: 4500, 45: 5800})
    >>> found.old.minutes["calf"], found.new_min, found.new_price_minor
    (Fraction(21, 1), 45, 5800)
    """
    less = _blocking(wanted, blocked)
    old = plan(wanted, body)
    freed = body.sites(less.avoided, field="blocked")
    lost_min = sum(minutes for site, minutes in old.minutes.items() if site in freed) if old else 0
    least_min = max(MIN_DURATION_MIN, ceil(wanted.duration_min - lost_min))
    fitting = {
        each: cost
        for each, cost in prices.items()
        if least_min <= each < wanted.duration_min and cost <= price_minor
    }
    duration_min = min(fitting, default=wanted.duration_min)
    new_price_minor = fitting.get(duration_min, price_minor)
    return _proposal(wanted, replace(less, duration_min=duration_min), body, price_minor, new_price_minor)


def _blocking(wanted: Wanted, blocked: Iterable[str]) -> Wanted:
    return replace(wanted, avoided=wanted.avoided | frozenset(blocked))


def _proposal(old: Wanted, new: Wanted, body: Body, old_price_minor: int, new_price_minor: int) -> Proposal:
    return Proposal(
        plan(old, body), plan(new, body), old.duration_min, new.duration_min, old_price_minor, new_price_minor
    )
