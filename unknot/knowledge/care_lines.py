"""Whom to call in a country, read and checked once, at first use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from unknot.knowledge import load
from unknot.knowledge.rows import Row, document
from unknot.knowledge.screening_known import listed

_NUMBER = re.compile(r"[0-9]{3,6}|[0-9 ]{7,15}")


@dataclass(frozen=True, slots=True)
class CareLines:
    """The emergency number, and a medical advice line where one number serves the country."""

    emergency: str | None = None
    advice_line: str | None = None


NEUTRAL = CareLines()


def care_lines(country: str | None) -> CareLines:
    """Whom to call in a country (ISO 3166-1, two letters); NEUTRAL where we do not know."""
    return _countries().get(country or "", NEUTRAL)


def read(folder: Path) -> Mapping[str, CareLines]:
    """The countries of a folder that holds care_lines.yaml. Raises KnowledgeError."""
    file = document(folder / "care_lines.yaml")
    sources = {row.text("id"): row.text("url") for row in file.rows("sources")}
    return MappingProxyType({row.text("id"): _lines(row, sources) for row in file.rows("countries")})


@cache
def _countries() -> Mapping[str, CareLines]:
    return read(load.FOLDER)


def _lines(row: Row, sources: Mapping[str, str]) -> CareLines:
    row.only("id", "emergency", "advice_line", "sources")
    row.texts("sources")
    listed(row, "sources", sources, "source")
    advice = _number(row, "advice_line") if "advice_line" in row.fields else None
    return CareLines(_number(row, "emergency"), advice)


def _number(row: Row, field: str) -> str:
    if not _NUMBER.fullmatch(row.text(field)):
        raise row.error(f"{field} is no telephone number", field=field)
    return row.text(field)
