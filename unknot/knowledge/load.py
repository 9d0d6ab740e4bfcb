"""The catalogue of treatments and the body map as values, read and checked once, at first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.knowledge.rows import Document, Row, document

FOLDER = Path(__file__).parent
MIN_DURATION_MIN, MAX_DURATION_MIN = 5, 480
"""What an appointment may last."""
TICK_MIN = 5
LIGHTEST, DEEPEST = 1, 5
"""The pressure scale: 1 light lotioning, 2 heavy lotioning, 3 medium, 4 strong, 5 deep."""
NEVER_TREATED = "never_treated"
SIDES = {("mid",): (), ("left", "right"): ("left", "right")}
EXTENTS = frozenset({"full", "partial"})


@dataclass(frozen=True)
class Region:
    """A part of the body.

    `lay` is an English message id: pass it through gettext. `sides` is ("left", "right"), or empty in
    the middle. `treatable` is False for what no salon touches, whatever the client asks.
    """

    id: str
    lay: str
    anatomical: str
    sides: tuple[str, ...]
    view: str
    muscles: tuple[str, ...]
    treatable: bool

    @property
    def answer_ids(self) -> tuple[str, ...]:
        """The ids an answer may give: the bare id (both sides), then one for each side."""
        return (self.id, *(f"{self.id}_{side}" for side in self.sides))


@dataclass(frozen=True)
class Treatment:
    """A kind of massage or beauty care.

    `name` is an English message id: pass it through gettext. Durations are minutes; pressure is 1 (light) to
    5 (deep); `extent` holds "full", "partial" or both; `regions` are bare region ids.
    """

    id: str
    name: str
    family: str
    techniques: tuple[str, ...]
    durations_min: tuple[int, ...]
    default_min: int
    media: tuple[str, ...]
    extent: tuple[str, ...]
    regions: tuple[str, ...]
    pressure_min: int
    pressure_max: int
    clothed: bool
    positions: tuple[str, ...]
    goals: tuple[str, ...]
    sensitivities: tuple[str, ...]


def treatments() -> Mapping[str, Treatment]:
    """The catalogue by id, in the file's order. Raises KnowledgeError when a file is wrong."""
    return _knowledge()[0]


def regions() -> Mapping[str, Region]:
    """The body map by bare id, in the file's order. Raises KnowledgeError when a file is wrong."""
    return _knowledge()[1]


@cache
def treatable_ids() -> frozenset[str]:
    """The ids a client may ask to have worked: bare ids, and one for each side where there are two.

    Some regions are never treated, whatever the client asks; their ids are left out.
    """
    return frozenset(each for region in regions().values() if region.treatable for each in region.answer_ids)


def read(folder: Path) -> tuple[Mapping[str, Treatment], Mapping[str, Region]]:
    """Treatments and regions of a folder that holds both files. Raises KnowledgeError."""
    body = document(folder / "body_regions.yaml")
    catalogue = document(folder / "treatments.yaml")
    muscles = {row.text("id") for row in body.rows("muscles")}
    rows = {row.text("id"): row for row in body.rows("regions")}
    groups = _groups(body, frozenset(rows))
    found = {key: _region(row, muscles, groups.get(NEVER_TREATED, ())) for key, row in rows.items()}
    terms = set(catalogue.part("glossary").fields)
    sold = {row.text("id"): _treatment(row, found, groups, terms) for row in catalogue.rows("treatments")}
    return MappingProxyType(sold), MappingProxyType(found)


@cache
def _knowledge() -> tuple[Mapping[str, Treatment], Mapping[str, Region]]:
    return read(FOLDER)


def _groups(body: Document, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    part = body.part("groups")
    groups = {name: part.texts(name) for name in part.fields}
    for name, members in groups.items():
        for unknown in set(members) - known:
            raise part.error(f"the group {name} names the unknown region {unknown}", field=name)
        if name in known:
            raise part.error(f"the group {name} has the name of a region", field=name)
    return groups


def _region(row: Row, muscles: set[str], never_treated: tuple[str, ...]) -> Region:
    sides = row.texts("sides")
    if sides not in SIDES:
        raise row.error("sides must be [mid] or [left, right]", field="sides")
    if row.text("view") not in ("front", "back"):
        raise row.error("view must be front or back", field="view")
    names = row.texts("muscles") if "muscles" in row.fields else ()
    for unknown in set(names) - muscles:
        raise row.error(f"unknown muscle {unknown}", field="muscles")
    return Region(
        id=row.text("id"),
        lay=row.text("lay"),
        anatomical=row.text("anatomical"),
        sides=SIDES[sides],
        view=row.text("view"),
        muscles=names,
        treatable=row.text("id") not in never_treated,
    )


def _treatment(
    row: Row, known: Mapping[str, Region], groups: Mapping[str, tuple[str, ...]], terms: set[str]
) -> Treatment:
    pressure = row.part("pressure")
    treatment = Treatment(
        id=row.text("id"),
        name=row.text("name"),
        family=row.text("family"),
        techniques=row.texts("techniques"),
        durations_min=row.numbers("durations_min"),
        default_min=row.number("default_min"),
        media=row.texts("media"),
        extent=row.texts("extent"),
        regions=_treated(row, known, groups),
        pressure_min=pressure.number("min"),
        pressure_max=pressure.number("max"),
        clothed=row.truth("clothed"),
        positions=row.texts("positions"),
        goals=row.texts("goals"),
        sensitivities=row.texts("sensitivities"),
    )
    _check(treatment, row, terms)
    return treatment


def _treated(row: Row, known: Mapping[str, Region], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    given = row.fields.get("regions")
    if isinstance(given, str):
        if given not in groups:
            raise row.error(f"unknown group of regions {given}", field="regions")
        named = groups[given]
    else:
        named = row.texts("regions")
    for each in named:
        if each not in known:
            raise row.error(f"unknown region {each}", field="regions")
        if not known[each].treatable:
            raise row.error(f"the region {each} is never treated", field="regions")
    return named


def _check(treatment: Treatment, row: Row, terms: set[str]) -> None:
    for minutes in treatment.durations_min:
        if minutes % TICK_MIN or not MIN_DURATION_MIN <= minutes <= MAX_DURATION_MIN:
            raise row.error(f"{minutes} is no duration: 5 to 480 in fives", field="durations_min")
    if treatment.default_min not in treatment.durations_min:
        raise row.error("default_min is not one of the durations", field="default_min")
    if not LIGHTEST <= treatment.pressure_min <= treatment.pressure_max <= DEEPEST:
        raise row.error("pressure must rise from min to max within 1 to 5", field="pressure")
    for unknown in set(treatment.extent) - EXTENTS:
        raise row.error(f"unknown extent {unknown}", field="extent")
    for unknown in set(treatment.techniques) - terms:
        raise row.error(f"the technique {unknown} is not in the glossary", field="techniques")
