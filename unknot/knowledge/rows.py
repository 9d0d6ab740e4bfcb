"""Reading the knowledge files: rows that know their line, and errors that name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader where the wheel brings it: it reads these files about ten times faster."""


class KnowledgeError(ValueError):
    """A knowledge file says something that can't be used. The message names the file and the line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: {problem}")


@dataclass(frozen=True)
class Row:
    """One mapping of a knowledge file, with where it and its fields stand. Lines count from 1."""

    path: Path
    line: int
    fields: dict[str, Any]
    lines: dict[str, int]
    nodes: dict[str, yaml.Node]

    def error(self, problem: str, *, field: str | None = None) -> KnowledgeError:
        """What to raise about this row, at the field's line where a field is to blame."""
        return KnowledgeError(self.path, self.lines.get(field or "", self.line), problem)

    def text(self, field: str) -> str:
        """A required string that is not blank."""
        value = self._required(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{field} must be a text", field=field)
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A required list of one or more different strings."""
        value = self._required(field)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise self.error(f"{field} must be a list of texts", field=field)
        if len(set(value)) != len(value):
            raise self.error(f"{field} names something twice", field=field)
        return tuple(value)

    def numbers(self, field: str) -> tuple[int, ...]:
        """A required list of one or more whole numbers that rise."""
        value = self._required(field)
        if not isinstance(value, list) or not value or not all(type(each) is int for each in value):
            raise self.error(f"{field} must be a list of whole numbers", field=field)
        if sorted(set(value)) != value:
            raise self.error(f"{field} must rise", field=field)
        return tuple(value)

    def number(self, field: str) -> int:
        """A required whole number."""
        value = self._required(field)
        if type(value) is not int:
            raise self.error(f"{field} must be a whole number", field=field)
        return value

    def truth(self, field: str) -> bool:
        """A required true or false."""
        value = self._required(field)
        if not isinstance(value, bool):
            raise self.error(f"{field} must be true or false", field=field)
        return value

    def part(self, field: str) -> "Row":
        """A required mapping inside this row."""
        value = self._required(field)
        if not isinstance(value, dict):
            raise self.error(f"{field} must be a mapping", field=field)
        return _row(self.path, self.nodes[field], value)

    def parts(self, field: str) -> "tuple[Row, ...]":
        """A required list of one or more mappings inside this row."""
        value = self._required(field)
        if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
            raise self.error(f"{field} must be a list of mappings", field=field)
        nodes = self.nodes[field].value
        return tuple(_row(self.path, node, each) for node, each in zip(nodes, value, strict=True))

    def rows(self, field: str) -> "Iterator[Row]":
        """The mappings listed in a field; ids are required and differ."""
        seen: set[str] = set()
        for row in self.parts(field):
            if row.text("id") in seen:
                raise row.error(f"the id {row.text('id')} is used twice", field="id")
            seen.add(row.text("id"))
            yield row

    def only(self, *known: str) -> None:
        """Refuses a field that is none of these: a misspelt one must not be lost without a word."""
        for field in self.fields:
            if field not in known:
                raise self.error(f"unknown field {field}", field=field)

    def _required(self, field: str) -> Any:
        if field not in self.fields:
            raise self.error(f"{field} is missing")
        return self.fields[field]


@dataclass(frozen=True)
class Document:
    """A knowledge file, read once."""

    path: Path
    top: Row

    def part(self, section: str) -> Row:
        """The mapping under a section."""
        return self.top.part(section)

    def rows(self, section: str) -> Iterator[Row]:
        """The mappings listed in a section; ids are required and differ."""
        return self.top.rows(section)


def document(path: Path) -> Document:
    """Read a knowledge file. Raises KnowledgeError when it is no mapping, or no YAML at all."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeError(path, line, error.problem or "not readable as YAML") from error
    if root is None:
        raise KnowledgeError(path, 1, "the file is empty")
    if not isinstance(root, yaml.MappingNode):
        raise KnowledgeError(path, root.start_mark.line + 1, "a mapping was expected")
    return Document(path, _row(path, root, yaml.constructor.SafeConstructor().construct_document(root)))


def _row(path: Path, node: yaml.Node, fields: dict[str, Any]) -> Row:
    lines: dict[str, int] = {}
    for key, _ in node.value:
        if key.value in lines:
            raise KnowledgeError(path, key.start_mark.line + 1, f"{key.value} stands here twice")
        lines[key.value] = key.start_mark.line + 1
    return Row(path, node.start_mark.line + 1, fields, lines, {key.value: value for key, value in node.value})
