"""The device that was here before: a random token in a cookie, which leads to one client and says nothing itself."""

import re

from django.http import HttpRequest, HttpResponse

from unknot.people import reads
from unknot.people.actions import forget_device, remember_device
from unknot.people.models import Client, Device
from unknot.plumbing import clock

COOKIE = "device"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_DOTS = "•••"


def known(request: HttpRequest) -> Client | None:
    """Who asked this device to be remembered. One statement; none without a cookie of the right shape."""
    token = _shown(request)
    return reads.client_of_device(token, now=clock.now()) if token else None


def remember(response: HttpResponse, request: HttpRequest, client: Client) -> None:
    """Know this device as the client's for a year from now.

    When it was somebody else's it gets a new token, and the one it had opens nothing.
    """
    token = remember_device(client, shown=_shown(request), now=clock.now())
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(Device.KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """This device is unknown from now on, wherever its cookie may have been copied to."""
    token = _shown(request)
    if token:
        forget_device(token)
    response.delete_cookie(COOKIE, samesite="Lax")


def masked(client: Client) -> str:
    """The contact as its owner knows it and nobody else learns it: o•••@example.org, or a phone's last two digits.

    '' for who was written down without any.
    """
    if client.email:
        local, _, domain = client.email.rpartition("@")
        return f"{local[:1]}{_DOTS}@{domain}"
    return f"{_DOTS} {client.phone[-2:]}" if client.phone else ""


def _shown(request: HttpRequest) -> str:
    """The token of the cookie, or '' when it cannot be one of ours."""
    given = request.COOKIES.get(COOKIE, "")
    return given if _TOKEN.fullmatch(given) else ""
