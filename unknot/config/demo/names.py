"""Invented names: of salons, people and things, the same in every run."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random
from typing import Final, NamedTuple

from unknot.config.demo.sites import Site, dice
from unknot.config.demo.words import FINNISH, Words

ID_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH: Final = 16
ALIKE: Final = 4
"""So many equal letters at their beginnings make two halves of a name an echo ("Rauhan Rauha")."""
FEMALE_SHARE: Final = 0.7


class Person(NamedTuple):
    """Somebody invented; `gender` is a Resource's."""

    name: str
    gender: str


def salon_name(site: Site) -> str:
    """The salon's name, unlike any other salon's."""
    names = _salon_names(site.land.words)
    round_, place = divmod(site.number, len(names))
    return f"{names[place]} {round_ + 1}" if round_ else names[place]


def person(words: Words, throw: Random) -> Person:
    """A person with the names of a country."""
    gender = "female" if throw.random() < FEMALE_SHARE else "male"
    first = throw.choice(words.female if gender == "female" else words.male)
    return Person(f"{first} {throw.choice(words.surnames)}", gender)


def people(words: Words, throw: Random, count: int) -> list[Person]:
    """So many people with different names."""
    found: dict[str, Person] = {}
    while len(found) < count:
        somebody = person(words, throw)
        found.setdefault(somebody.name, somebody)
    return list(found.values())


def public_id(*about: object) -> str:
    """A public id that stays the same, so that links into the demo city keep working."""
    throw = dice("id", *about)
    return "".join(throw.choices(ID_ALPHABET, k=ID_LENGTH))


@cache
def _salon_names(words: Words) -> tuple[str, ...]:
    names = list(_pairs(words))
    dice("salon names").shuffle(names)
    if words is FINNISH:
        names += [
            f"{pair} ja {second}" for pair, second in zip(names, _repeated(words.salon_second), strict=False)
        ]
    return tuple(dict.fromkeys(names))


def _pairs(words: Words) -> Iterator[str]:
    for first, second in product(words.salon_first, words.salon_second):
        if first[:ALIKE].casefold() != second[:ALIKE].casefold():
            yield f"{first} {second}"


def _repeated(seconds: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from seconds
