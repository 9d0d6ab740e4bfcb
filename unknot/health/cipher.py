"""Sealing: AES-256-GCM (NIST SP 800-38D), with what a thing belongs to bound into its seal.

A sealed thing is one format byte, twelve random bytes, the ciphertext and a tag of sixteen. What it is bound to is
not in it: whoever opens it says where it was found, and a thing that was altered, or found elsewhere, is refused.
"""

import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
FORMAT = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = len(FORMAT) + NONCE_BYTES + TAG_BYTES
PADDED_TO_BYTES = 1024

Bound = Sequence[str]


class Unopened(Exception):
    """A sealed thing that does not open: altered, of somebody else, or its key is gone. Never tells what is in it."""


def new_key() -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, content: bytes, bound: Bound) -> bytes:
    """The content, sealed with the key and bound to these texts in this order.

    >>> key = new_key()
    >>> unseal(key, seal(key, b"calm", ["answers", "7"]), ["answers", "7"])
    b'calm'
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, content, _associated(bound))


def unseal(key: bytes, sealed: bytes, bound: Bound) -> bytes:
    """What was sealed with this key and bound to these texts. Raises Unopened."""
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    if sealed[:1] != FORMAT or len(rest) < TAG_BYTES:
        raise Unopened("not in the format of a sealed thing")
    try:
        return AESGCM(key).decrypt(nonce, rest, _associated(bound))
    except InvalidTag:
        raise Unopened("altered, moved, or sealed with another key") from None


def packed(document: object) -> bytes:
    """A JSON document as bytes, filled up with blanks: its length must not tell a long answer from none.

    Raises ValueError for what is no JSON document.

    >>> len(packed([])) == len(packed([{"id": "x"}])) == PADDED_TO_BYTES
    True
    """
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError, RecursionError):
        # The original tells what it could not write.
        raise ValueError("answers: not a JSON document") from None
    return text + b" " * (-len(text) % PADDED_TO_BYTES)


def unpacked(content: bytes) -> object:
    """The document that was packed."""
    document: object = json.loads(content)
    return document


def _associated(bound: Bound) -> bytes:
    # As JSON, because no two lists of texts have one JSON: "a", "bc" is not "ab", "c".
    return json.dumps(["unknot.health", *bound]).encode()
