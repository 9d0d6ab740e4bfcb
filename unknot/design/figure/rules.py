"""The style rules that light the figure up when its list is ticked, one for each region: no script is needed.

They are written by `python -m unknot.design.figure.rules` into static/design/figure_marks.css; a test holds the file to
what this module says.
"""

from collections.abc import Iterator
from pathlib import Path

from unknot.core.suitability.body import BodyGroup
from unknot.core.suitability.marks import AVOID, WORK
from unknot.core.suitability.plan import DEEPEST, LIGHTEST
from unknot.knowledge.body import body

SHEET = Path(__file__).parents[1] / "static" / "design" / "figure_marks.css"
HEAD = "/* Written by `python -m unknot.design.figure.rules` from the body map. Change that, not this. */\n"
WORKED = "color-mix(in oklab, var(--clay) var(--figure-depth), var(--figure-skin))"
LOOKS = {
    WORK: f"fill: {WORKED}; stroke: var(--figure-skin);",
    AVOID: "fill: url(#figure-stripes) var(--figure-skin); stroke: var(--figure-mark); stroke-dasharray: 3 2;",
}


def sheet() -> str:
    """The whole file."""
    return f"{HEAD}@layer parts {{\n{''.join(_lights())}{''.join(_depths())}}}\n"


def _lights() -> Iterator[str]:
    for mark, look in LOOKS.items():
        selectors = []
        for group in body().groups:
            for region in body().worked(group) if mark == WORK else group.regions:
                selectors += [
                    _light(mark, group, site, site.removeprefix(region)) for site in body().sites_of(region)
                ]
        yield ",\n".join(selectors) + f" {{ {look} }}\n"


def _light(mark: str, group: BodyGroup, site: str, side: str) -> str:
    """A site lights up when it is ticked itself, or its group, or its group's side."""
    values = dict.fromkeys((site, group.id, group.id + side if group.sides else group.id))
    ticked = ",".join(f'[value="{value}"]' for value in values)
    return f"  .figure:has(.{mark}:is({ticked}):checked) .{site}"


def _depths() -> Iterator[str]:
    for strength in range(LIGHTEST, DEEPEST + 1):
        selectors = [
            f'  .figure:has(.of-{group.id} [value="{strength}"]:checked) .in-{group.id}'
            for group in body().groups
        ]
        yield ",\n".join(selectors) + f" {{ --figure-depth: var(--figure-depth-{strength}); }}\n"


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
