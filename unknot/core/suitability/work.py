"""Minutes for the body: in their usual proportion, and then most of them to the focus."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from unknot.core.suitability.body import Body, BodyGroup
from unknot.core.suitability.shares import portions

# So much of the time of everything else goes to the focus.
FREED = Fraction(3, 5)


@dataclass(frozen=True)
class Work:
    """The minutes of a body group, or of the part of it that is in the focus; its sites share them evenly.

    `strength` is None where the client has named none.
    """

    group: BodyGroup
    sites: tuple[str, ...]
    share: Fraction
    duration_min: int = 0
    is_focus: bool = False
    strength: int | None = None


def works(
    left: frozenset[str], focus: Mapping[str, int | None], work_min: int, body: Body
) -> tuple[Work, ...]:
    """Split `work_min` over the sites that are `left`: the focus first, each in the body's order, none with 0 minutes.

    Without a focus each group gets its usual share. A focus keeps that, and three fifths of everything else on top: so
    no site gets less for being in the focus.
    """
    usual = _portioned(_groups(left, body), work_min)
    split = [part for each in usual for part in _split(each, focus)]
    wanted, rest = ([each for each in split if each.is_focus is is_focus] for is_focus in (True, False))
    if wanted:
        kept_min = sum(each.duration_min for each in rest)
        freed_min = int(kept_min * FREED)
        more = _portioned(wanted, freed_min)
        wanted = [
            replace(each, duration_min=each.duration_min + added.duration_min)
            for each, added in zip(wanted, more, strict=True)
        ]
        rest = _portioned(rest, kept_min - freed_min)
    return tuple(each for each in (*wanted, *rest) if each.duration_min)


def _groups(left: frozenset[str], body: Body) -> list[Work]:
    """Each group with what is left of it, and with as much of its share."""
    found = []
    for group in body.groups:
        all_sites = [site for region in body.worked(group) for site in body.sites_of(region)]
        sites = tuple(site for site in all_sites if site in left)
        if sites:
            found.append(Work(group, sites, Fraction(group.share * len(sites), len(all_sites))))
    return found


def _portioned(parts: list[Work], total_min: int) -> list[Work]:
    given = portions(total_min, [each.share for each in parts])
    return [replace(each, duration_min=minutes) for each, minutes in zip(parts, given, strict=True)]


def _split(work: Work, focus: Mapping[str, int | None]) -> list[Work]:
    """What of a group is in the focus, and the rest; the focus gets the odd minute, and the gentlest strength."""
    wanted = tuple(site for site in work.sites if site in focus)
    rest = tuple(site for site in work.sites if site not in focus)
    strengths = [strength for site in wanted if (strength := focus[site]) is not None]
    part = Fraction(len(wanted), len(work.sites))
    most_min = -int(-work.duration_min * part // 1)
    parts = [
        Work(work.group, wanted, work.share * part, most_min, True, min(strengths, default=None)),
        Work(work.group, rest, work.share * (1 - part), work.duration_min - most_min),
    ]
    return [each for each in parts if each.sites]
