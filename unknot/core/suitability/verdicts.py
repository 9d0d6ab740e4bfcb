"""The verdict: what the rulebook makes of a client's answers, for one treatment at one start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unknot.core.suitability.alternatives import FINE, alternatives
from unknot.core.suitability.answers import Answers
from unknot.core.suitability.answers import answers as read_answers
from unknot.core.suitability.asked import (
    asked_age,
    asked_duration,
    asked_regions,
    asked_start,
    asked_treatment,
)
from unknot.core.suitability.firing import fired
from unknot.core.suitability.judgement import Effect, Judgement, judgement
from unknot.core.suitability.missing import Missing, missing
from unknot.core.suitability.rulebook import Rulebook, Source
from unknot.core.suitability.sentences import Sentence, sentence
from unknot.core.suitability.settings import Settings, settings
from unknot.core.suitability.values import SEVERITY, Outcome, Urgency


@dataclass(frozen=True, slots=True)
class Reason:
    """An item that bears on the treatment: what the client reads, and where the rules come from."""

    id: str
    text: Sentence
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules make of a treatment at a start.

    `until`, a naive local time, is the first moment that fits; None unless the verdict is postpone and has a date.
    `avoid_regions` are ids of the body map, the bare id for both sides; `adaptations` ids of the rulebook;
    `pressure_max` the cap that they put on the pressure (1-5), None for none. `reasons`, the gravest first.
    `missing` blocks a booking. `alternatives` are treatment ids, named where the treatment can't be had now.
    """

    verdict: Outcome
    until: datetime | None
    avoid_regions: tuple[str, ...]
    adaptations: tuple[str, ...]
    pressure_max: int | None
    urgency: Urgency | None
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    alternatives: tuple[str, ...]
    rulebook: str


def verdict(
    *,
    answers: Sequence[Mapping[str, Any]],
    client: Mapping[str, Any] | None = None,
    treatment: str,
    duration_min: int,
    starts_at: datetime | str,
    zone: str | None = None,
    regions: Sequence[str] | None = None,
    rulebook: Rulebook,
    policy: str | None = None,
    switches: Mapping[str, str | int] | None = None,
) -> Verdict:
    """What the rulebook makes of these answers, for a treatment at a start. It depends on nothing else.

    `answers` are the items said yes to, each `{"id": …}` with its follow-ups by id; `client` may have an `age`.
    `starts_at` is an instant, aware or in ISO 8601 with its offset, or a local time of the IANA `zone`; an instant
    without a zone is read on its own offset's wall. `regions` None means all that the treatment treats. `policy` None
    means new_salon; `switches` are the salon's own values. `duration_min` is 5 to 480; no rule looks at it yet.

    Raises BadQuestion naming what can't be read. What is only missing is listed, not refused.
    """
    chosen = settings(rulebook.switches, policy, switches)
    named = asked_treatment(treatment, rulebook)
    asked_duration(duration_min)
    start = asked_start(starts_at, zone)
    treated = asked_regions(regions, named, rulebook.body)
    said = _with_age(rulebook, read_answers(answers, rulebook, start.zone), asked_age(client))
    rules = fired(rulebook, said, start, chosen)
    judged = judgement(rules, named.id, treated)
    elsewhere = () if judged.outcome in FINE else alternatives(rulebook, rules, named.id)
    return _verdict(rulebook, judged, chosen, missing(rulebook, said, start, chosen), elsewhere)


def _with_age(rulebook: Rulebook, said: Answers, age: int | None) -> Answers:
    if age is None:
        return said
    young = [
        item.id for item in rulebook.items.values() if item.age_under is not None and age < item.age_under
    ]
    return {item: {} for item in young} | dict(said)


def _verdict(
    rulebook: Rulebook,
    judged: Judgement,
    chosen: Settings,
    owed: tuple[Missing, ...],
    elsewhere: tuple[str, ...],
) -> Verdict:
    named = {each for effect in judged.effects for each in effect.fired.rule.adaptations}
    adaptations = [each for each in rulebook.adaptations.values() if each.id in named]
    return Verdict(
        verdict=judged.outcome,
        until=judged.until,
        avoid_regions=rulebook.body.named(judged.avoids),
        adaptations=tuple(each.id for each in adaptations),
        pressure_max=min((each.pressure_max for each in adaptations if each.pressure_max), default=None),
        urgency=judged.urgency,
        reasons=_reasons(judged.effects, chosen),
        missing=owed,
        alternatives=elsewhere,
        rulebook=rulebook.version,
    )


def _reasons(effects: Sequence[Effect], chosen: Settings) -> tuple[Reason, ...]:
    """One for each item, in the words of its gravest rule; a sort keeps the rulebook's order among equals."""
    gravest: dict[str, Effect] = {}
    for effect in sorted(effects, key=lambda each: -SEVERITY[each.outcome]):
        gravest.setdefault(effect.fired.item.id, effect)
    return tuple(
        Reason(
            item,
            sentence(effect.fired.rule.says or effect.fired.item.says, chosen.numbers),
            effect.fired.item.sources,
        )
        for item, effect in gravest.items()
    )
