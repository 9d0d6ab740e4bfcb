"""How the minutes of one treatment are spent: hello, warm-up, the focus first, the rest, a slow finish.

The proportions are the house's own, after the practice described for back massage: an interview, long warming strokes,
then the regions that need it most. docs/hard/plan.md works an example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from unknot.core.suitability.body import Body
from unknot.core.suitability.stages import Stage, stages
from unknot.core.suitability.work import Work, works

MIN_DURATION_MIN, MAX_DURATION_MIN = 15, 480
LIGHTEST, DEEPEST = 1, 5
EXTENTS = ("full", "partial")
# One part in so many of the duration, and at most so many minutes.
GREETING, WARM_UP, CLOSING = (12, 10), (6, 15), (20, 10)


@dataclass(frozen=True)
class Pressure:
    """1 (light lotioning) to 5 (deep): what the treatment works with, what the client wishes, what health allows.

    The wish is brought within the treatment's own bounds; then the cap wins over everything, the treatment too.
    """

    lightest: int = LIGHTEST
    deepest: int = DEEPEST
    wish: int | None = None
    cap: int | None = None

    def of(self, strength: int | None = None) -> int:
        """The pressure where the client asks for `strength`, or for nothing in particular.

        >>> Pressure(2, 4).of(), Pressure(2, 4, wish=5).of(), Pressure(2, 4, wish=5, cap=3).of()
        (3, 4, 3)
        >>> Pressure(4, 5, cap=2).of(5), Pressure(2, 4, wish=2).of(4)
        (2, 4)
        """
        usual = (self.lightest + self.deepest) // 2
        asked = next((each for each in (strength, self.wish) if each is not None), usual)
        fits = min(max(asked, self.lightest), self.deepest)
        return fits if self.cap is None else min(fits, self.cap)


@dataclass(frozen=True)
class Wanted:
    """What a plan is made of. Region ids are answers' ids: `calf`, or one side of it, `calf_left`.

    `regions` are the treatment's; `focus` maps what the client wants worked most to its strength, 1 to 5, or None where
    none was given; regions of the focus that are not treated or are avoided count for nothing. With the extent
    "partial", only sections of the body with some focus are worked.
    """

    regions: tuple[str, ...]
    duration_min: int
    focus: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    avoided: frozenset[str] = frozenset()
    pressure: Pressure = Pressure()
    extent: str = "full"


@dataclass(frozen=True)
class Plan:
    """The stages of one treatment in their order; their minutes add up to `duration_min`.

    `minutes` maps each site that is worked to its own minutes (halves where both sides share an odd minute); `avoided`
    are the treated regions that are left out.
    """

    duration_min: int
    stages: tuple[Stage, ...]
    minutes: Mapping[str, Fraction]
    avoided: tuple[str, ...]


def plan(wanted: Wanted, body: Body) -> Plan | None:
    """Split the minutes over the body. None when everything that is treated is avoided.

    Raises ValueError naming the field: minutes outside 15 to 480, an unknown region or extent, a pressure or strength
    outside 1 to 5.

    >>> from unknot.core.suitability.body import BodyGroup
    >>> two = ("left", "right")
    >>> body = Body(
    ...     {"neck_back": two, "shoulder_top": two, "mid_back": two, "lower_back": two},
    ...     (BodyGroup("neck_and_shoulders", "back", 8, ("neck_back", "shoulder_top")),
    ...      BodyGroup("back_middle", "back", 5, ("mid_back",)), BodyGroup("back_lower", "back", 7, ("lower_back",))))
    >>> hour = Wanted(tuple(body.sides), 60, focus={"neck_back": 4, "shoulder_top": 4}, pressure=Pressure(2, 4))
    >>> for stage in plan(hour, body).stages:
    ...     print(stage.duration_min, stage.kind, *stage.groups, stage.pressure)
    5 greeting None
    10 warm_up neck_and_shoulders back_middle back_lower 2
    32 focus neck_and_shoulders 4
    10 work back_middle back_lower 3
    3 closing neck_and_shoulders back_middle back_lower 2
    """
    _check(wanted)
    treated = body.sites(wanted.regions) - body.sites(body.unworked)
    avoided = body.sites(wanted.avoided, field="avoided") & body.sites(wanted.regions)
    focus = _strengths(wanted, body)
    left = _within(treated - avoided, focus, wanted, body)
    if not left:
        return None
    hello, warm_up, closing = (_part(wanted.duration_min, *rule) for rule in (GREETING, WARM_UP, CLOSING))
    work = works(left, focus, wanted.duration_min - hello - warm_up - closing, body)
    return Plan(
        wanted.duration_min,
        stages(work, wanted.pressure.of, left, (hello, warm_up, closing), body),
        _minutes(work),
        body.named(avoided),
    )


def _check(wanted: Wanted) -> None:
    if not MIN_DURATION_MIN <= wanted.duration_min <= MAX_DURATION_MIN:
        raise ValueError(f"duration_min: from {MIN_DURATION_MIN} to {MAX_DURATION_MIN}")
    if wanted.extent not in EXTENTS:
        raise ValueError(f"extent: one of {', '.join(EXTENTS)}")
    pressure = wanted.pressure
    scales = (pressure.lightest, pressure.deepest, pressure.wish, pressure.cap)
    for name, given in (("pressure", scales), ("focus", tuple(wanted.focus.values()))):
        if any(each is not None and not LIGHTEST <= each <= DEEPEST for each in given):
            raise ValueError(f"{name}: from {LIGHTEST} to {DEEPEST}")


def _strengths(wanted: Wanted, body: Body) -> dict[str, int | None]:
    """Each site of the focus with its strength; what is named by its side comes after the bare id, and wins."""
    strengths: dict[str, int | None] = {}
    for named in sorted(wanted.focus):
        strengths.update(dict.fromkeys(body.sites([named], field="focus"), wanted.focus[named]))
    return strengths


def _within(
    left: frozenset[str], focus: Mapping[str, int | None], wanted: Wanted, body: Body
) -> frozenset[str]:
    """What of the body is worked: all that is left, or the sections with some focus in a partial treatment."""
    if wanted.extent == "full" or not left & focus.keys():
        return left
    sections: dict[str, set[str]] = {}
    for group in body.groups:
        sections.setdefault(group.section, set()).update(body.sites(group.regions))
    return left & frozenset().union(*(each for each in sections.values() if each & left & focus.keys()))


def _part(duration_min: int, one_in: int, most_min: int) -> int:
    return min(duration_min // one_in, most_min)


def _minutes(work: tuple[Work, ...]) -> Mapping[str, Fraction]:
    return MappingProxyType(
        {site: Fraction(each.duration_min, len(each.sites)) for each in work for site in each.sites}
    )
