"""The drawing of the body, read and checked once, at first use: each region as a path, seen from front or back."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unknot.knowledge.body import body
from unknot.knowledge.load import Region, regions
from unknot.knowledge.rows import Document, document

FILE = Path(__file__).parent / "drawing.yaml"
VIEWS = ("back", "front")
# Whose half is drawn: the viewer's right is this side of the client.
DRAWN = {"front": "left", "back": "right"}
OTHER = {"left": "right", "right": "left"}
COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
BOX = "10 4 220 540"
"""The part of the drawing that is shown, as a viewBox."""


@dataclass(frozen=True)
class Shape:
    """One side of a region, or a region in the middle, as an SVG path."""

    site: str
    region: str
    group: str
    path: str


@dataclass(frozen=True)
class View:
    """The body seen from the "front" or the "back". `left` and `right` are the client's sides as the viewer sees them.

    `lines` are drawn over the shapes and mean nothing by themselves.
    """

    id: str
    outline: str
    lines: tuple[str, ...]
    shapes: tuple[Shape, ...]

    @property
    def left_first(self) -> bool:
        """Whether the client's left is on the viewer's left."""
        return DRAWN[self.id] == "right"


@cache
def views() -> tuple[View, ...]:
    """Both views, the back first. Raises KnowledgeError when the drawing is wrong or leaves a region out."""
    drawing = document(FILE)
    return tuple(_view(drawing, name) for name in VIEWS)


def mirrored(path: str, middle: int) -> str:
    """The path on the other side of the upright line x = `middle`. Capitals are places, small letters are distances."""
    turned = []
    for command, numbers in COMMAND.findall(path):
        values = [float(each) for each in NUMBER.findall(numbers)]
        across = 2 * middle if command.isupper() else 0
        values[::2] = [across - each for each in values[::2]]
        turned.append(command + " ".join(f"{each:g}" for each in values))
    return "".join(turned)


def _view(drawing: Document, name: str) -> View:
    middle = drawing.part("box").number("middle")
    lines = drawing.part("lines")
    halves = [_moved(each, middle) for each in lines.texts(name)]
    return View(
        id=name,
        outline=drawing.part("outline").text(name),
        lines=(
            *(_moved(each, middle) for each in lines.texts(f"{name}_middle")),
            *halves,
            *(mirrored(each, middle) for each in halves),
        ),
        shapes=tuple(_shapes(drawing, name, middle)),
    )


def _moved(path: str, middle: int) -> str:
    """A line that counts from the middle, as the box counts. All its commands are capitals: places."""
    return COMMAND.sub(lambda found: found[1] + _shifted(found[1], found[2], middle), path)


def _shifted(command: str, numbers: str, middle: int) -> str:
    values = [float(each) for each in NUMBER.findall(numbers)]
    if command != "V":
        values[::2] = [each + middle for each in values[::2]]
    return " ".join(f"{each:g}" for each in values)


def _shapes(drawing: Document, name: str, middle: int) -> list[Shape]:
    group_of = {region: group.id for group in body().groups for region in group.regions}
    found: list[Shape] = []
    drawn: set[str] = set()
    for row in drawing.rows(name):
        region = regions().get(row.text("id"))
        if region is None:
            raise row.error(f"unknown region {row.text('id')}", field="id")
        drawn.add(region.id)
        found += [
            Shape(site, region.id, group_of[region.id], path)
            for site, path in _sides(region, row.text("path"), name, middle)
        ]
    for missing in [each.id for each in regions().values() if each.view == name and each.id not in drawn]:
        raise drawing.top.error(f"{name} leaves out {missing}", field=name)
    return found


def _sides(region: Region, path: str, view: str, middle: int) -> list[tuple[str, str]]:
    if not region.sides:
        return [(region.id, path)]
    side = DRAWN[view]
    return [(f"{region.id}_{side}", path), (f"{region.id}_{OTHER[side]}", mirrored(path, middle))]
