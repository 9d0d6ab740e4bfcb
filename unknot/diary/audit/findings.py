"""What an audit finds, and how it asks the database."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

Progress = Callable[[str, int, int], None]
"""Told the step, how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken invariant: its kind, which stays the same for programs, and a sentence with public ids, no names."""

    kind: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.sentence}"


def rows(question: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The answer to a question, some rows at a time, so that a large one needs no memory. Inside a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, values)
        yield from cursor
