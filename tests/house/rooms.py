"""The house as files: what the rules of tests/house are asked about."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[2]
HOUSE = CHECKOUT / "unknot"
# From below. Rooms of one stair stand side by side.
STAIRS = (
    ("core", "gateways", "knowledge"),
    ("plumbing",),
    ("people",),
    ("salons",),
    ("health",),
    ("diary",),
    ("notices",),
    ("design",),
    ("web", "desk", "api"),
    ("config",),
)
DOORS = ("web", "desk", "api")


class Source(NamedTuple):
    """One Python file and what it says."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        return str(self.path.relative_to(CHECKOUT))


def python_files(*under: Path) -> Iterator[Source]:
    """Every Python file below these directories that a person wrote."""
    for directory in under:
        for path in sorted(directory.rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                yield Source(path, ast.parse(text), len(text.splitlines()))


def stair_of(room: str) -> int:
    """How far up the room stands, 0 at the bottom."""
    return next(height for height, rooms in enumerate(STAIRS) if room in rooms)
