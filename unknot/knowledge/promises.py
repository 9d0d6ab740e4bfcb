"""The rules about words that promise more than the evidence bears, read and checked once, at first use."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, gettext_noop, override

from unknot.core.promises import Forbidden, Promise, promises
from unknot.knowledge import load
from unknot.knowledge.concerns import concerns
from unknot.knowledge.rows import Row, document

LANGUAGES = ("en", "fi")
"""Of the words that are looked for, and of the sentences that may be quoted."""
NOT_BORNE = "not_borne"
TOO_MUCH = gettext_noop("What is known does not bear this.")
"""Id and reason of the rules that the concerns' own `never` make."""


def promises_in(text: str) -> tuple[Promise, ...]:
    """What a text promises about health that nobody can keep. A guide's own claim may be quoted word for word."""
    return promises(text, (*forbidden(), *_never()), borne=_borne())


def forbidden() -> tuple[Forbidden, ...]:
    """The rules that hold for every text, in the file's order. Raises KnowledgeError when the file is wrong."""
    return _forbidden()


def read(folder: Path) -> tuple[Forbidden, ...]:
    """The rules of a folder that holds promises.yaml. Raises KnowledgeError."""
    return tuple(_rule(row) for row in document(folder / "promises.yaml").rows("promises"))


@cache
def _forbidden() -> tuple[Forbidden, ...]:
    return read(load.FOLDER)


def _rule(row: Row) -> Forbidden:
    row.only("id", "words", "beside", "why", "instead")
    beside = row.texts("beside") if "beside" in row.fields else ()
    return Forbidden(row.text("id"), row.texts("words"), beside, row.text("why"), row.text("instead"))


@cache
def _never() -> Sequence[Forbidden]:
    """What must not be said of one concern must not be said at all; its own claim is what one may say."""
    return [Forbidden(NOT_BORNE, each.never, (), TOO_MUCH, each.says) for each in concerns().values()]


@cache
def _borne() -> frozenset[str]:
    said = [each.says for each in concerns().values()]
    told: set[str] = set()
    for language in LANGUAGES:
        with override(language):
            told |= {gettext(sentence) for sentence in said}
    return frozenset(told)
