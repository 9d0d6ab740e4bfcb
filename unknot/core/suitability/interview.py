"""What is asked before a visit: as little as can still decide about this treatment, under this salon's rules."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from unknot.core.suitability.answers import Answer, Answers
from unknot.core.suitability.answers import answers as read_answers
from unknot.core.suitability.asked import asked_age, asked_regions, asked_start, asked_treatment
from unknot.core.suitability.conditions import Condition, FirstTrimester, Scene
from unknot.core.suitability.missing import Missing, owed
from unknot.core.suitability.moments import Start
from unknot.core.suitability.pregnancy import AGE, DUE, LAST_PERIOD
from unknot.core.suitability.regions import Sides
from unknot.core.suitability.rulebook import FollowUp, Item, Rule, Rulebook
from unknot.core.suitability.sentences import Sentence, sentence
from unknot.core.suitability.settings import Settings, settings
from unknot.core.suitability.values import RuleClass

AT_ONCE = 2
"""The most follow-ups of an item that one step asks."""
CHECK_IN, IDENTITY = "check_in", "identity"


@dataclass(frozen=True)
class Interview:
    """What an interview is about. Make one with `interview`, and one about several treatments with `besides`."""

    rulebook: Rulebook
    treatment: str
    treated: Sides
    settings: Settings
    start: Start
    age: int | None
    others: tuple["Interview", ...] = ()


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the card, with the items it opens; a line that `leads` is first and bold."""

    id: str
    text: Sentence
    items: tuple[Item, ...]
    leads: bool


def interview(
    *,
    rulebook: Rulebook,
    treatment: str,
    starts_at: Any,
    zone: str | None = None,
    regions: Sequence[str] | None = None,
    client: Mapping[str, Any] | None = None,
    policy: str | None = None,
    switches: Mapping[str, str | int] | None = None,
) -> Interview:
    """An interview about a treatment at a start; the arguments are those of `verdict`. Raises BadQuestion."""
    named = asked_treatment(treatment, rulebook)
    return Interview(
        rulebook,
        named.id,
        asked_regions(regions, named, rulebook.body),
        settings(rulebook.switches, policy, switches),
        asked_start(starts_at, zone),
        asked_age(client),
    )


def besides(about: Interview, others: Sequence[Interview]) -> Interview:
    """One interview of one client about several treatments of a salon, as seen at the first's start.

    It asks what can decide about any of them. What is a while ago at the first start is longer ago at the next ones.
    """
    return replace(about, others=tuple(others))


def lines(about: Interview, wish: str | None = None) -> tuple[ShownLine, ...]:
    """The lines of the card that open something, those that lead for the client's wish first."""
    shown = [
        ShownLine(line.id, sentence(line.text, about.settings.numbers), items, wish in line.leads_for)
        for line in about.rulebook.lines
        if (items := tuple(each for name in line.items if matters(about, each := about.rulebook.items[name])))
    ]
    return tuple(sorted(shown, key=lambda line: not line.leads))


def on_card(about: Interview, card: str) -> tuple[Item, ...]:
    """The items of a card that matter: CHECK_IN on the day, IDENTITY once."""
    return tuple(item for item in about.rulebook.items.values() if item.card == card and matters(about, item))


def matters(about: Interview, item: Item) -> bool:
    """Whether a yes could change the verdict, and is not known or hidden by a switch."""
    switches = about.rulebook.switches.choices.values()
    hidden = any(
        each.item == item.id and about.settings.choices[each.id] == each.hides_item for each in switches
    )
    known = item.age_under is not None and about.age is not None
    return not hidden and not known and any(_bears(about, rule) for rule in item.rules)


def question(about: Interview, item: Item) -> Sentence:
    """The item's question, with the salon's own periods."""
    return sentence(item.question, about.settings.numbers)


def step(about: Interview, item: Item, answer: Answer, shown: Collection[str] = ()) -> tuple[FollowUp, ...]:
    """The next follow-ups of an item to ask, at most two: what is owed first, then what may be skipped.

    Only what could still change the verdict is asked; what was `shown` and is optional is not asked again.
    """
    return tuple(islice(_to_ask(about, item, answer, shown), AT_ONCE))


def unanswered(about: Interview, answers: Sequence[Mapping[str, Any]]) -> tuple[Missing, ...]:
    """What blocks the booking: follow-ups that are owed and could still change the verdict. Raises BadQuestion."""
    said: Answers = read_answers(answers, about.rulebook, about.start.zone)
    items = (item for item in about.rulebook.items.values() if item.id in said)
    return tuple(Missing(item.id, each.id) for item in items for each in _owed(about, item, said[item.id]))


def _owed(about: Interview, item: Item, answer: Answer) -> Iterator[FollowUp]:
    wanted = _deciding(about, item, answer)
    return (each for each in owed(item, answer, about.start, about.settings) if each.id in wanted)


def _to_ask(about: Interview, item: Item, answer: Answer, shown: Collection[str]) -> Iterator[FollowUp]:
    due = list(_owed(about, item, answer))
    yield from due
    wanted = _deciding(about, item, answer) - {*answer, *shown, *item.one_of}
    yield from (
        each for each in item.follow_ups.values() if each.optional and each.id in wanted and each not in due
    )


def _deciding(about: Interview, item: Item, answer: Answer) -> frozenset[str]:
    """The follow-ups that a rule reads which the answer has not ruled out yet."""
    alive = [rule for rule in item.rules if _bears(about, rule) and _alive(about, rule, answer)]
    return frozenset(field for rule in alive for field in _reads(rule, item))


def _bears(about: Interview, rule: Rule) -> bool:
    """Whether the rule can bear on one of the treatments, whatever is answered."""
    return any(_bears_on(each, rule) for each in (about, *about.others))


def _bears_on(about: Interview, rule: Rule) -> bool:
    if rule.kind is RuleClass.NONE or about.treatment not in rule.treatments:
        return False
    here = rule.marks or not about.rulebook.body.sides(rule.regions).isdisjoint(about.treated)
    return (here or rule.kind is not RuleClass.LOCAL) and rule.belongs(about.settings.choices)


def _alive(about: Interview, rule: Rule, answer: Answer) -> bool:
    scene = Scene(answer, about.start, about.settings)
    return all(test.holds(scene) for test in rule.when if _is_known(test, answer))


def _is_known(test: Condition, answer: Answer) -> bool:
    if isinstance(test, FirstTrimester):
        return DUE in answer or LAST_PERIOD in answer
    return test.field in answer


def _reads(rule: Rule, item: Item) -> Iterator[str]:
    fields = [test.field for test in rule.when] + [rule.until.field or "" if rule.until else ""]
    for field in fields:
        yield from (DUE, LAST_PERIOD) if field == AGE else (field,)
    if rule.marks and item.body_map:
        yield item.body_map
