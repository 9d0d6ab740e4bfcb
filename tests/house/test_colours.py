"""The tokens' colours, measured: text is readable by day and by night, and edges can be seen."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "unknot/design/static/design/tokens.css"
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
COLOURS = {
    found[1]: (found.group(2, 3, 4), found.group(5, 6, 7))
    for found in re.finditer(
        rf"--([a-z-]+): light-dark\({OKLCH}, {OKLCH}\)", TOKENS.read_text(encoding="utf-8")
    )
}
TEXTS = [
    *((text, ground) for text in ("ink", "soft", "clay") for ground in ("paper", "card")),
    ("ink", "sunk"),
    ("soft", "sunk"),
    ("ink", "clay-wash"),
    ("clay", "clay-wash"),
    ("leaf", "leaf-wash"),
    ("ink", "leaf-wash"),
    ("on-clay", "clay"),
    ("on-clay", "clay-deep"),
    ("paper", "ink"),
]
EDGES = [("edge", "paper"), ("edge", "card"), ("clay", "paper")]


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance of an OKLCH colour (https://bottosson.github.io/posts/oklab/), lightness in per cent."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    at = lightness / 100
    long = (at + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (at - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (at - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, scheme: int) -> float:
    lights = [luminance(*map(float, COLOURS[name][scheme])) for name in (one, other)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(text: str, ground: str, scheme: int) -> None:
    assert contrast(text, ground, scheme) >= 5.7


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(edge: str, ground: str, scheme: int) -> None:
    assert contrast(edge, ground, scheme) >= 3
