"""What a client has answered, in the words in which it was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.suitability import Interview
from unknot.core.suitability.rulebook import FollowUp, Item
from unknot.core.suitability.values import FollowUpKind
from unknot.design.figure.words import within_a_sentence
from unknot.design.words import full_day
from unknot.web.card import item_words
from unknot.web.steps import DATES, NOT_SURE


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said yes to, and what was answered about it: pairs of a question and its answer."""

    question: str
    more: list[tuple[str, str]]


def in_question_words(
    about: Interview, answers: Iterable[Mapping[str, Any]], country: str
) -> tuple[list[Said], int]:
    """The answers as they were asked; and how many are of questions that are not asked any more."""
    items = about.rulebook.items
    known = [each for each in answers if each["id"] in items]
    said = [
        Said(item_words(about, items[each["id"]], country), _more(items[each["id"]], each)) for each in known
    ]
    return said, sum(1 for each in answers) - len(known)


def _more(item: Item, answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_(asked.text), _value(asked, answer[name]))
        for name, asked in item.follow_ups.items()
        if answer.get(name) is not None
    ]


def _value(asked: FollowUp, value: Any) -> str:
    if value == NOT_SURE:
        return pgettext("answer", "Not sure")
    if asked.kind is FollowUpKind.BOOL:
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if asked.kind in DATES:
        return _day(str(value))
    if asked.kind is FollowUpKind.BODY_MAP:
        return within_a_sentence(value)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(_(asked.options[each]) if each in asked.options else str(each) for each in chosen)


def _day(text: str) -> str:
    try:
        return full_day(date.fromisoformat(text[:10]))
    except ValueError:
        return text
