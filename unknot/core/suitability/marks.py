"""What a client has marked on the body: please work here, please avoid, and how strong."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unknot.core.suitability.body import Body, BodyGroup
from unknot.core.suitability.plan import DEEPEST, LIGHTEST

WORK, AVOID, STRENGTH = "work", "avoid", "strength"


@dataclass(frozen=True)
class Wrong:
    """An answer that can't be used: its field, why, what was given.

    `why` is "unknown", "not_offered", "not_a_strength" or "nothing_left".
    """

    field: str
    why: str
    given: str


@dataclass(frozen=True)
class Marks:
    """`work` maps region ids to the strength asked for, 1 to 5, or None; `avoid` holds region ids.

    Both name regions and their sides by the fewest ids. What is in both is avoided, and no longer in `work`.
    """

    work: Mapping[str, int | None] = field(default_factory=dict)
    avoid: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()

    def within(self, body: Body, offered: Collection[str]) -> "Marks":
        """What of it lies in the regions that a treatment offers. Raises ValueError for an unknown region.

        >>> body = Body({"calf": ("left", "right"), "sacrum": ()}, (BodyGroup("all", "all", 1, ("calf", "sacrum")),))
        >>> Marks({"calf": 4, "sacrum": None}, ("calf_left",)).within(body, ["calf_left"])
        Marks(work={'calf_left': 4}, avoid=('calf_left',), wrong=())
        """
        sites = body.sites(offered)
        work = {
            each: strength
            for marked, strength in self.work.items()
            for each in body.named(body.sites([marked]) & sites)
        }
        return Marks(work, body.named(body.sites(self.avoid) & sites))


def marks(
    given: Mapping[str, Sequence[str]],
    body: Body,
    *,
    workable: Collection[str],
    avoidable: Collection[str],
    prefix: str = "",
) -> Marks:
    """Read a form's answers: `work` and `avoid` are ids of regions, of body groups, or of one side of either.

    A group stands for those of its regions that are offered: `workable` and `avoidable` hold region ids.
    `strength_<group>` is 1 to 5, or empty, and counts for all that is worked in the group. Other fields are not read.
    What can't be used is left out and told in `wrong`, and so is to avoid all that could be worked.

    >>> legs = BodyGroup("lower_legs", "legs", 6, ("shin", "calf"), ("left", "right"))
    >>> body = Body({"shin": ("left", "right"), "calf": ("left", "right")}, (legs,))
    >>> found = marks({"work": ["lower_legs_left"], "strength_lower_legs": ["4"], "avoid": ["shin"]}, body,
    ...               workable=["shin", "calf"], avoidable=["shin", "calf"])
    >>> found.work, found.avoid
    ({'calf_left': 4}, ('shin',))
    >>> marks({"work": ["wing"]}, body, workable=["calf"], avoidable=[]).wrong
    (Wrong(field='work', why='unknown', given='wing'),)
    """
    wrong: list[Wrong] = []
    avoid = _sites(given.get(prefix + AVOID, ()), prefix + AVOID, body, avoidable, wrong)
    work = _sites(given.get(prefix + WORK, ()), prefix + WORK, body, workable, wrong) - avoid
    workable_sites = body.sites(workable)
    if workable_sites and workable_sites <= avoid:
        wrong.append(Wrong(prefix + AVOID, "nothing_left", ""))
    strengths = dict(_strengths(given, body, prefix, wrong))
    chosen: dict[str, int | None] = {}
    for group in body.groups:
        named = body.named(work & body.sites(group.regions))
        chosen.update(dict.fromkeys(named, strengths.get(group.id)))
    return Marks(chosen, body.named(avoid), tuple(wrong))


def _sites(
    given: Sequence[str], name: str, body: Body, offered: Collection[str], wrong: list[Wrong]
) -> frozenset[str]:
    allowed = body.sites(offered)
    groups = {answer_id: group for group in body.groups for answer_id in group.answer_ids}
    found: set[str] = set()
    for each in given:
        if each in groups:
            sites = _of_group(each, groups[each], body) & allowed
        else:
            sites = body.sites([each]) if body.knows(each) else frozenset()
        if sites and sites <= allowed:
            found |= sites
        else:
            known = each in groups or body.knows(each)
            wrong.append(Wrong(name, "not_offered" if known else "unknown", each))
    return frozenset(found)


def _of_group(answer_id: str, group: BodyGroup, body: Body) -> frozenset[str]:
    """The group's sites, or those of one side; what lies in the middle belongs to both."""
    side = answer_id.removeprefix(group.id)
    sites = body.sites(group.regions)
    return frozenset(each for each in sites if each in body.sides or each.endswith(side))


def _strengths(
    given: Mapping[str, Sequence[str]], body: Body, prefix: str, wrong: list[Wrong]
) -> Iterator[tuple[str, int]]:
    for group in body.groups:
        name = f"{prefix}{STRENGTH}_{group.id}"
        for said in filter(None, given.get(name, ())):
            if said in map(str, range(LIGHTEST, DEEPEST + 1)):
                yield group.id, int(said)
            else:
                wrong.append(Wrong(name, "not_a_strength", said))
