"""What could be had instead, at the same start with the same answers: the most fitting first."""

from collections.abc import Iterable

from unknot.core.suitability.firing import Fired
from unknot.core.suitability.judgement import judgement
from unknot.core.suitability.rulebook import Rulebook, Treated
from unknot.core.suitability.values import SEVERITY, Outcome

FINE = (Outcome.ALLOWED, Outcome.ADAPT)
_OFFERED, _FALLBACK, _ORDINARY, _FOR_A_CONDITION = range(4)


def alternatives(rulebook: Rulebook, fired: Iterable[Fired], instead_of: str) -> tuple[str, ...]:
    """The other treatments that would be allowed or only adapted, each on all that it treats.

    Allowed ones come first; then those that a fired rule offers, the gentle ones, and those meant for one condition
    last; then the same family, and what treats most of the same regions.
    """
    rules = tuple(fired)
    offered = {each for one in rules for each in one.rule.offer if instead_of in one.rule.treatments}
    ruled_out = {instead_of}.union(*[each.rule.treatments for each in rules if each.leads_to not in FINE])
    wanted = rulebook.treatments[instead_of]
    found = [
        (SEVERITY[outcome], _turn(rulebook, each, offered), *_unlike(each, wanted), each.id)
        for each in rulebook.treatments.values()
        if each.id not in ruled_out and (outcome := _outcome(rulebook, rules, each)) in FINE
    ]
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))


def _outcome(rulebook: Rulebook, rules: tuple[Fired, ...], treatment: Treated) -> Outcome:
    return judgement(rules, treatment.id, rulebook.sides[treatment.id]).outcome


def _turn(rulebook: Rulebook, treatment: Treated, offered: set[str]) -> int:
    if treatment.id in offered:
        return _OFFERED
    if treatment.id in rulebook.for_a_condition:
        return _FOR_A_CONDITION
    return _FALLBACK if treatment.id in rulebook.fallbacks else _ORDINARY


def _unlike(treatment: Treated, wanted: Treated) -> tuple[bool, int]:
    shared = set(treatment.regions) & set(wanted.regions)
    return treatment.family != wanted.family, -len(shared)
