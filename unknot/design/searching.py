"""Pages and answers that search: the replica may give them, but never without what the reader has just written."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponseBase

from unknot.plumbing import reading, replica

COOKIE, HEADER = "written", "Unknot-Written"
READS = ("GET", "HEAD")
MOST_DIGITS = 19
P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]


def searching(view: View[P, R]) -> View[P, R]:
    """A view that only reads. On the replica while that is near enough; on the primary otherwise, and when it fails.

    Innermost of a view's decorators: those around it may write.
    """

    @wraps(view)
    def wherever(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if request.method in READS and replica.can_serve(_written(request)):
            try:
                with reading.on(reading.REPLICA):
                    return view(request, *args, **kwargs)
            except Error:
                # Gone, restarted, or a migration behind: whatever it was, the primary knows better.
                replica.watch.doubt()
        return view(request, *args, **kwargs)

    return wherever


class RememberWrites:
    """Who has written takes along how far the replica has to be before it may answer them again.

    A cookie for browsers, a header for programs. After `REPLICA_BEHIND_S` any replica that is used has come so far.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.method not in READS and response.status_code < 500 and replica.is_there():
            self._remember(request, response)
        return response

    def _remember(self, request: HttpRequest, response: HttpResponseBase) -> None:
        try:
            mark = str(replica.mark())
        except Error:
            # What was done is done, and answered. Without a mark the reader may be a moment behind.
            return
        response[HEADER] = mark
        response.set_cookie(
            COOKIE,
            mark,
            max_age=2 * settings.REPLICA_BEHIND_S,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )


def _written(request: HttpRequest) -> int:
    """The mark that the reader has come with, or 0."""
    return max(_number(request.COOKIES.get(COOKIE, "")), _number(request.headers.get(HEADER, "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
