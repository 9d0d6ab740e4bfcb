"""What the rows of the screening rulebook may refer to, and how a reference that leads nowhere is refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from unknot.core.suitability.regions import Regions
from unknot.core.suitability.rulebook import Adaptation, Source, Treated
from unknot.core.suitability.sentences import placeholders
from unknot.core.suitability.settings import Switches
from unknot.knowledge.rows import Row

BY_COUNTRY = ("emergency", "advice_line")
"""Placeholders that the door fills with the numbers of the salon's country."""


@dataclass(frozen=True)
class Known:
    """All that rules and items may name."""

    treatments: Mapping[str, Treated]
    body: Regions
    switches: Switches
    cards: Mapping[str, str]
    adaptations: Mapping[str, Adaptation]
    sources: Mapping[str, Source]

    def treated(self, row: Row) -> frozenset[str]:
        """The treatments of a row: `treatments`, without what `but` takes away."""
        if row.fields.get("treatments") == "all":
            named = frozenset(self.treatments)
        else:
            named = self._treatments(row, "treatments")
        return named - self._treatments(row, "but") if "but" in row.fields else named

    def _treatments(self, row: Row, field: str) -> frozenset[str]:
        found: set[str] = set()
        for each in row.texts(field):
            family = [treatment.id for treatment in self.treatments.values() if treatment.family == each]
            if each not in self.treatments and not family:
                raise row.error(f"unknown treatment or family {each}", field=field)
            found |= set(family) or {each}
        return frozenset(found)


def listed(row: Row, field: str, known: Mapping[str, object], what: str) -> tuple[str, ...]:
    """The ids of a list that may be left out. Raises KnowledgeError about one that is not known."""
    named = row.texts(field) if field in row.fields else ()
    for each in named:
        if each not in known:
            raise row.error(f"unknown {what} {each}", field=field)
    return named


def one_of(row: Row, field: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """A required text that is one of these."""
    if row.text(field) not in known:
        raise row.error(f"unknown {field} {row.text(field)}", field=field)
    return row.text(field)


def said(row: Row, field: str, switches: Switches) -> str:
    """A required sentence whose placeholders can all be filled."""
    for each in placeholders(row.text(field)):
        if each not in BY_COUNTRY and each not in switches.numbers:
            raise row.error(f"nothing fills {{{each}}}", field=field)
    return row.text(field)


def maybe(row: Row, field: str) -> str | None:
    """A text that may be left out."""
    return row.text(field) if field in row.fields else None
