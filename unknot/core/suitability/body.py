"""The body as a value: regions with their sides, and the groups of neighbouring regions that are worked as one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class BodyGroup:
    """Neighbouring regions that are shown, tapped and worked as one.

    Groups of one `section` are worked without a break. `share` is how much of a treatment of the whole body the group
    usually gets, against the shares of the others. `regions` are bare ids; `sides` is ("left", "right") for a group
    that can be named by its side, else empty.
    """

    id: str
    section: str
    share: int
    regions: tuple[str, ...]
    sides: tuple[str, ...] = ()

    @property
    def answer_ids(self) -> tuple[str, ...]:
        """The ids an answer may give: the bare id (both sides), then one for each side.

        >>> BodyGroup("arms_elbows", "arms", 3, ("upper_arm", "elbow"), ("left", "right")).answer_ids
        ('arms_elbows', 'arms_elbows_left', 'arms_elbows_right')
        """
        return (self.id, *(f"{self.id}_{side}" for side in self.sides))


@dataclass(frozen=True)
class Body:
    """All regions. `sides` maps each bare id to ("left", "right") or, in the middle, to nothing.

    `groups` stand in the order in which they are worked; each region lies in one of them. `unworked` are bare ids that
    never get minutes: bones, and what no salon touches.

    A *site* is one side of a region, or a region in the middle: what an answer's id comes down to.
    """

    sides: Mapping[str, tuple[str, ...]]
    groups: tuple[BodyGroup, ...]
    unworked: frozenset[str] = frozenset()

    def sites(self, answer_ids: Iterable[str], *, field: str = "regions") -> frozenset[str]:
        """The sites that ids name; a bare id names both sides. Raises ValueError naming the field for an unknown id.

        >>> body = Body({"calf": ("left", "right"), "sacrum": ()}, ())
        >>> sorted(body.sites(["calf", "sacrum"])), sorted(body.sites(["calf_left"]))
        (['calf_left', 'calf_right', 'sacrum'], ['calf_left'])
        >>> body.sites(["calff"], field="avoided")
        Traceback (most recent call last):
        ValueError: avoided: unknown region calff
        """
        named = list(answer_ids)
        for unknown in [each for each in named if each not in self._sites]:
            raise ValueError(f"{field}: unknown region {unknown}")
        return frozenset(site for each in named for site in self._sites[each])

    def knows(self, answer_id: str) -> bool:
        """Whether an id names a region or a side of one.

        >>> body = Body({"calf": ("left", "right")}, ())
        >>> body.knows("calf_left"), body.knows("calff")
        (True, False)
        """
        return answer_id in self._sites

    def sites_of(self, region: str) -> tuple[str, ...]:
        """A region's own sites, left before right."""
        return self._sites[region]

    def named(self, sites: Iterable[str]) -> tuple[str, ...]:
        """The fewest ids that name the sites, in the order of the groups: the bare id where both sides are there.

        >>> legs = BodyGroup("legs", "legs", 1, ("thigh_back", "calf"))
        >>> body = Body({"calf": ("left", "right"), "thigh_back": ("left", "right")}, (legs,))
        >>> body.named({"calf_left", "calf_right", "thigh_back_right"})
        ('thigh_back_right', 'calf')
        """
        wanted = set(sites)
        ids: list[str] = []
        for region in (region for group in self.groups for region in group.regions):
            own = [site for site in self._sites[region] if site in wanted]
            ids += [region] if len(own) == len(self._sites[region]) else own
        return tuple(ids)

    def worked(self, group: BodyGroup) -> tuple[str, ...]:
        """The regions of a group that can get minutes."""
        return tuple(region for region in group.regions if region not in self.unworked)

    @cached_property
    def _sites(self) -> Mapping[str, tuple[str, ...]]:
        known: dict[str, tuple[str, ...]] = {}
        for region, sides in self.sides.items():
            own = tuple(f"{region}_{side}" for side in sides) or (region,)
            known.update({each: (each,) for each in own})
            known[region] = own
        return known
