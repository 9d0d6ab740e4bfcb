"""Reasons to book with what may be said about them, read and checked once, at first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.core.suitability.rulebook import Source
from unknot.knowledge import load, sources
from unknot.knowledge.rows import Row, document

STRENGTHS = ("certain", "moderate", "low", "very_low", "none")
"""How well the evidence bears what is said, from the best to no evidence at all."""
_FIELDS = (
    *("id", "label", "everyday", "treatments", "strength", "says", "for_whom", "limits", "studied"),
    *("never", "ask_first", "similar", "evidence", "sources"),
)


@dataclass(frozen=True)
class Concern:
    """Why a client comes. `label`, `says`, `for_whom`, `limits`, `studied` are English message ids.

    `says` is all that may be claimed, `strength` (one of STRENGTHS) how well that is borne, `limits` what massage does
    not do about it, `studied` the course that was tested ('' for none), `never` words that no text may hold. Of an
    `everyday` concern an address may speak: it tells no illness. `treatments` are ids, the best first; `ask_first` are
    ids of screening items; `similar` are other concerns.
    """

    id: str
    label: str
    everyday: bool
    treatments: tuple[str, ...]
    strength: str
    says: str
    for_whom: str
    limits: str
    studied: str
    never: tuple[str, ...]
    ask_first: tuple[str, ...]
    similar: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def slug(self) -> str:
        """How its guide is called in addresses."""
        return self.id.replace("_", "-")


def concerns() -> Mapping[str, Concern]:
    """The concerns by id, in the file's order. Raises KnowledgeError when the file is wrong."""
    return _concerns()


def read(folder: Path) -> Mapping[str, Concern]:
    """The concerns of a folder that holds concerns.yaml and sources.yaml. Raises KnowledgeError.

    That `ask_first` names items of the rulebook is for whoever brings both together: `web.guides` at its start.
    """
    known = sources.read(folder)
    rows = {row.text("id"): row for row in document(folder / "concerns.yaml").rows("concerns")}
    return MappingProxyType({key: _concern(row, rows, known) for key, row in rows.items()})


@cache
def _concerns() -> Mapping[str, Concern]:
    return read(load.FOLDER)


def _concern(row: Row, rows: Mapping[str, Row], known: Mapping[str, Source]) -> Concern:
    row.only(*_FIELDS)
    row.text("evidence")
    if row.text("strength") not in STRENGTHS:
        raise row.error(f"strength must be one of {', '.join(STRENGTHS)}", field="strength")
    similar = _named(row, "similar", rows, "concern")
    if row.text("id") in similar:
        raise row.error("a concern is not similar to itself", field="similar")
    return Concern(
        id=row.text("id"),
        label=row.text("label"),
        everyday=row.truth("everyday"),
        treatments=_named(row, "treatments", load.treatments(), "treatment"),
        strength=row.text("strength"),
        says=row.text("says"),
        for_whom=row.text("for_whom"),
        limits=row.text("limits"),
        studied=row.text("studied") if "studied" in row.fields else "",
        never=row.texts("never"),
        ask_first=row.texts("ask_first") if "ask_first" in row.fields else (),
        similar=similar,
        sources=tuple(known[each] for each in _named(row, "sources", known, "source")),
    )


def _named(row: Row, field: str, known: Mapping[str, object], what: str) -> tuple[str, ...]:
    """The ids of a list, each of them known. Raises KnowledgeError."""
    for each in row.texts(field):
        if each not in known:
            raise row.error(f"unknown {what} {each}", field=field)
    return row.texts(field)
