"""Which rules fire for what a client said, before any treatment is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from unknot.core.suitability.answers import Answer, Answers
from unknot.core.suitability.conditions import TRIMESTER_SWITCH, Scene
from unknot.core.suitability.moments import Start
from unknot.core.suitability.regions import Regions, Sides
from unknot.core.suitability.rulebook import Item, Rule, Rulebook
from unknot.core.suitability.settings import Settings
from unknot.core.suitability.values import Outcome, RuleClass

NOWHERE: Sides = frozenset()


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fires. `until` is a naive local time, None where nobody can say yet; `avoids` are sides."""

    item: Item
    rule: Rule
    leads_to: Outcome
    until: datetime | None
    avoids: Sides

    def outcome(self, treatment: str, treated: Sides) -> Outcome:
        """What the rule makes of a treatment on these sides of the body; ALLOWED when it is not concerned.

        A local rule vanishes when what it avoids is not treated. Where it says nothing of the place, it adapts: the
        practitioner marks the area.
        """
        if treatment not in self.rule.treatments:
            return Outcome.ALLOWED
        if self.rule.kind is RuleClass.LOCAL and self.avoids and self.avoids.isdisjoint(treated):
            return Outcome.ALLOWED
        return self.leads_to


def fired(rulebook: Rulebook, answers: Answers, start: Start, settings: Settings) -> tuple[Fired, ...]:
    """The rules whose tests hold, in the rulebook's order. A postpone rule whose date has come does not count."""
    found: list[Fired] = []
    for item in rulebook.items.values():
        if item.id in answers:
            found += _of(item, answers[item.id], start, settings, rulebook.body)
    return tuple(found)


def _of(item: Item, answer: Answer, start: Start, settings: Settings, body: Regions) -> Iterator[Fired]:
    scene = Scene(answer, start, settings)
    for rule in item.rules:
        if not rule.belongs(settings.choices) or not all(test.holds(scene) for test in rule.when):
            continue
        limit = rule.until.limit(scene, settings.choices[TRIMESTER_SWITCH]) if rule.until else None
        if limit is None or not limit.passed:
            until = limit.at if limit else None
            yield Fired(item, rule, rule.kind.outcome, until, _avoided(rule, item, answer, body))


def _avoided(rule: Rule, item: Item, answer: Answer, body: Regions) -> Sides:
    named = body.sides(rule.regions)
    marked = answer.get(item.body_map or "") if rule.marks else None
    return named | marked if isinstance(marked, frozenset) else named
