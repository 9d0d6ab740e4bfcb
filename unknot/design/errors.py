"""Error pages that doors answer with on purpose. 404, 500 and 403 are Django's own, with our templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY, UNAVAILABLE = 429, 503


def too_many_requests(request: HttpRequest, wait_s: int) -> HttpResponse:
    """429: come back in `wait_s` seconds."""
    response = render(request, "429.html", {"wait_s": wait_s}, status=TOO_MANY)
    response["Retry-After"] = str(wait_s)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the house is being worked on or its database does not answer."""
    response = render(request, "503.html", status=UNAVAILABLE)
    response["Retry-After"] = "30"
    return response
