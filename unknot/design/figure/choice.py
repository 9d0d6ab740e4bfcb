"""What a page shows where a client marks the body: a list of groups that open into regions, and the figure over it.

The list is the form: it works without the figure, without scripts and for who does not see. The figure is made of the
list's labels, drawn.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unknot.core.suitability import BodyGroup, Marks
from unknot.core.suitability.marks import WORK
from unknot.core.suitability.plan import DEEPEST, LIGHTEST
from unknot.design.figure import words
from unknot.design.figure.drawing import BOX, View, views
from unknot.knowledge.body import body, body_groups
from unknot.knowledge.load import regions

# So many regions in front for each at the back are most.
MOSTLY = 2
# What is narrow in a view lies over what it touches there.
NARROW = {"back": ("wrists_hands",), "front": ("neck_and_shoulders", "hips_buttocks", "wrists_hands")}


@dataclass(frozen=True)
class Mark:
    """A kind of mark that can be set: "work" or "avoid", what the page calls it, and the regions that may have it.

    `asks_strength` says whether it is asked how strong; what is avoided never is.
    """

    kind: str
    title: str
    offered: Collection[str]
    asks_strength: bool = True


@dataclass(frozen=True)
class Pick:
    """One checkbox: its value, its id in the page, its own short label, and its name by itself."""

    value: str
    id: str
    label: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A group or a region with its one or two checkboxes."""

    id: str
    name: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True)
class GroupRow:
    """A group of the list. `strengths` are (value, label, chosen), none for what is avoided."""

    row: Row
    regions: tuple[Row, ...]
    strengths: tuple[tuple[str, str, bool], ...]
    is_open: bool


@dataclass(frozen=True)
class Tap:
    """A part of the figure that is a label of one checkbox."""

    pick_id: str
    path: str


@dataclass(frozen=True)
class Marking:
    """All that belongs to one kind of mark: the list, and for each view what is tapped."""

    kind: str
    title: str
    field: str
    groups: tuple[GroupRow, ...]
    taps: dict[str, tuple[Tap, ...]]


@dataclass(frozen=True)
class Choosing:
    """What the template `design/figure_choose.html` shows. `prefix` begins all names and ids of the fields.

    `offered` are the sites that can be marked at all, `quiet` those of them that can't have the first kind of mark.
    """

    prefix: str
    box: str
    views: tuple[View, ...]
    first_view: str
    markings: tuple[Marking, ...]
    offered: frozenset[str]
    quiet: frozenset[str]
    errors: tuple[str, ...]


def choosing(marks: Sequence[Mark], given: Marks | None = None, *, prefix: str = "") -> Choosing:
    """The figure and its list for some kinds of marks, filled with what is `given`.

    `core.suitability.marks` reads the answers back. Raises ValueError for an unknown region.
    """
    given = given or Marks()
    offered = frozenset(site for mark in marks for site in body().sites(mark.offered))
    return Choosing(
        prefix,
        BOX,
        views(),
        _first_view(offered),
        tuple(_marking(mark, given, prefix) for mark in marks),
        offered,
        offered - body().sites(marks[0].offered),
        tuple(dict.fromkeys(map(words.wrong_said, given.wrong))),
    )


def _first_view(offered: frozenset[str]) -> str:
    """The back, unless most of what is offered has its place in front: a facial."""
    sides = [each.view for each in regions().values() if body().sites([each.id]) & offered]
    return "front" if sides.count("front") > MOSTLY * sides.count("back") else "back"


def _marking(mark: Mark, given: Marks, prefix: str) -> Marking:
    chosen = body().sites(given.work if mark.kind == WORK else given.avoid)
    offered = body().sites(mark.offered)
    field = prefix + mark.kind
    first_of = list(regions()).index
    groups = [each for each in body().groups if body().sites(each.regions) & offered]
    groups.sort(key=lambda each: min(map(first_of, each.regions)))
    strengths = given.work if mark.kind == WORK else {}
    rows = tuple(_group_row(each, field, offered, chosen, strengths) for each in groups)
    if mark.kind != WORK or not mark.asks_strength:
        rows = tuple(GroupRow(each.row, each.regions, (), each.is_open) for each in rows)
    return Marking(
        mark.kind, mark.title, field, rows, {view.id: _taps(view, groups, field, offered) for view in views()}
    )


def _group_row(
    group: BodyGroup,
    field: str,
    offered: frozenset[str],
    chosen: frozenset[str],
    strengths: Mapping[str, int | None],
) -> GroupRow:
    name = _(body_groups()[group.id].lay)
    own = body().sites(group.regions) & offered
    whole = _row(group.id, name, group.sides, field, own, chosen)
    taken = {pick.value.removeprefix(group.id) for pick in whole.picks if pick.is_chosen}
    # What a ticked group already holds is not ticked again.
    left = frozenset(each for each in chosen if not any(each.endswith(side) for side in taken))
    inside = tuple(
        _row(each, _(regions()[each].lay), regions()[each].sides, field, body().sites([each]) & offered, left)
        for each in group.regions
        if body().sites([each]) & offered
    )
    asked = next((strengths[each] for each in strengths if body().sites([each]) & own), None)
    is_open = asked is not None or any(pick.is_chosen for row in inside for pick in row.picks)
    return GroupRow(whole, inside if len(own) > 1 else (), _strengths(asked), is_open)


def _row(
    answer_id: str,
    name: str,
    sides: tuple[str, ...],
    field: str,
    own: frozenset[str],
    chosen: frozenset[str],
) -> Row:
    picks = []
    for side in sides or ("",):
        value = f"{answer_id}_{side}" if side else answer_id
        sites = {each for each in own if each.endswith(side)}
        if sites:
            label = words.side_name(side) if side else name
            picks.append(Pick(value, f"{field}-{value}", label, words.sided(name, side), sites <= chosen))
    return Row(answer_id, name, tuple(picks))


def _strengths(asked: int | None) -> tuple[tuple[str, str, bool], ...]:
    usual = ("", _("As usual"), asked is None)
    return (
        usual,
        *(
            (str(each), f"{each} · {words.pressure_name(each)}", each == asked)
            for each in range(LIGHTEST, DEEPEST + 1)
        ),
    )


def _taps(view: View, groups: Sequence[BodyGroup], field: str, offered: frozenset[str]) -> tuple[Tap, ...]:
    """What is never treated is only tapped where it is offered; the rest of an offered group is tapped as a whole."""
    found = []
    for group in sorted(groups, key=lambda each: each.id in NARROW[view.id]):
        for side in group.sides or ("",):
            value = f"{group.id}_{side}" if side else group.id
            shapes = [
                each
                for each in view.shapes
                if each.group == group.id
                and each.site.endswith(side)
                and (each.site in offered or regions()[each.region].treatable)
            ]
            if any(each.site in offered for each in shapes):
                found.append(Tap(f"{field}-{value}", "".join(each.path for each in shapes)))
    return tuple(found)
