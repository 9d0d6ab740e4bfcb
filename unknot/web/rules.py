"""The page that lists the screening rules with their sources, made from the rulebook itself."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from unknot.core.suitability import settings
from unknot.core.suitability.rulebook import Item, Rule, Rulebook, Source
from unknot.core.suitability.sentences import sentence
from unknot.knowledge import screening
from unknot.knowledge.spoken_words import spoken
from unknot.web import rule_words


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule in words."""

    does: str
    treatments: str
    conditions: list[str]
    changes: list[str]
    policies: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item in words."""

    id: str
    label: str
    question: str
    says: str
    rules: list[ShownRule]
    limits: list[str]
    disagreement: str
    sources: tuple[Source, ...]


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, where it comes from, and where its sources disagree."""
    book = screening.rulebook()
    cards = [
        {
            "id": card,
            "title": _(title),
            "items": [_item(each, book) for each in book.items.values() if each.card == card],
        }
        for card, title in book.cards.items()
    ]
    return render(request, "web/rules.html", {"cards": cards, "version": book.version})


def _item(item: Item, book: Rulebook) -> ShownItem:
    numbers = settings(book.switches).numbers
    return ShownItem(
        item.id,
        _(item.label),
        spoken(sentence(item.question, numbers)),
        spoken(sentence(item.says, numbers)),
        [_rule(rule, item, book) for rule in item.rules],
        list(rule_words.limits(item, book)),
        _(item.disagreement) if item.disagreement else "",
        item.sources,
    )


def _rule(rule: Rule, item: Item, book: Rulebook) -> ShownRule:
    return ShownRule(
        str(rule_words.CLASSES[rule.kind]),
        rule_words.treatments(rule, book),
        rule_words.conditions(rule, item, book),
        rule_words.changes(rule, item, book),
        rule_words.policies(rule, book),
    )
