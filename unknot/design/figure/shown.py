"""What a page shows where the body is only looked at: a plan, what is avoided, where something was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from unknot.core.suitability import Plan, Stage
from unknot.core.suitability.plan import DEEPEST
from unknot.design.figure import words
from unknot.design.figure.drawing import BOX, View, views
from unknot.knowledge.body import body
from unknot.knowledge.load import regions


@dataclass(frozen=True)
class Part:
    """A shape with the classes that say what it is."""

    path: str
    kind: str


@dataclass(frozen=True)
class Seen:
    """One view with the shapes that mean something."""

    view: View
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Line:
    """A stage of a plan in words."""

    duration_min: int
    title: str
    pressure: str
    kind: str


@dataclass(frozen=True)
class Shown:
    """What `design/figure_shown.html` and `design/figure_plan.html` show. `avoided` is a list in words, or empty."""

    box: str
    seen: tuple[Seen, ...]
    lines: tuple[Line, ...]
    avoided: str


def plan_shown(plan: Plan) -> Shown:
    """A plan: the more of the time a part gets for its usual share, the stronger its colour."""
    return _shown(_depths(plan), plan.avoided, tuple(map(_line, plan.stages)))


def regions_shown(worked: Mapping[str, int] | None = None, avoided: Collection[str] = ()) -> Shown:
    """Regions by themselves: `worked` maps ids to a strength of colour, 1 to 5. Raises ValueError for an unknown id."""
    depths = {site: depth for each, depth in (worked or {}).items() for site in body().sites([each])}
    return _shown(depths, avoided, ())


def _shown(depths: Mapping[str, int], avoided: Collection[str], lines: tuple[Line, ...]) -> Shown:
    left_out = body().sites(avoided, field="avoided")
    kinds = {site: f"work depth-{depth}" for site, depth in depths.items()}
    kinds |= dict.fromkeys(left_out, "avoid")
    seen = tuple(_seen(view, kinds) for view in views() if _is_worth(view, kinds)) or (
        _seen(views()[0], kinds),
    )
    return Shown(BOX, seen, lines, words.avoided_names(body().named(left_out)))


def _seen(view: View, kinds: Mapping[str, str]) -> Seen:
    return Seen(view, tuple(Part(each.path, kinds[each.site]) for each in view.shapes if each.site in kinds))


def _is_worth(view: View, kinds: Mapping[str, str]) -> bool:
    """Whether something to be shown has its place in this view, and is not only seen from there too."""
    return any(regions()[each.region].view == view.id for each in view.shapes if each.site in kinds)


def _depths(plan: Plan) -> dict[str, int]:
    shares = {
        site: Fraction(group.share, len(body().sites(body().worked(group))))
        for group in body().groups
        for site in body().sites(body().worked(group))
    }
    dense = {site: minutes / shares[site] for site, minutes in plan.minutes.items()}
    most = max(dense.values())
    return {site: ceil(DEEPEST * each / most) for site, each in dense.items()}


def _line(stage: Stage) -> Line:
    is_work = stage.kind in ("focus", "work")
    pressure = words.pressure_name(stage.pressure) if is_work and stage.pressure else ""
    return Line(stage.duration_min, words.stage_title(stage), pressure, stage.kind)
