"""What stands in a table: a value once, said for people and written for programs."""

from typing import NamedTuple, TypeAlias

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from unknot.core.money import decimals
from unknot.core.numbers import percent
from unknot.design.words import NO_BREAK, price

BAR_FULL = 1000


class Money(NamedTuple):
    """An amount in the currency's smallest unit."""

    minor: int
    currency: str


class Share(NamedTuple):
    """A part of a whole; told in per cent where the whole is at least `least`."""

    part: int
    whole: int
    least: int

    @property
    def percent(self) -> int | None:
        """None of too few."""
        return percent(self.part, self.whole, least=self.least)


Cell: TypeAlias = "int | str | Money | Share | None"
"""None is what can't be said."""


def said(cell: Cell) -> str:
    """For people, in their language."""
    if isinstance(cell, Money):
        return price(cell.minor, cell.currency)
    if isinstance(cell, Share):
        return too_few() if cell.percent is None else f"{cell.percent}{NO_BREAK}%"
    if cell is None:
        return too_few()
    return number_format(cell, force_grouping=True) if isinstance(cell, int) else cell


def too_few() -> str:
    """In the place of a figure that would only look exact."""
    return _("too few to say")


def written(cell: Cell, mark: str) -> str:
    """For programs: bare figures with this decimal mark, and nothing where there is too little to say."""
    if isinstance(cell, Money):
        places = decimals(cell.currency)
        whole, rest = divmod(cell.minor, 10**places)
        return f"{whole}{mark}{rest:0{places}d}" if places else str(whole)
    if isinstance(cell, Share):
        return "" if cell.percent is None else str(cell.percent)
    return "" if cell is None else str(cell)


def bar_width(part: int, whole: int) -> str:
    """How long a bar is, as SVG wants it: in per cent of the longest, to a tenth."""
    tenths = part * BAR_FULL // whole if whole > 0 else 0
    return f"{max(tenths, 4 if part > 0 else 0) / 10}%"
