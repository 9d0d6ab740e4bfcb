"""Which follow-ups a client still owes."""

from collections.abc import Iterator
from typing import NamedTuple

from unknot.core.suitability.answers import Answer, Answers
from unknot.core.suitability.conditions import Scene
from unknot.core.suitability.moments import Start
from unknot.core.suitability.rulebook import FollowUp, Item, Rulebook
from unknot.core.suitability.settings import Settings


class Missing(NamedTuple):
    """A required follow-up that an answer lacks."""

    answer: str
    follow_up: str


def missing(rulebook: Rulebook, answers: Answers, start: Start, settings: Settings) -> tuple[Missing, ...]:
    """What is required and not there, in the rulebook's order.

    Where one of several is enough and none was given, all of them are named.
    """
    return tuple(
        Missing(item.id, follow_up.id)
        for item in rulebook.items.values()
        if item.id in answers
        for follow_up in owed(item, answers[item.id], start, settings)
    )


def owed(item: Item, answer: Answer, start: Start, settings: Settings) -> Iterator[FollowUp]:
    """The follow-ups that an answer lacks and that its item requires."""
    scene = Scene(answer, start, settings)
    one_is_there = any(each in answer for each in item.one_of)
    for follow_up in item.follow_ups.values():
        if follow_up.id not in answer and _required(follow_up, item, scene, one_is_there):
            yield follow_up


def _required(follow_up: FollowUp, item: Item, scene: Scene, one_is_there: bool) -> bool:
    if follow_up.id in item.one_of and not one_is_there:
        return True
    if follow_up.optional:
        return False
    return follow_up.required_when is None or follow_up.required_when.holds(scene)
