"""How often one address may ask: a decorator for views of any door that shows pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from unknot.design.errors import too_many_requests
from unknot.design.visitor import address_of
from unknot.plumbing import clock
from unknot.plumbing.rates import wait_s

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def at_most(
    limit: int, name: str, *, methods: frozenset[str] = frozenset({"GET", "POST"})
) -> Callable[[View[P]], View[P]]:
    """Answer 429 to an address that asks more than `limit` times a minute with one of `methods`."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def limited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if settings.RATE_LIMIT and request.method in methods:
                wait = wait_s(name, address_of(request), limit, now=clock.now())
                if wait:
                    return too_many_requests(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return decorate
