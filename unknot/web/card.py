"""The one card of the interview: plain lines, each of which opens its own items; and what was ticked on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from unknot.core.suitability import Interview, ShownLine
from unknot.core.suitability.interview import IDENTITY, lines, on_card, question
from unknot.core.suitability.rulebook import Item
from unknot.knowledge.spoken_words import spoken

ONE = 1
"""So many items make a line that is one itself: it opens nothing."""
Documents = list[dict[str, Any]]
"""What was answered, as the rules read it: `{"id": item, follow-up: value}`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of the card; with one item it is that item, with several it opens them. `error` asks which."""

    id: str
    text: str
    items: list[Choice]
    leads: bool
    chosen: bool
    error: str


class Card:
    """The card about a held time, in the words of the salon's country; `said` is what was answered before."""

    def __init__(self, about: Interview, country: str, said: Documents) -> None:
        self._about = about
        self._country = country
        self._ticked = {each["id"] for each in said}

    def lines(self, wish: str, untold: Iterable[str]) -> list[CardLine]:
        """The lines to show; `untold` are those that were ticked without saying what."""
        asked_again = set(untold)
        return [self._line(line, line.id in asked_again) for line in lines(self._about, wish or None)]

    def young(self) -> list[Choice]:
        """What is asked once about who comes: being under age."""
        return self._choices(on_card(self._about, IDENTITY))

    def _line(self, line: ShownLine, untold: bool) -> CardLine:
        items = self._choices(line.items)
        return CardLine(
            line.id,
            spoken(line.text, self._country),
            items,
            line.leads,
            chosen=untold or any(each.chosen for each in items),
            error=_("Tick what applies, or take the tick of the line away.") if untold else "",
        )

    def _choices(self, items: Iterable[Item]) -> list[Choice]:
        return [
            Choice(each.id, item_words(self._about, each, self._country), each.id in self._ticked)
            for each in items
        ]


def item_words(about: Interview, item: Item, country: str) -> str:
    """The item's question in the reader's language."""
    return spoken(question(about, item), country)


def read_card(about: Interview, given: QueryDict) -> tuple[Documents, list[str]]:
    """The items that were ticked, and the lines that were ticked without one.

    What was not shown is not read; nor is what stands under a line whose tick was taken away again.
    """
    named, opened = set(given.getlist("item")), set(given.getlist("line"))
    shown = [[each.id for each in on_card(about, IDENTITY)]]
    untold = []
    for line in lines(about):
        items = [each.id for each in line.items]
        if len(items) == ONE or line.id in opened:
            shown.append(items)
        if line.id in opened and named.isdisjoint(items):
            untold.append(line.id)
    return [{"id": each} for items in shown for each in items if each in named], untold


def with_earlier(ticked: Documents, earlier: Documents) -> Documents:
    """What is ticked now, each with the follow-ups that were answered before."""
    kept = {each["id"]: each for each in earlier}
    return [kept.get(each["id"], each) for each in ticked]
