"""The master keys of the locked room: from the environment, or from a file of the home that is made once.

Both are written alike, `id:base64` of 32 random bytes, the newest first, between blanks, commas or lines.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Callable, Mapping

from unknot.config.home import Home

VARIABLE = "UNKNOT_HEALTH_KEYS"
FILE = "health_keys"
KEY_BYTES = 32

Keys = tuple[tuple[str, bytes], ...]


def source(environ: Mapping[str, str], home: Home | None) -> Callable[[], Keys]:
    """Where the keys are asked for at each use, the newest first. ValueError when what is there cannot be read."""
    if given := environ.get(VARIABLE, ""):
        fixed = parsed(given, VARIABLE)
    elif home is not None:
        in_home(home)
        return lambda: in_home(home)
    else:
        # Nothing outlives a process without a home, so its keys need not either.
        fixed = parsed(_new(), VARIABLE)
    return lambda: fixed


def in_home(home: Home) -> Keys:
    """The keys in the home's file, which is made with one key when it is not there."""
    return parsed(home.secret(FILE, _new), f"{home.secrets / FILE}")


def add_in_home(home: Home) -> str:
    """Put a new key before those in the home's file; its id."""
    kept = home.secret(FILE, _new)
    added = _new()
    home.replace_secret(FILE, f"{added}\n{kept}\n")
    return added.partition(":")[0]


def keep_newest_in_home(home: Home) -> None:
    """Throw all keys in the home's file away but the first."""
    newest = re.split(r"[\s,]+", home.secret(FILE, _new))[0]
    home.replace_secret(FILE, f"{newest}\n")


def parsed(text: str, name: str) -> Keys:
    """The keys in a text. ValueError, which names where it came from and which key it is, and shows none."""
    written = [each for each in re.split(r"[\s,]+", text) if each]
    keys = tuple(_parsed(each, f"{name}: key {number}") for number, each in enumerate(written, start=1))
    if not keys:
        raise ValueError(f"{name}: holds no key")
    if len({id for id, _ in keys}) < len(keys):
        raise ValueError(f"{name}: two keys have one id")
    return keys


def _parsed(written: str, name: str) -> tuple[str, bytes]:
    id, colon, encoded = written.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", id):
        raise ValueError(f"{name}: must look like id:base64, the id of up to 40 letters, digits, - and _")
    try:
        secret = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise ValueError(f"{name}: is not base64") from None
    if len(secret) != KEY_BYTES:
        raise ValueError(f"{name}: must be {KEY_BYTES} bytes in base64")
    return id, secret


def _new() -> str:
    """A key that has never been, under an id that says nothing of when."""
    return f"{secrets.token_hex(8)}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
