"""What the page of a look shows: what would be taken, what not and why, and the words that are not understood."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from unknot.core.tables import DAY_FIRST, MONTH_FIRST, Column
from unknot.design import words as design_words
from unknot.design.templatetags.words import treatment_name
from unknot.desk.moving_in.files import Looked
from unknot.desk.moving_in.words import COLUMNS, sentence
from unknot.diary.moving_in import Menu, Plan

MOST_LEFT_SHOWN = 500
MOST_TAKEN_SHOWN = 100
SAMPLES = 3


class Line(NamedTuple):
    """A row of the file and a sentence about it."""

    line: int
    says: str


class Chosen(NamedTuple):
    """A column or some words of the file, with what it may be and what it is taken for."""

    name: str
    sample: str
    value: str
    kind: str = ""
    rows: int = 0


def shown(looked: Looked, made: Plan, menu: Menu) -> dict[str, Any]:
    """For the page."""
    left = [Line(each.line, sentence(each)) for each in made.left[:MOST_LEFT_SHOWN]]
    facts: dict[str, Any] = {
        "plan": made,
        "left": left,
        "left_more": max(0, len(made.left) - MOST_LEFT_SHOWN),
        "people": [Line(each.line, each.name) for each in made.people[:MOST_TAKEN_SHOWN]],
        "people_more": max(0, len(made.people) - MOST_TAKEN_SHOWN),
        "visits": made.visits[:MOST_TAKEN_SHOWN],
        "visits_more": max(0, len(made.visits) - MOST_TAKEN_SHOWN),
        "offer_names": {each.pk: _offer_name(each) for each in menu.offers},
        "encoding": looked.encoding.upper().replace("CP1252", "Windows-1252"),
        "is_calendar": looked.mapping is None,
    }
    return {**facts, **_choices(looked, menu)} if looked.mapping else facts


def _choices(looked: Looked, menu: Menu) -> dict[str, Any]:
    assert looked.mapping is not None and looked.rows is not None
    columns = [
        Chosen(name, _sample(looked, place), looked.mapping.columns[place] or "")
        for place, name in enumerate(looked.rows.header)
    ]
    unknown = [
        Chosen(
            each.words, "", looked.mapping.means.get((each.column, each.words), ""), each.column, each.rows
        )
        for each in looked.unknown
    ]
    return {
        "columns": columns,
        "kinds": [(column.value, said) for column, said in COLUMNS.items()],
        "unknown": unknown,
        "offers": [(each.public_id, _offer_name(each)) for each in menu.offers],
        "practitioners": [(each.public_id, each.name) for each in menu.people.values()],
        "orders": [(DAY_FIRST, _("3/4 is 3 April")), (MONTH_FIRST, _("3/4 is 4 March"))],
        "order": looked.mapping.order,
        "has_people": looked.mapping.has_people,
        "has_days": any(each in looked.mapping.columns for each in (Column.STARTS, Column.DAY)),
    }


def _offer_name(offer: Any) -> str:
    return f"{treatment_name(offer.treatment)}, {design_words.duration(offer.duration_min)}"


def _sample(looked: Looked, place: int) -> str:
    assert looked.rows is not None
    cells = [row.cells[place] for row in looked.rows.rows[:SAMPLES] if place < len(row.cells)]
    return ", ".join(cell for cell in cells if cell)[:60]
