"""What happens around every page."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from unknot.design.errors import unavailable


class BackInAMoment:
    """A page whose database does not answer, or whose lock was too long in coming, is a 503 that says so.

    It stands first among the middleware, so that the log hears of the failure before it is answered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """503 for what passes by itself; everything else stays what it is."""
        return unavailable(request) if isinstance(failure, OperationalError | InterfaceError) else None
