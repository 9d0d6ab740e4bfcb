"""Tokens that open one row: derived from the site's secret, never stored, revoked by raising the row's version."""

import base64
import hmac
from hashlib import sha256

from django.conf import settings
from django.utils.crypto import constant_time_compare


def token(kind: str, public_id: str, version: int) -> str:
    """The token of one row: 43 characters, 256 bits, safe in a URL."""
    return _derive(str(settings.SECRET_KEY), kind, public_id, version)


def opens(given: str, kind: str, public_id: str, version: int) -> bool:
    """Whether `given` is the row's token, now or under a secret that is being rotated out; in constant time."""
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    answers = [constant_time_compare(given, _derive(secret, kind, public_id, version)) for secret in secrets]
    return any(answers)


def fingerprint(text: str) -> str:
    """A keyed digest of something personal (an address, a visitor), so that it can be counted but not read."""
    return hmac.new(str(settings.SECRET_KEY).encode(), b"fingerprint:" + text.encode(), sha256).hexdigest()


def _derive(secret: str, kind: str, public_id: str, version: int) -> str:
    message = f"token:{kind}:{public_id}:{version}".encode()
    digest = hmac.new(secret.encode(), message, sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
