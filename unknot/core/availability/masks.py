"""Bitmaps of time: whole numbers in which bit i stands for the tick `base + i` of the caller's base."""

from functools import lru_cache
from struct import unpack
from typing import Final

_WORD_BITS: Final = 16


class _Places(dict[int, tuple[int, ...]]):
    """The places of the set bits of each 16-bit word, filled as words turn up (at most 65,536)."""

    def __missing__(self, word: int) -> tuple[int, ...]:
        found = self[word] = tuple(place for place in range(_WORD_BITS) if word >> place & 1)
        return found


_PLACES: Final = _Places()


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


def ticks(mask: int, base: int = 0) -> list[int]:
    """Return the ticks of all set bits, lowest first: the base plus the place of the bit.

    Never list a large mask bit by bit from its lowest: each step copies the whole number.

    >>> ticks(0b10010010, base=100)
    [101, 104, 107]
    """
    count = (mask.bit_length() + _WORD_BITS - 1) // _WORD_BITS
    words = unpack(f"<{count}H", mask.to_bytes(count * 2, "little"))
    places = _PLACES
    starts = range(base, base + count * _WORD_BITS, _WORD_BITS)
    return [at + place for at, word in zip(starts, words, strict=True) if word for place in places[word]]


def first(mask: int, k: int, base: int = 0) -> list[int]:
    """Return the ticks of the `k` lowest set bits, fewer when there are not so many.

    >>> first(0b10010010, 2)
    [1, 4]
    """
    places: list[int] = []
    while mask and len(places) < k:
        low = mask & -mask
        places.append(base + low.bit_length() - 1)
        mask ^= low
    return places
