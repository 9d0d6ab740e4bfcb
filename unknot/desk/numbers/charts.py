"""A chart of the numbers: its drawing, its table, and its file, all of the same cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from unknot.desk.numbers.cells import Cell, bar_width, said

LONGEST_LABEL = 40


class Bar(NamedTuple):
    """One bar: where it lies, what it is of, what it says, how long it is. `y` in em from the drawing's top."""

    label: str
    says: str
    width: str
    text_y: str
    bar_y: str


class Drawing(NamedTuple):
    """Bars below each other, and how high they are together, in em."""

    bars: Sequence[Bar]
    height: str


@dataclass(frozen=True)
class Chart:
    """`key` is its name in addresses. `columns` head the table; the first cell of each row names the row.
    `says` is one sentence about it, `limit` what its definition has to name.

    `file_columns` and `file_rows` are what is taken away, where that is more than the table.
    """

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    drawing: object
    says: str = ""
    limit: str = ""
    file_columns: Sequence[str] = ()
    file_rows: Sequence[Sequence[Cell]] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be shown."""
        return not self.rows

    @property
    def said_rows(self) -> list[tuple[str, list[str]]]:
        """The rows for people: what each is called, and its cells."""
        return [(said(row[0]), [said(cell) for cell in row[1:]]) for row in self.rows]

    @property
    def file(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Columns and rows to take away."""
        return (self.file_columns, self.file_rows) if self.file_columns else (self.columns, self.rows)


def bars(lines: Iterable[tuple[str, int, Cell]]) -> Drawing:
    """A bar for each label with a length and what it says; the longest fills the width."""
    given = list(lines)
    longest = max((length for _, length, _ in given), default=0)
    made = [
        Bar(
            label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…",
            said(cell),
            bar_width(length, longest),
            f"{n * 2.75 + 1:g}em",
            f"{n * 2.75 + 1.5:g}em",
        )
        for n, (label, length, cell) in enumerate(given)
    ]
    return Drawing(made, f"{len(made) * 2.75:g}em")
