"""Rows into the text of a table that any program opens, and none takes for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
"""Before the text a sign by which spreadsheets tell UTF-8."""
_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


class _Lines(list[str]):
    def write(self, line: str) -> int:
        self.append(line)
        return len(line)


def written(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    """A table's text, a mark for its encoding first, lines ended as RFC 4180 says.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it; a plain number stays one.

    >>> written([["=1+1", "-3.5", "a,b"]])
    '\\ufeff\\'=1+1,-3.5,"a,b"\\r\\n'
    """
    lines = _Lines([BYTE_ORDER_MARK])
    csv.writer(lines, delimiter=delimiter, lineterminator="\r\n").writerows(
        [_plain(cell) for cell in row] for row in rows
    )
    return "".join(lines)


def _plain(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
