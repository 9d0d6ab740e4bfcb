"""Where the screening rules come from, read and checked once, at first use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.core.suitability.rulebook import Source
from unknot.knowledge import load
from unknot.knowledge.rows import Row, document

TIERS = ("A", "B", "C", "D", "E")
"""Guideline, regulator or charity; professional body; peer-reviewed; trade; the article of the classic list."""


def sources() -> Mapping[str, Source]:
    """The sources by id, in the file's order. Raises KnowledgeError when the file is wrong."""
    return _sources()


def read(folder: Path) -> Mapping[str, Source]:
    """The sources of a folder that holds sources.yaml. Raises KnowledgeError."""
    rows = document(folder / "sources.yaml").rows("sources")
    return MappingProxyType({row.text("id"): _source(row) for row in rows})


@cache
def _sources() -> Mapping[str, Source]:
    return read(load.FOLDER)


def _source(row: Row) -> Source:
    row.only("id", "title", "url", "tier", "read")
    if row.text("tier") not in TIERS:
        raise row.error(f"tier must be one of {', '.join(TIERS)}", field="tier")
    url = row.text("url") if "url" in row.fields else None
    if url is not None and not url.startswith(("https://", "http://")):
        raise row.error("url must be an address of the web", field="url")
    if url is None and row.text("tier") != TIERS[-1]:
        raise row.error("url is missing")
    return Source(row.text("id"), row.text("title"), url, row.text("tier"))
