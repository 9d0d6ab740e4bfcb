"""What a file and its form say together: a table with a mapping, or a calendar."""

from collections.abc import Mapping as Given
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict

from unknot.core.tables import Column, Table, Unreadable, decoded, table
from unknot.diary.moving_in import (
    Mapping,
    Menu,
    Reading,
    Unknown,
    read_calendar,
    read_mapping,
    read_rows,
    unknown_words,
)
from unknot.salons.models import Salon

CALENDAR_BEGINS = "BEGIN:VCALENDAR"
MOST_ROWS = 20_000
"""More would keep a page waiting too long: the command line takes 100,000."""
_LOOKED_AT = 1000


@dataclass(frozen=True)
class Looked:
    """A file that was looked at. `mapping` and `rows` are None of a calendar."""

    reading: Reading
    encoding: str
    mapping: Mapping | None = None
    rows: Table | None = None
    unknown: tuple[Unknown, ...] = ()


def is_calendar(content: bytes) -> bool:
    """Whether it is a calendar's export."""
    found = decoded(content[:_LOOKED_AT])
    return found is not None and CALENDAR_BEGINS in found[0].upper()


def look(content: bytes, salon: Salon, menu: Menu, given: QueryDict, *, now: datetime) -> Looked:
    """Read a file by what was chosen on its page. Raises Unreadable."""
    found = decoded(content)
    if found is None:
        raise Unreadable("encoding")
    text, encoding = found
    if is_calendar(content):
        whose = next((pk for pk, each in menu.people.items() if each.public_id == given.get("whose")), None)
        if whose is None and len(menu.people) == 1:
            whose = next(iter(menu.people))
        if whose is None:
            raise Unreadable("nobody")
        return Looked(read_calendar(text.encode(), salon, menu, whose, now=now), encoding)
    rows = table(text)
    if len(rows.rows) > MOST_ROWS:
        raise Unreadable("many_rows")
    mapping = read_mapping(
        rows, salon, columns=_columns(given, len(rows.header)), order=given.get("order", "")
    )
    unknown = tuple(unknown_words(rows, mapping, menu))
    mapping = replace(mapping, means=_means(given))
    return Looked(read_rows(rows, mapping, salon, menu, now=now), encoding, mapping, rows, unknown)


def _columns(given: QueryDict, count: int) -> list[Column | None]:
    """What was chosen for each column; nothing when nothing was."""
    if "column0" not in given:
        return []
    said = [given.get(f"column{place}", "") for place in range(count)]
    return [
        Column(each) if each in set(Column) and each not in said[:place] else None
        for place, each in enumerate(said)
    ]


def _means(given: QueryDict) -> Given[tuple[Column, str], str]:
    """What the file's words were said to mean. The words come with the form, as fields in pairs."""
    found = {}
    for column in (Column.TREATMENT, Column.PRACTITIONER):
        words, meanings = given.getlist(f"{column}_words"), given.getlist(f"{column}_means")
        found.update(
            {(column, word): meaning for word, meaning in zip(words, meanings, strict=False) if meaning}
        )
    return found
