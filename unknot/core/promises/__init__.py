"""Promises about health in a text that people read: words that no evidence bears, however kindly they are meant."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

DENIALS = frozenset(
    {"not", "no", "never", "nor", "neither", "nothing", "cannot", "can't", "don't", "doesn't"}
    | {"ei", "eivät", "eikä", "emme", "en", "et", "ette", "älä", "mikään"}
)
"""Words after which a clause says that something is not so, in English and Finnish."""
LIMITED = frozenset({"only", "just", "merely", "vain", "ainoastaan", "pelkästään"})
"""Right after a denial they turn it round: "not only cures"."""
_CLAUSE = re.compile(r"[^.;:!?\n…]+")
_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Words that promise too much. A `*` at the end of a word stands for any ending.

    With `beside`, they do so only where one of those words stands in the same clause. `why` and `instead` are English
    message ids: what is wrong, and what one may say.
    """

    id: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Words of a text that promise too much, as they are written, and the rule that says so."""

    words: str
    rule: Forbidden


def promises(
    text: str, forbidden: Sequence[Forbidden], *, borne: Collection[str] = ()
) -> tuple[Promise, ...]:
    """The promises of a text in the order of the rules. `borne` are sentences that may be quoted word for word.

    A clause that denies something promises nothing, as far as the denial stands before it. Rule: domain of honest
    advertising, after the advice of the UK's Advertising Standards Authority on massage.

    >>> cures = Forbidden("cure", ("cure*",), (), "Nothing is cured.", "Say how it feels.")
    >>> [each.words for each in promises("Our massage Cures everything.", [cures])]
    ['Cures']
    >>> promises("Massage does not cure anything.", [cures])
    ()
    >>> [each.words for each in promises("It not only cures, it delights.", [cures])]
    ['cures']
    """
    clauses = [match.group() for match in _CLAUSE.finditer(_plain(text, borne))]
    return tuple(
        Promise(words, rule) for rule in forbidden for clause in clauses for words in _promised(clause, rule)
    )


def _plain(text: str, borne: Collection[str]) -> str:
    """The text with straight apostrophes and single blanks, and without the sentences that may be quoted."""
    plain = _spaced(text)
    for sentence in sorted(map(_spaced, borne), key=len, reverse=True):
        plain = plain.replace(sentence, "\n")
    return plain


def _spaced(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _promised(clause: str, rule: Forbidden) -> Iterator[str]:
    if rule.beside and not _pattern(rule.beside).search(clause):
        return
    for match in _pattern(rule.words).finditer(clause):
        if not _denied(clause[: match.start()]):
            yield match.group()


def _denied(before: str) -> bool:
    words = pairwise([*_WORD.findall(before.casefold()), ""])
    return any(word in DENIALS and after not in LIMITED for word, after in words)


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words, whatever their case."""
    told = (re.escape(each).replace(r"\*", r"\w*").replace(r"\ ", " ") for each in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)", re.IGNORECASE)
