"""What a client has answered, in plain words: for who treats her, and nobody else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unknot.core.suitability import BadQuestion, Interview
from unknot.core.suitability.answers import answers as read_answers
from unknot.core.suitability.moments import When
from unknot.core.suitability.rulebook import FollowUp, Item
from unknot.core.suitability.values import UNKNOWN, FollowUpKind, Value
from unknot.design.figure.words import listed, region_name
from unknot.diary.decisions import Answered
from unknot.knowledge.body import body


@dataclass(frozen=True, slots=True)
class Line:
    """A follow-up and its answer."""

    question: str = field(repr=False)
    answer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a client said yes to. `is_old` when today's rules can't read it any more."""

    label: str = field(repr=False)
    lines: list[Line] = field(repr=False)
    is_old: bool = False


def told(answers: Answered, about: Interview) -> list[Told]:
    """All that was answered, in its order."""
    return [_told(each, about) for each in answers]


def _told(document: Mapping[str, Any], about: Interview) -> Told:
    item = about.rulebook.items.get(document["id"])
    if item is None:
        return Told(_("An earlier question"), [], is_old=True)
    try:
        answer = read_answers([document], about.rulebook, about.start.zone)[item.id]
    except BadQuestion:
        return Told(_(item.label), [], is_old=True)
    return Told(_(item.label), list(_lines(item, answer)))


def _lines(item: Item, answer: Mapping[str, Value]) -> Iterator[Line]:
    for asked in item.follow_ups.values():
        if asked.id in answer:
            yield Line(_(asked.text), _answer(asked, answer[asked.id]))


def _answer(asked: FollowUp, value: Value) -> str:
    if value is UNKNOWN:
        return pgettext("answer", "Not sure")
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, When):
        return date_format(value.on, "DATE_FORMAT")
    if isinstance(value, str):
        return _(asked.options[value]) if value in asked.options else value
    return _several(asked, frozenset(value))


def _several(asked: FollowUp, chosen: frozenset[str]) -> str:
    if asked.kind is FollowUpKind.BODY_MAP:
        return listed([region_name(each) for each in body().named(chosen)])
    return ", ".join(_(text) for option, text in asked.options.items() if option in chosen)
