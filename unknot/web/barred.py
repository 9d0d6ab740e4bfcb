"""Who should not, or not yet: what the rulebook asks before a treatment, and what may come of it, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from unknot.core.suitability.barriers import Barrier, barriers
from unknot.core.suitability.sentences import sentence
from unknot.core.suitability.settings import Settings, settings
from unknot.core.suitability.values import Outcome
from unknot.knowledge.screening import rulebook
from unknot.knowledge.spoken_words import spoken

TITLES = {
    Outcome.EMERGENCY: gettext_lazy("Get help first"),
    Outcome.NOT_SUITABLE: gettext_lazy("Perhaps not this treatment"),
    Outcome.CLEARANCE: gettext_lazy("Perhaps only with a note"),
    Outcome.POSTPONE: gettext_lazy("Perhaps later"),
}
MEANS = {
    Outcome.EMERGENCY: gettext_lazy(
        "Is one of these new? Then don’t book. Call the emergency number where you are (112 in all of Europe), "
        "or see a doctor today."
    ),
    Outcome.NOT_SUITABLE: gettext_lazy("It depends on the details. Often another treatment is fine."),
    Outcome.CLEARANCE: gettext_lazy("Whoever looks after you would have to write that it is fine for you."),
    Outcome.POSTPONE: gettext_lazy("Mostly it is only a matter of days or weeks."),
}
LEADS_TO = {
    Outcome.NOT_SUITABLE: gettext_lazy("not this treatment"),
    Outcome.CLEARANCE: gettext_lazy("with a note"),
    Outcome.POSTPONE: gettext_lazy("later"),
    Outcome.ADAPT: gettext_lazy("in another way"),
    Outcome.ALLOWED: gettext_lazy("as it is"),
}


@dataclass(frozen=True)
class Asked:
    """One question of the interview, its rule, and what the answer may lead to ('' where there is only one outcome)."""

    rule: str
    question: str
    outcomes: str


@dataclass(frozen=True)
class Group:
    """The questions whose worst answer leads to the same."""

    title: str
    means: str
    asked: Sequence[Asked]


@dataclass(frozen=True)
class Barred:
    """What somebody should ask before a treatment: some questions before all others, then all of them by outcome."""

    first: Sequence[str]
    groups: Sequence[Group]


def barred(treatment: str, ask_first: Sequence[str] = ()) -> Barred:
    """For a treatment, under the rules that a new salon starts from. A salon may be stricter."""
    book = rulebook()
    chosen = settings(book.switches)
    groups = barriers(book, treatment, chosen)
    first = [spoken(sentence(book.items[each].question, chosen.numbers)) for each in ask_first]
    return Barred(first, [_group(outcome, those, chosen) for outcome, those in groups.items()])


def _group(outcome: Outcome, those: Sequence[Barrier], chosen: Settings) -> Group:
    return Group(str(TITLES[outcome]), str(MEANS[outcome]), [_asked(each, chosen) for each in those])


def _asked(barrier: Barrier, chosen: Settings) -> Asked:
    question = spoken(sentence(barrier.item.question, chosen.numbers))
    return Asked(barrier.item.id, question, _outcomes(barrier))


def _outcomes(barrier: Barrier) -> str:
    """not this treatment, with a note, in another way."""
    if len(barrier.outcomes) == 1:
        return ""
    return ", ".join(str(LEADS_TO[each]) for each in barrier.outcomes if each in LEADS_TO)
