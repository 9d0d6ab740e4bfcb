"""Sentences for people, still as English message ids with the amounts that fill them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

UNITS = ("hours", "days", "weeks", "months", "years")
DAY_H = 24
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A stretch of time as a salon counts it: `unit` is one of UNITS."""

    count: int
    unit: str

    @property
    def plain(self) -> "Amount":
        """The same as people say it: whole days of hours, from two days on, are days.

        >>> Amount(72, "hours").plain, Amount(24, "hours").plain.unit
        (Amount(count=3, unit='days'), 'hours')
        """
        if self.unit == "hours" and self.count > DAY_H and self.count % DAY_H == 0:
            return Amount(self.count // DAY_H, "days")
        return self


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English message id, and the salon's own amounts behind its placeholders.

    Placeholders that are no amounts (`{emergency}`, `{advice_line}`) stay: the door fills them by country.
    """

    text: str
    amounts: tuple[tuple[str, Amount], ...] = ()


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, in order.

    >>> placeholders("Call {emergency} now, or wait {botox_days}.")
    ('emergency', 'botox_days')
    """
    return tuple(_PLACEHOLDER.findall(text))


def unit_of(number: str) -> str:
    """The unit that ends the name of a number switch.

    >>> unit_of("fresh_clot_months")
    'months'
    """
    return number.rpartition("_")[2]


def sentence(text: str, numbers: Mapping[str, int]) -> Sentence:
    """The message id with the amounts it names.

    >>> sentence("The wait is {botox_days}.", {"botox_days": 14}).amounts
    (('botox_days', Amount(count=14, unit='days')),)
    """
    named = [name for name in placeholders(text) if name in numbers]
    return Sentence(text, tuple((name, Amount(numbers[name], unit_of(name)).plain) for name in named))


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with words for its placeholders. Raises KeyError for one that has none.

    >>> filled("Call {emergency} now.", {"emergency": "112"})
    'Call 112 now.'
    """
    return _PLACEHOLDER.sub(lambda found: words[found[1]], text)
