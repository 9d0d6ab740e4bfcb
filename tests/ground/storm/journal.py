"""What a worker of the storm tried and was told, on the disk before it goes on."""

import itertools
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

LED = "+"
"""Between the name of an attempt and the number of who comes along."""


class Standing(NamedTuple):
    """How an appointment stands: what a booking, a move or a cancellation is acknowledged with."""

    sequence: int
    starts_at: str
    status: str

    @classmethod
    def of(cls, sequence: int, starts_at: datetime, status: str) -> "Standing":
        return cls(sequence, starts_at.isoformat(), str(status))


@dataclass
class Attempt:
    """One thing that was tried. Neither refused nor done: whoever tried it was killed, or lost the database."""

    name: str
    verb: str
    visit: str = ""
    target: tuple[str, str] = ("", "")
    refused: str = ""
    done: Standing | None = None

    @property
    def is_in_doubt(self) -> bool:
        return not self.refused and self.done is None


class Journal:
    """One file for each worker and those who take its place. A name of an attempt is never used twice."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._numbers = itertools.count()
        self._who = f"{path.stem}-{os.getpid()}"

    def begin(self, verb: str, visit: str = "", starts_at: datetime | None = None, status: str = "") -> str:
        """Say what is tried, before it is. A visit that is changed would stand at this start with this status."""
        name = f"{self._who}-{next(self._numbers)}"
        target = (starts_at.isoformat() if starts_at else "", status)
        self._write(attempt=name, verb=verb, visit=visit, target=target)
        return name

    def refused(self, attempt: str, code: str) -> None:
        self._write(attempt=attempt, refused=code or "refused")

    def done(self, attempt: str, visit: str = "", standing: Standing | None = None) -> None:
        """Only after the commit was answered."""
        self._write(attempt=attempt, visit=visit, done=standing or Standing(0, "", ""))

    def unexpected(self, what: str) -> None:
        self._write(unexpected=what)

    def _write(self, **line: Any) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")
        os.fsync(self._file)


@dataclass
class Told:
    """All journals together."""

    attempts: dict[str, Attempt] = field(default_factory=dict)
    unexpected: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, journals: Path) -> "Told":
        told = cls()
        for path in sorted(journals.glob("*.journal")):
            for line in path.read_text().splitlines():
                told.take(json.loads(line))
        return told

    @property
    def verbs(self) -> set[str]:
        """What was done at least once."""
        return {each.verb for each in self.attempts.values() if each.done}

    def take(self, line: dict[str, Any]) -> None:
        if "unexpected" in line:
            self.unexpected.append(line["unexpected"])
        elif "verb" in line:
            target = tuple(line["target"])
            self.attempts[line["attempt"]] = Attempt(line["attempt"], line["verb"], line["visit"], target)
        else:
            attempt = self.attempts[line["attempt"]]
            attempt.refused = line.get("refused", "")
            if "done" in line:
                attempt.done, attempt.visit = Standing(*line["done"]), line["visit"] or attempt.visit
