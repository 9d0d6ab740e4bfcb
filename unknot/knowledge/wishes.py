"""Everyday wishes and the treatments that may answer them, read and checked once, at first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.knowledge import load
from unknot.knowledge.concerns import Concern, concerns
from unknot.knowledge.rows import Row, document


@dataclass(frozen=True)
class Wish:
    """Why a client comes, in everyday words; never a diagnosis, because the id stands in addresses.

    `label` is an English message id: pass it through gettext. `concern` says what may be claimed and on which grounds;
    `treatments` are ids of the catalogue, the best first: the concern's, unless the wish has its own. `focus` are bare
    region ids, perhaps none.
    """

    id: str
    label: str
    concern: Concern
    treatments: tuple[str, ...]
    focus: tuple[str, ...]


def wishes() -> Mapping[str, Wish]:
    """The wishes by id, in the file's order. Raises KnowledgeError when the file is wrong."""
    return _wishes()


def read(folder: Path) -> Mapping[str, Wish]:
    """The wishes of a folder that holds wishes.yaml. Raises KnowledgeError."""
    rows = document(folder / "wishes.yaml").rows("wishes")
    return MappingProxyType({row.text("id"): _wish(row) for row in rows})


@cache
def _wishes() -> Mapping[str, Wish]:
    return read(load.FOLDER)


def _wish(row: Row) -> Wish:
    row.only("id", "label", "concern", "treatments", "focus")
    concern = concerns().get(row.text("concern"))
    if concern is None:
        raise row.error(f"unknown concern {row.text('concern')}", field="concern")
    wish = Wish(
        id=row.text("id"),
        label=row.text("label"),
        concern=concern,
        treatments=row.texts("treatments") if "treatments" in row.fields else concern.treatments,
        focus=row.texts("focus") if "focus" in row.fields else (),
    )
    _check(wish, row)
    return wish


def _check(wish: Wish, row: Row) -> None:
    known, regions = load.treatments(), load.regions()
    if wish.id in known:
        raise row.error(f"{wish.id} is the id of a treatment", field="id")
    if not wish.concern.everyday:
        raise row.error(f"{wish.concern.id} is no everyday concern", field="concern")
    for unknown in [each for each in wish.focus if each not in regions]:
        raise row.error(f"unknown region {unknown}", field="focus")
    for each in wish.treatments:
        if each not in known:
            raise row.error(f"unknown treatment {each}", field="treatments")
        if wish.focus and not set(wish.focus) & set(known[each].regions):
            raise row.error(f"{each} works none of the focus", field="treatments")
