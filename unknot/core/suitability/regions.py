"""The body as sides: a bare id stands for both sides, and what is avoided is told as short as it can be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Sides = frozenset[str]
"""Parts of the body that can't be halved: `scalp`, `calf_left`, `calf_right`."""


@dataclass(frozen=True)
class Regions:
    """The body map: bare region ids in its order, each with its sides, which are none in the middle."""

    regions: Mapping[str, tuple[str, ...]]

    @cached_property
    def ids(self) -> Mapping[str, Sides]:
        """Every id an answer may give, with the sides it stands for."""
        found: dict[str, Sides] = {}
        for region, sides in self.regions.items():
            halves = [f"{region}_{side}" for side in sides]
            found[region] = frozenset(halves or [region])
            found |= {half: frozenset([half]) for half in halves}
        return found

    def sides(self, ids: Iterable[str]) -> Sides:
        """All sides that the ids stand for.

        >>> body = Regions({"scalp": (), "calf": ("left", "right")})
        >>> sorted(body.sides(["scalp", "calf_left"]))
        ['calf_left', 'scalp']
        """
        return frozenset().union(*(self.ids[each] for each in ids))

    def named(self, sides: Sides) -> tuple[str, ...]:
        """The ids for these sides in the body map's order, the bare id where both are meant.

        >>> body = Regions({"scalp": (), "calf": ("left", "right"), "shin": ("left", "right")})
        >>> body.named(frozenset({"calf_left", "calf_right", "shin_left"}))
        ('calf', 'shin_left')
        """
        found: list[str] = []
        for region, names in self.regions.items():
            if not self.ids[region].isdisjoint(sides):
                whole = self.ids[region] <= sides
                found += (
                    [region]
                    if whole
                    else [f"{region}_{each}" for each in names if f"{region}_{each}" in sides]
                )
        return tuple(found)
