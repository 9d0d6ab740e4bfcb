"""Public ids, and numbers that are drawn: opaque, short, safe in a URL and impossible to guess."""

import secrets

# Crockford's base 32 in lower case: no i, l, o or u, so that an id can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16
_PLACES = range(0, LENGTH * 5, 5)


def new_number() -> int:
    """A number over 0 that nothing else has, of 62 random bits.

    >>> 0 < new_number() <= 2**62
    True
    """
    return 1 + secrets.randbits(62)


def new_id() -> str:
    """Sixteen characters, 80 random bits.

    >>> len(new_id())
    16
    """
    bits = int.from_bytes(secrets.token_bytes(LENGTH * 5 // 8), "big")
    return "".join([ALPHABET[bits >> place & 31] for place in _PLACES])
