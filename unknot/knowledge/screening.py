"""The screening rulebook: read and checked once, at first use, and handed to the core as plain values."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.core.suitability.interview import CHECK_IN, IDENTITY
from unknot.core.suitability.regions import Regions
from unknot.core.suitability.rulebook import Adaptation, Item, Line, Rulebook, Treated
from unknot.core.suitability.settings import Switches
from unknot.knowledge import load, sources
from unknot.knowledge.rows import Document, Row, document
from unknot.knowledge.screening_items import item
from unknot.knowledge.screening_known import Known, listed, said
from unknot.knowledge.screening_switches import switches
from unknot.knowledge.wishes import wishes

LINES_ARE_NOT_FOR = (CHECK_IN, IDENTITY)
"""Cards whose items are not asked before a visit."""


def rulebook() -> Rulebook:
    """The rulebook. Raises KnowledgeError when a file is wrong."""
    return _rulebook()


def read(folder: Path) -> Rulebook:
    """The rulebook of a folder that holds screening.yaml and sources.yaml. Raises KnowledgeError."""
    file = document(folder / "screening.yaml")
    rows = {row.text("id"): row for row in file.rows("items")}
    known = _known(file, folder, switches(file, rows))
    items = {key: item(row, known) for key, row in rows.items()}
    fallbacks, for_a_condition = _alternatives(file, known)
    return Rulebook(
        version=file.top.text("version"),
        switches=known.switches,
        cards=known.cards,
        lines=tuple(_lines(file, items, known.switches)),
        adaptations=known.adaptations,
        items=MappingProxyType(items),
        treatments=known.treatments,
        body=known.body,
        fallbacks=fallbacks,
        for_a_condition=for_a_condition,
    )


@cache
def _rulebook() -> Rulebook:
    return read(load.FOLDER)


def _known(file: Document, folder: Path, found: Switches) -> Known:
    treatments = {each.id: Treated(each.id, each.family, each.regions) for each in load.treatments().values()}
    adaptations = {row.text("id"): _adaptation(row) for row in file.rows("adaptations")}
    return Known(
        treatments=MappingProxyType(treatments),
        body=Regions({each.id: each.sides for each in load.regions().values()}),
        switches=found,
        cards=MappingProxyType({row.text("id"): row.text("title") for row in file.rows("cards")}),
        adaptations=MappingProxyType(adaptations),
        sources=sources.read(folder),
    )


def _adaptation(row: Row) -> Adaptation:
    row.only("id", "text", "pressure_max")
    cap = row.number("pressure_max") if "pressure_max" in row.fields else None
    if cap is not None and not load.LIGHTEST <= cap <= load.DEEPEST:
        raise row.error("pressure_max must be 1 to 5", field="pressure_max")
    return Adaptation(row.text("id"), row.text("text"), cap)


def _alternatives(file: Document, known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    part = file.part("alternatives")
    part.only("fallbacks", "for_a_condition")
    first = listed(part, "fallbacks", known.treatments, "treatment")
    return first, listed(part, "for_a_condition", known.treatments, "treatment")


def _lines(file: Document, items: Mapping[str, Item], found: Switches) -> Iterator[Line]:
    opened: Counter[str] = Counter()
    for row in file.rows("lines"):
        row.only("id", "text", "items", "leads_for")
        named = listed(row, "items", items, "item")
        opened.update(named)
        _check_line(row, named, items, opened)
        leads = listed(row, "leads_for", wishes(), "wish")
        yield Line(row.text("id"), said(row, "text", found), named, frozenset(leads))
    for each in items.values():
        if not opened[each.id] and each.card not in LINES_ARE_NOT_FOR:
            raise file.top.error(f"no line opens {each.id}", field="lines")


def _check_line(row: Row, named: tuple[str, ...], items: Mapping[str, Item], opened: Counter[str]) -> None:
    for each in named:
        if items[each].card in LINES_ARE_NOT_FOR:
            raise row.error(f"{each} is not asked before a visit", field="items")
        if opened[each] > 1:
            raise row.error(f"{each} stands in two lines", field="items")
