"""Tables that people bring: bytes into rows, columns by their names, days and times as people write them. And back."""

from unknot.core.tables.cells import Row, Table, Unreadable, table
from unknot.core.tables.columns import Column, guessed
from unknot.core.tables.days import (
    DAY_FIRST,
    MONTH_FIRST,
    NoSuchDay,
    day_order,
    read_day,
    read_moment,
    read_time,
)
from unknot.core.tables.decoding import decoded
from unknot.core.tables.writing import written

__all__ = [
    "DAY_FIRST",
    "MONTH_FIRST",
    "Column",
    "NoSuchDay",
    "Row",
    "Table",
    "Unreadable",
    "day_order",
    "decoded",
    "guessed",
    "read_day",
    "read_moment",
    "read_time",
    "table",
    "written",
]
