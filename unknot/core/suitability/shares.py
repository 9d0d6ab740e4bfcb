"""Whole minutes in proportion to shares."""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heapreplace


def portions(total: int, shares: Sequence[Fraction]) -> list[int]:
    """Split `total` whole minutes by shares; the portions add up to it, and of equals the first gets the odd minute.

    Each minute goes where the minutes so far are fewest for the share (Sainte-Laguë's rule). So nobody gets less when
    there is more to give, or when somebody else drops out; the plan's promises rest on that.
    Without shares there is nothing to split. Shares are more than 0.

    >>> portions(42, [Fraction(8), Fraction(7), Fraction(5), Fraction(7)])
    [12, 11, 8, 11]
    >>> portions(2, [Fraction(1), Fraction(1), Fraction(1)])
    [1, 1, 0]
    """
    given = [0] * len(shares)
    waiting = [(-share, at) for at, share in enumerate(shares)]
    heapify(waiting)
    for _ in range(total if shares else 0):
        _turn, at = waiting[0]
        given[at] += 1
        heapreplace(waiting, (-shares[at] / (2 * given[at] + 1), at))
    return given
