"""Which column holds what, and which offer or practitioner a file's words mean: guessed, and then chosen."""

from collections import Counter
from collections.abc import Mapping as Given
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from unknot.core.tables import DAY_FIRST, MONTH_FIRST, Column, Table, day_order, guessed
from unknot.diary.moving_in.sold import Menu
from unknot.salons.models import Salon

MOST_UNKNOWN = 40
MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "PW", "MH"})
_DATED = (Column.STARTS, Column.DAY, Column.ENDS)


class Unknown(NamedTuple):
    """Words of a file that nothing here is called by: what kind of column, which words, in how many rows."""

    column: Column
    words: str
    rows: int


@dataclass(frozen=True)
class Mapping:
    """`columns` by place, `order` of day and month, `means` what words stand for: an offer's or practitioner's id."""

    columns: tuple[Column | None, ...]
    order: str
    means: Given[tuple[Column, str], str] = field(default_factory=dict)

    @property
    def has_people(self) -> bool:
        """Whether it says who the clients are."""
        names = {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}
        return bool(names & set(self.columns))

    @property
    def has_visits(self) -> bool:
        """Whether its rows are visits, and not clients only."""
        return Column.STARTS in self.columns or Column.DAY in self.columns


def read_mapping(
    table: Table,
    salon: Salon,
    *,
    columns: Sequence[Column | None] = (),
    order: str = "",
    means: Given[tuple[Column, str], str] | None = None,
) -> Mapping:
    """The mapping that was chosen; where nothing was, the likeliest."""
    chosen = tuple(columns) if columns else guessed(table.header)
    if order not in (DAY_FIRST, MONTH_FIRST):
        texts = (cell for row in table.rows for cell in _cells(row.cells, chosen, _DATED))
        usual = MONTH_FIRST if salon.country in MONTH_FIRST_COUNTRIES else DAY_FIRST
        order = day_order(texts) or usual
    return Mapping(chosen, order, means or {})


def unknown_words(table: Table, mapping: Mapping, menu: Menu) -> list[Unknown]:
    """The words for treatments and practitioners that are not understood, the most frequent first."""
    found: Counter[tuple[Column, str]] = Counter()
    for column, knows in ((Column.TREATMENT, menu.treatment_of), (Column.PRACTITIONER, menu.practitioner_of)):
        if column in mapping.columns and mapping.has_visits:
            place = mapping.columns.index(column)
            words = Counter(row.cells[place] for row in table.rows if len(row.cells) > place)
            found.update(
                {(column, each): rows for each, rows in words.items() if each and knows(each) is None}
            )
    return [Unknown(column, words, rows) for (column, words), rows in found.most_common(MOST_UNKNOWN)]


def _cells(cells: Sequence[str], columns: Sequence[Column | None], wanted: Sequence[Column]) -> list[str]:
    return [cell for cell, column in zip(cells, columns, strict=False) if column in wanted]
