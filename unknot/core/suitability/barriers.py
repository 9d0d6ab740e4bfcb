"""What may keep somebody from a treatment, told before anybody has answered anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unknot.core.suitability.rulebook import Item, Rulebook
from unknot.core.suitability.settings import Settings
from unknot.core.suitability.values import SEVERITY, Outcome


@dataclass(frozen=True, slots=True)
class Barrier:
    """An item and all that it may lead to for one treatment, the most severe outcome first."""

    item: Item
    outcomes: tuple[Outcome, ...]

    @property
    def worst(self) -> Outcome:
        """The most severe outcome."""
        return self.outcomes[0]


def barriers(rulebook: Rulebook, treatment: str, chosen: Settings) -> Mapping[Outcome, tuple[Barrier, ...]]:
    """By their worst outcome, the items that may refuse a treatment, postpone it, or ask for a note.

    Outcomes come from severe to mild, items in the rulebook's order. What only adapts is left out, and so is what the
    switches leave without a rule. Rule: the rulebook's own, under the switches that are chosen.
    """
    found = [each for item in rulebook.items.values() if (each := _barrier(item, treatment, chosen))]
    worst = sorted({each.worst for each in found}, key=SEVERITY.__getitem__, reverse=True)
    return {outcome: tuple(each for each in found if each.worst is outcome) for outcome in worst}


def _barrier(item: Item, treatment: str, chosen: Settings) -> Barrier | None:
    outcomes = sorted(set(_outcomes(item, treatment, chosen)), key=SEVERITY.__getitem__, reverse=True)
    hinders = bool(outcomes) and SEVERITY[outcomes[0]] >= SEVERITY[Outcome.POSTPONE]
    return Barrier(item, tuple(outcomes)) if hinders else None


def _outcomes(item: Item, treatment: str, chosen: Settings) -> Iterator[Outcome]:
    for rule in item.rules:
        if treatment in rule.treatments and rule.belongs(chosen.choices):
            yield rule.kind.outcome
