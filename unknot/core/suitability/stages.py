"""A plan's stages: as many as a client reads at a glance, each of neighbouring regions and one pressure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from unknot.core.suitability.body import Body
from unknot.core.suitability.work import Work

# A stage that is shorter is joined to its neighbour: five minutes, or one part in so many of the work.
SHORTEST_MIN, SHORTEST_PART = 5, 6


@dataclass(frozen=True)
class Stage:
    """Some minutes of a plan: "greeting", "warm_up", "focus", "work" or "closing".

    `groups` are ids of body groups, `regions` the ids that are worked, each in the body's order; `pressure` is 1 to 5,
    None for the greeting.
    """

    kind: str
    duration_min: int
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    pressure: int | None = None
    section: str = ""


def stages(
    work: Sequence[Work],
    pressure: Callable[[int | None], int],
    left: frozenset[str],
    frame_min: tuple[int, int, int],
    body: Body,
) -> tuple[Stage, ...]:
    """The work between its frame of greeting, warm-up and closing; a part of the frame without minutes is left out.

    The warm-up is one lighter than the usual pressure and goes over all of the section that gets most minutes; the
    closing is as light and goes over all that is worked.
    """
    hello_min, warm_up_min, closing_min = frame_min
    middle = _joined(_runs(work, pressure, body))
    light = max(1, pressure(None) - 1)
    opened = left & body.sites(_regions_of(_busiest(work), body))
    all_stages = (
        Stage("greeting", hello_min),
        _over("warm_up", warm_up_min, opened, light, body),
        *middle,
        _over("closing", closing_min, left, light, body),
    )
    return tuple(each for each in all_stages if each.duration_min)


def _busiest(work: Sequence[Work]) -> str:
    """The section with the most minutes, the first of equals."""
    minutes: Counter[str] = Counter()
    for each in work:
        minutes[each.group.section] += each.duration_min
    return max(minutes, key=lambda section: minutes[section])


def _regions_of(section: str, body: Body) -> list[str]:
    return [region for group in body.groups if group.section == section for region in group.regions]


def _over(kind: str, duration_min: int, sites: frozenset[str], pressure: int, body: Body) -> Stage:
    groups = tuple(group.id for group in body.groups if sites & body.sites(group.regions))
    return Stage(kind, duration_min, groups, body.named(sites), pressure)


def _runs(work: Sequence[Work], pressure: Callable[[int | None], int], body: Body) -> list[Stage]:
    """One stage for each group, and for each pressure within it."""
    found = []
    for (is_focus, group, strength), some in groupby(
        work, key=lambda each: (each.is_focus, each.group, pressure(each.strength))
    ):
        parts = list(some)
        regions = body.named(site for each in parts for site in each.sites)
        minutes = sum(each.duration_min for each in parts)
        kind = "focus" if is_focus else "work"
        found.append(Stage(kind, minutes, (group.id,), regions, strength, group.section))
    return found


def _joined(runs: list[Stage]) -> list[Stage]:
    """Join what is too short to its shorter neighbour of the same kind and pressure, one of its section first."""
    runs = list(runs)
    shortest = max(SHORTEST_MIN, sum(each.duration_min for each in runs) // SHORTEST_PART)
    while True:
        pairs = [
            (at, other)
            for at, run in enumerate(runs)
            if run.duration_min < shortest
            for other in (at - 1, at + 1)
            if 0 <= other < len(runs) and _alike(run, runs[other])
        ]
        if not pairs:
            return runs
        at, other = min(pairs, key=lambda pair: _unlike(runs[pair[0]], runs[pair[1]]))
        early, late = min(at, other), max(at, other)
        runs[early : late + 1] = [_one(runs[early], runs[late])]


def _alike(one: Stage, other: Stage) -> bool:
    return (one.kind, one.pressure) == (other.kind, other.pressure)


def _unlike(one: Stage, other: Stage) -> tuple[bool, int]:
    return one.section != other.section, one.duration_min + other.duration_min


def _one(early: Stage, late: Stage) -> Stage:
    return replace(
        early,
        duration_min=early.duration_min + late.duration_min,
        groups=tuple(dict.fromkeys((*early.groups, *late.groups))),
        regions=(*early.regions, *late.regions),
    )
