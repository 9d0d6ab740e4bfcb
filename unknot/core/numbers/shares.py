"""A share that is only said where there is enough to say it of."""

from typing import Final

LEAST_VISITS: Final = 20
"""Of fewer visits no share and no middle is told: one more or less would change it by five points and over."""
LEAST_MIN: Final = 180
"""Of less working time in an hour of the week no share is told."""


def percent(part: int, whole: int, *, least: int) -> int | None:
    """How many per cent `part` is of `whole`, to the nearest one, halves upwards; None where `whole` is below `least`.

    >>> percent(1, 8, least=8), percent(1, 7, least=8)
    (13, None)
    """
    return (200 * part + whole) // (2 * whole) if whole >= max(least, 1) else None
