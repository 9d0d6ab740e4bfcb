"""All fired rules together, for one treatment: the highest severity wins, avoided regions add up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from unknot.core.suitability.firing import NOWHERE, Fired
from unknot.core.suitability.regions import Sides
from unknot.core.suitability.values import SEVERITY, Outcome, Urgency


@dataclass(frozen=True, slots=True)
class Effect:
    """A rule that bears on the treatment, with what it leads to and what of the treated it avoids."""

    fired: Fired
    outcome: Outcome
    avoids: Sides


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules make of one treatment. `avoids` are sides of what is treated."""

    outcome: Outcome
    avoids: Sides
    effects: tuple[Effect, ...]

    @property
    def until(self) -> datetime | None:
        """The first moment that fits, when the outcome is postpone: the latest date; one that is open beats any."""
        if self.outcome is not Outcome.POSTPONE:
            return None
        dates = [each.fired.until for each in self.effects if each.outcome is Outcome.POSTPONE]
        return None if None in dates else max(date for date in dates if date is not None)

    @property
    def urgency(self) -> Urgency | None:
        """How soon to seek care, in an emergency: the soonest wins."""
        said = {each.fired.rule.urgency for each in self.effects}
        return next((urgency for urgency in Urgency if urgency in said), None)


def judgement(fired: Iterable[Fired], treatment: str, treated: Sides) -> Judgement:
    """What the rules make of a treatment on these sides of the body.

    If everything treated is avoided, the treatment is not suitable.
    """
    effects = tuple(_effects(fired, treatment, treated))
    outcome = max((each.outcome for each in effects), key=SEVERITY.__getitem__, default=Outcome.ALLOWED)
    avoids = NOWHERE.union(*[each.avoids for each in effects])
    if avoids == treated and outcome is not Outcome.EMERGENCY:
        outcome = Outcome.NOT_SUITABLE
    return Judgement(outcome, avoids, effects)


def _effects(fired: Iterable[Fired], treatment: str, treated: Sides) -> Iterator[Effect]:
    for each in fired:
        outcome = each.outcome(treatment, treated)
        if outcome is not Outcome.ALLOWED:
            yield Effect(each, outcome, each.avoids & treated)
