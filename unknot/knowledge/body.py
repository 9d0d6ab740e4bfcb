"""The body map's large parts, and the whole map as a value of the core; read and checked once, at first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.core.suitability.body import Body, BodyGroup
from unknot.knowledge import load
from unknot.knowledge.rows import Document, Row, document

FILE = "body_regions.yaml"
BONES = "spine_"
"""What these ids begin is bone: shown and avoidable, never pressed."""


@dataclass(frozen=True)
class Section:
    """A part of the body that is worked without a break. `lay` is an English message id: pass it through gettext."""

    id: str
    lay: str


@dataclass(frozen=True)
class NamedGroup:
    """A large part of the figure with its words. `lay` is an English message id: pass it through gettext."""

    lay: str
    group: BodyGroup


def sections() -> Mapping[str, Section]:
    """The sections by id, in the order in which they are worked. Raises KnowledgeError when the file is wrong."""
    return _parts()[0]


def body_groups() -> Mapping[str, NamedGroup]:
    """The large parts by id, in the order in which they are worked. Raises KnowledgeError when the file is wrong."""
    return _parts()[1]


@cache
def body() -> Body:
    """The body map for the core. Bones and what is never treated get no minutes."""
    known = load.regions()
    unworked = [each.id for each in known.values() if not each.treatable or each.id.startswith(BONES)]
    return Body(
        MappingProxyType({each.id: each.sides for each in known.values()}),
        tuple(each.group for each in body_groups().values()),
        frozenset(unworked),
    )


def read(folder: Path) -> tuple[Mapping[str, Section], Mapping[str, NamedGroup]]:
    """Sections and groups of a folder that holds body_regions.yaml. Raises KnowledgeError."""
    file = document(folder / FILE)
    named = {row.text("id"): Section(row.text("id"), row.text("lay")) for row in file.rows("sections")}
    taken: set[str] = set()
    found = {row.text("id"): _group(row, named, taken) for row in file.rows("body_groups")}
    _check_whole(file, taken)
    return MappingProxyType(named), MappingProxyType(found)


@cache
def _parts() -> tuple[Mapping[str, Section], Mapping[str, NamedGroup]]:
    return read(load.FOLDER)


def _group(row: Row, known: Mapping[str, Section], taken: set[str]) -> NamedGroup:
    """Adds the group's regions to those `taken`."""
    regions = row.texts("regions")
    if row.text("section") not in known:
        raise row.error(f"unknown section {row.text('section')}", field="section")
    if row.number("share") < 1:
        raise row.error("share must be 1 or more", field="share")
    if row.texts("sides") not in load.SIDES:
        raise row.error("sides must be [mid] or [left, right]", field="sides")
    if row.text("id") in load.regions():
        raise row.error(f"{row.text('id')} is the id of a region", field="id")
    for twice in taken & set(regions):
        raise row.error(f"the region {twice} is in another group too", field="regions")
    for unknown in set(regions) - load.regions().keys():
        raise row.error(f"unknown region {unknown}", field="regions")
    taken.update(regions)
    group = BodyGroup(
        row.text("id"), row.text("section"), row.number("share"), regions, load.SIDES[row.texts("sides")]
    )
    return NamedGroup(row.text("lay"), group)


def _check_whole(file: Document, taken: set[str]) -> None:
    for left_out in load.regions().keys() - taken:
        raise file.top.error(f"the region {left_out} is in no group", field="body_groups")
