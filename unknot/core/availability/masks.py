"""Bitmaps of time: whole numbers in which bit i stands for the tick `base + i` of the caller's base."""

from functools import lru_cache


def stretch(from_: int, to: int) -> int:
    """Return the mask of the bits `[from_, to)`; none when `to` is not after `from_`.

    Bits below 0 do not exist: a stretch that begins before the base keeps only what lies at or after it.

    >>> bin(stretch(2, 5))
    '0b11100'
    """
    from_ = max(from_, 0)
    return ((1 << (to - from_)) - 1) << from_ if to > from_ else 0


def runs(free: int, n: int) -> int:
    """Return the mask of the bits at which `n` set bits in a row begin, by doubling. `n` is at least 1.

    >>> bin(runs(0b1110_1111, 3))
    '0b100011'
    """
    length = 1
    while length < n:
        step = min(length, n - length)
        free &= free >> step
        length += step
    return free


@lru_cache(maxsize=4096)
def comb(step: int, phase: int, length: int) -> int:
    """Return the mask of every `step`-th bit from `phase` on, below bit `length`. `step` is at least 1.

    >>> bin(comb(3, 1, 8))
    '0b10010010'
    """
    teeth = -(-(length - phase) // step)
    if teeth <= 0:
        return 0
    mask, made = 1, 1
    while made < teeth:
        more = min(made, teeth - made)
        mask |= mask << (step * more)
        made += more
    return mask << phase


def ticks(mask: int) -> list[int]:
    """Return the places of all set bits, lowest first.

    >>> ticks(0b10010010)
    [1, 4, 7]
    """
    places: list[int] = []
    words = memoryview(mask.to_bytes((mask.bit_length() + 63) // 64 * 8, "little")).cast("Q")
    for at, word in enumerate(words):
        while word:
            low = word & -word
            places.append(at * 64 + low.bit_length() - 1)
            word ^= low
    return places


def first(mask: int, k: int) -> list[int]:
    """Return the places of the `k` lowest set bits, fewer when there are not so many.

    >>> first(0b10010010, 2)
    [1, 4]
    """
    places: list[int] = []
    while mask and len(places) < k:
        low = mask & -mask
        places.append(low.bit_length() - 1)
        mask ^= low
    return places
