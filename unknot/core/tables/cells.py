"""Text into rows and cells, with the line on which each row begins."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

DELIMITERS: Final = (";", ",", "\t", "|")
LOOKED_AT_ROWS: Final = 20
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 20_000
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Unreadable(Exception):
    """No table can be read: `code` says why, `line` where, as far as it is known."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code, self.line = code, line


class Row(NamedTuple):
    """A row and the line on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The names of the columns, and the rows below them that are not empty."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str


def table(text: str) -> Table:
    """Read a table whose first row names the columns. Raises Unreadable.

    >>> table("Name;Phone\\nOuti;040 1\\n").rows
    (Row(line=2, cells=('Outi', '040 1')),)
    """
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        text, skipped, delimiter = rest, 1, first.strip()[-1]
    else:
        delimiter = _delimiter(text)
    rows = [Row(row.line + skipped, row.cells) for row in _rows(text, delimiter) if any(row.cells)]
    if not rows:
        raise Unreadable("empty")
    header = rows[0].cells
    if len(header) > MOST_COLUMNS:
        raise Unreadable("columns", rows[0].line)
    return Table(header, tuple(rows[1:]), delimiter)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(_LINES.findall(text), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise Unreadable("quotes", line)
            yield Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
    except csv.Error:
        raise Unreadable("quotes", line) from None


def _delimiter(text: str) -> str:
    """The one that cuts the first rows into the most columns, and the same number of them each time."""
    sample = "\n".join(text.splitlines()[: LOOKED_AT_ROWS * 2])
    best, most = DELIMITERS[0], (0, 0)
    for delimiter in DELIMITERS:
        try:
            counts = [len(row.cells) for row in _rows(sample, delimiter) if any(row.cells)][:LOOKED_AT_ROWS]
        except Unreadable:
            continue
        if counts and counts[0] > 1:
            same = sum(count == counts[0] for count in counts)
            best, most = max((best, most), (delimiter, (same, counts[0])), key=lambda each: each[1])
    return best
