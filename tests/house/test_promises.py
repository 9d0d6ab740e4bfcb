"""Our own texts promise nothing that the evidence does not bear: every sentence, in both languages."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.house.rooms import HOUSE
from unknot.config.demo import words as demo_words
from unknot.knowledge.promises import promises_in

CATALOGUES = sorted(HOUSE.glob("**/locale/*/LC_MESSAGES/*.po"))
ASKED = "unknot/knowledge/screening"
"""Questions about a client's body name illnesses and healing because they ask for them."""
REFUSING = "unknot/knowledge/promise_messages.py"
"""What a salon reads about its promises has to name them."""


def is_ours_to_promise(message: Message) -> bool:
    """Whether it is a sentence that tells somebody what we have to offer."""
    places = [place for place, _line in message.locations]
    return bool(message.id) and not all(place.startswith((ASKED, REFUSING)) for place in places)


def sentences(message: Message) -> list[str]:
    told = [message.id, message.string]
    return [text for each in told for text in ((each,) if isinstance(each, str) else each or ())]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_sentence_of_the_catalogues_promises_too_much(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file)
    told = [text for message in catalogue if is_ours_to_promise(message) for text in sentences(message)]
    assert len(told) > 100
    found = [f"{each.words}: {text}" for text in told for each in promises_in(text)]
    assert found == []


def test_no_page_says_past_the_catalogues_what_it_may_not() -> None:
    found = [
        f"{path.name}: {each.words}"
        for path in sorted(HOUSE.rglob("templates/**/*.*"))
        for each in promises_in(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_documents_promise_nothing_either() -> None:
    top = HOUSE.parent
    texts = {name: (top / name).read_text(encoding="utf-8") for name in ("README.md", "CHANGELOG.md")}
    assert [f"{name}: {each.words}" for name, text in texts.items() for each in promises_in(text)] == []


def test_the_demo_citys_invented_salons_promise_nothing_by_their_names() -> None:
    lists = [each for each in vars(demo_words).values() if isinstance(each, demo_words.Words)]
    halves = [half for each in lists for half in (*each.salon_first, *each.salon_second)]
    assert len(halves) > 100
    assert [half for half in halves if promises_in(half)] == []
