"""What a client said, read strictly from what a form or a program sends."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeVar

from unknot.core.suitability.moments import When, day_end, later, on_wall, skipped
from unknot.core.suitability.refusal import BadQuestion, Problem
from unknot.core.suitability.regions import Regions
from unknot.core.suitability.rulebook import FollowUp, Item, Rulebook
from unknot.core.suitability.values import UNKNOWN, FollowUpKind, Value

FIRST_YEAR, LAST_YEAR = 1900, 2200
NOT_SURE = "unknown"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(
    _DATE.pattern + r"[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)

Read = TypeVar("Read", date, datetime)
Answer = Mapping[str, Value]
Answers = Mapping[str, Answer]
"""By item, the follow-ups that were answered."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the question we read, for errors, and what reading needs."""

    field: str
    zone: tzinfo
    body: Regions


def answers(given: object, rulebook: Rulebook, zone: tzinfo) -> Answers:
    """The items that were answered with yes, from a list of `{"id": …, FOLLOW_UP: …}`.

    A follow-up that is null, or an empty list, is missing. Raises BadQuestion naming what is wrong, never its value.
    """
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        raise BadQuestion("answers", Problem.LIST)
    found: dict[str, Answer] = {}
    for place, each in enumerate(given):
        field = f"answers.{place}"
        item = _item(each, field, rulebook)
        if item.id in found:
            raise BadQuestion(f"{field}.id", Problem.TWICE)
        found[item.id] = _answer(each, item, _Place(field, zone, rulebook.body))
    return found


def _item(given: object, field: str, rulebook: Rulebook) -> Item:
    if not isinstance(given, Mapping):
        raise BadQuestion(field, Problem.OBJECT)
    if "id" not in given:
        raise BadQuestion(f"{field}.id", Problem.REQUIRED)
    named = given["id"]
    if not isinstance(named, str) or named not in rulebook.items:
        raise BadQuestion(f"{field}.id", Problem.UNKNOWN)
    return rulebook.items[named]


def _answer(given: Mapping[str, object], item: Item, at: _Place) -> Answer:
    found: dict[str, Value] = {}
    for name, value in given.items():
        if name == "id":
            continue
        field = f"{at.field}.{name}"
        if name not in item.follow_ups:
            raise BadQuestion(field, Problem.UNKNOWN)
        if value is not None and value != []:
            found[name] = _value(value, item.follow_ups[name], _Place(field, at.zone, at.body))
    return found


def _value(value: object, follow_up: FollowUp, at: _Place) -> Value:
    if value == NOT_SURE:
        return UNKNOWN
    return _READERS[follow_up.kind](value, follow_up, at)


def _truth(value: object, _follow_up: FollowUp, at: _Place) -> Value:
    if not isinstance(value, bool):
        raise BadQuestion(at.field, Problem.TRUTH)
    return value


def _option(value: object, follow_up: FollowUp, at: _Place) -> str:
    known = (*follow_up.options, NOT_SURE)
    if not isinstance(value, str) or (value not in follow_up.options and value not in follow_up.hidden):
        raise BadQuestion(at.field, Problem.CHOICE, choices=", ".join(known))
    return value


def _options(value: object, follow_up: FollowUp, at: _Place) -> Value:
    if not isinstance(value, list | tuple):
        raise BadQuestion(at.field, Problem.LIST)
    chosen = frozenset(_option(each, follow_up, at) for each in value if each != NOT_SURE)
    return UNKNOWN if NOT_SURE in value else chosen


def _marks(value: object, _follow_up: FollowUp, at: _Place) -> Value:
    if not isinstance(value, list | tuple):
        raise BadQuestion(at.field, Problem.REGIONS)
    return at.body.sides(region(each, f"{at.field}.{place}", at.body) for place, each in enumerate(value))


def region(value: object, field: str, body: Regions) -> str:
    """An id of the body map, with or without its side. Raises BadQuestion."""
    if not isinstance(value, str) or value not in body.ids:
        raise BadQuestion(field, Problem.REGION)
    return value


def _when(value: object, _follow_up: FollowUp, at: _Place) -> Value:
    given = value if isinstance(value, str) else ""
    if _DATE.fullmatch(given):
        on_date = _calendar(date.fromisoformat, given, at.field)
        return When(on_date, day_end(on_date, at.zone))
    if not _TIME.fullmatch(given):
        raise BadQuestion(at.field, Problem.DATE)
    moment = _calendar(datetime.fromisoformat, given.upper(), at.field)
    if moment.tzinfo is not None:
        instant = moment.astimezone(at.zone)
        return When(on_wall(instant, at.zone).date(), instant)
    if skipped(moment, at.zone):
        raise BadQuestion(at.field, Problem.NO_SUCH_TIME)
    # Of two such moments the later: less time has passed since, which is the cautious reading.
    return When(moment.date(), later(moment, at.zone))


def _calendar(read: Callable[[str], Read], given: str, field: str) -> Read:
    try:
        found = read(given)
    except ValueError:
        raise BadQuestion(field, Problem.DATE) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadQuestion(field, Problem.YEARS, least=FIRST_YEAR, most=LAST_YEAR)
    return found


_READERS: Mapping[FollowUpKind, Callable[[object, FollowUp, _Place], Value]] = {
    FollowUpKind.BOOL: _truth,
    FollowUpKind.SINGLE: _option,
    FollowUpKind.MULTI: _options,
    FollowUpKind.DATE: _when,
    FollowUpKind.DATETIME: _when,
    FollowUpKind.BODY_MAP: _marks,
}
