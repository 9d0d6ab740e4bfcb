"""The visitor: a random number in a cookie, set only when somebody holds a time, so that they hold one at a time."""

import base64
import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from unknot.plumbing.tokens import fingerprint

COOKIE = "visitor"
VISITOR_BYTES = 16
_KNOWN = re.compile(r"[A-Za-z0-9_-]{22}")
_DAY_S = 86_400


def visitor_of(request: HttpRequest) -> str:
    """The visitor's number of 128 bits: the cookie's, or a new one that `remember` has to give away.

    A page with a form has given the browser a random secret against forgery. The new number is derived from it, so
    that somebody who taps twice before the first answer has come is one visitor and not two.
    """
    given = request.COOKIES.get(COOKIE, "")
    if _KNOWN.fullmatch(given):
        return given
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return _derived(secret) if secret else secrets.token_urlsafe(VISITOR_BYTES)


def _derived(secret: str) -> str:
    digest = bytes.fromhex(fingerprint(f"visitor:{secret}"))
    return base64.urlsafe_b64encode(digest[:VISITOR_BYTES]).decode().rstrip("=")


def remember(response: HttpResponse, visitor: str, request: HttpRequest) -> None:
    """Give the visitor their number for a day."""
    response.set_cookie(
        COOKIE, visitor, max_age=_DAY_S, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def address_of(request: HttpRequest) -> str:
    """The network address the request came from; '' when the server did not say.

    Behind `TRUSTED_PROXIES` proxies of ours it is what the outermost of them has seen: so many places from the end
    of X-Forwarded-For. What stands before that anybody may have written.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return seen
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    return told[-settings.TRUSTED_PROXIES] if len(told) >= settings.TRUSTED_PROXIES else seen


def address_digest(request: HttpRequest) -> str:
    """A digest under which the address's holds are counted; '' when nothing is to be limited."""
    return fingerprint(address_of(request)) if settings.RATE_LIMIT else ""
