"""Regions, groups of them and the stages of a plan in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.suitability import Stage, Wrong
from unknot.knowledge.body import body, body_groups, sections
from unknot.knowledge.load import regions

# A section of so many groups is called by its name where all of it is worked.
MANY = 3
# So many regions of a group are named one by one.
FEW = 2


def side_name(side: str) -> str:
    """Left or right, by itself."""
    return pgettext("side of the body", "Left") if side == "left" else pgettext("side of the body", "Right")


def sided(name: str, side: str) -> str:
    """A part of the body with its side, if it has one: calf (left)."""
    if not side:
        return name
    return (_("%(place)s (left)") if side == "left" else _("%(place)s (right)")) % {"place": name}


def region_name(answer_id: str) -> str:
    """A region, or a side of it, by its id: Calf (left). Raises KeyError for an unknown id."""
    known = regions()
    if answer_id in known:
        return _(known[answer_id].lay)
    region, _underscore, side = answer_id.rpartition("_")
    return sided(_(known[region].lay), side)


def listed(names: Sequence[str]) -> str:
    """Names within a sentence: back of the neck, upper back and calf; the first one keeps its capital."""
    first, *others = names or [""]
    small = [f"{each[:1].lower()}{each[1:]}" for each in others]
    *before, last = [first, *small]
    return _("%(first)s and %(last)s") % {"first": ", ".join(before), "last": last} if before else last


def places(stage: Stage) -> str:
    """What a stage works, in as few words as a client needs."""
    if len(stage.groups) == 1 and len(stage.regions) <= FEW and not _is_whole(stage):
        return listed([region_name(each) for each in stage.regions])
    names: list[str] = []
    for section in sections().values():
        every = [each for each in body_groups().values() if each.group.section == section.id]
        own = [each for each in every if each.group.id in stage.groups]
        names += [_(section.lay)] if len(own) == len(every) >= MANY else [_(each.lay) for each in own]
    return listed(names)


def stage_title(stage: Stage) -> str:
    """A stage as the client reads it."""
    if stage.kind == "greeting":
        return _("Hello, how are you today?")
    if stage.kind == "closing":
        return _("Slow finish")
    if stage.kind == "warm_up":
        return _("Warm-up: %(places)s") % {"places": _small(places(stage))}
    return places(stage)


def pressure_name(pressure: int) -> str:
    """1 to 5 in a word."""
    names = (
        pgettext("pressure", "very light"),
        pgettext("pressure", "light"),
        pgettext("pressure", "medium"),
        pgettext("pressure", "firm"),
        pgettext("pressure", "deep"),
    )
    return names[pressure - 1]


def wrong_said(wrong: Wrong) -> str:
    """Why an answer could not be used; never what was answered."""
    if wrong.why == "not_a_strength":
        return _("How strong is said with a number from 1 to 5.")
    if wrong.why == "nothing_left":
        return _("Leave something to be worked on.")
    if wrong.why == "not_offered":
        return _("That part can’t be chosen here.")
    return _("We don’t know that part of the body. Please choose again.")


def marked_names(marked: Mapping[str, int | None], offered: Iterable[str]) -> str:
    """What is marked, in a sentence's list: Neck and shoulders (firm) and lower back.

    `marked` maps ids to a strength or None. A group of which all is marked that is `offered` is called by its own name.
    """
    reach, names = body().sites(offered), []
    for known in body_groups().values():
        own = body().sites(known.group.regions)
        mine = [each for each in marked if body().sites([each]) <= own]
        if not mine:
            continue
        whole = set() < body().sites(body().worked(known.group)) & reach <= body().sites(mine)
        named = [_(known.lay)] if whole else [region_name(each) for each in body().named(body().sites(mine))]
        names += [_strong(each, marked[mine[0]]) for each in named]
    return listed(names)


def avoided_names(ids: Iterable[str]) -> str:
    """What is left out, in a sentence's list; a group that is left out altogether by its own name."""
    return marked_names(dict.fromkeys(ids), regions())


def within_a_sentence(ids: Iterable[str]) -> str:
    """Regions as a sentence goes on: back of the neck, upper back and calf (left). '' for none that is known."""
    return _small(avoided_names([each for each in ids if body().knows(each)]))


def _strong(name: str, strength: int | None) -> str:
    if strength is None:
        return name
    return pgettext("part of the body", "%(place)s (%(pressure)s)") % {
        "place": name,
        "pressure": pressure_name(strength),
    }


def _small(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _is_whole(stage: Stage) -> bool:
    group = body_groups()[stage.groups[0]].group
    return body().sites(stage.regions) >= body().sites(body().worked(group))
