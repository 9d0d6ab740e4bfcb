"""The frame of the door: methods, limits, failures. Whatever happens inside, a problem document comes out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from unknot.api import failures
from unknot.api.problems import NOT_STORED, Problem, said
from unknot.design.visitor import address_of
from unknot.plumbing import clock
from unknot.plumbing.rates import wait_s

READS_A_MIN, WRITES_A_MIN = 600, 240

Operation = Callable[..., HttpResponse]


def answers(**by_method: Operation) -> Callable[..., HttpResponse]:
    """A view of one address, from one operation for each HTTP method. GET answers HEAD too."""
    operations = dict(by_method)
    if "GET" in operations:
        operations["HEAD"] = operations["GET"]
    allowed = ", ".join(sorted({*operations, "OPTIONS"}))

    @csrf_exempt
    def view(request: HttpRequest, **ids: str) -> HttpResponse:
        try:
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": allowed})
            if request.method not in operations:
                return _not_allowed(allowed)
            count(request)
            return _run(operations[request.method], request, ids)
        except Exception as error:
            return failures.answer(request, error)

    return view


@csrf_exempt
def nothing_here(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Every address that is not one of ours."""
    return said(Problem("not_found"))


def answer(body: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A JSON answer that no cache keeps: free times and visits are true only now."""
    return JsonResponse(
        body, status=status, headers={"Cache-Control": NOT_STORED}, json_dumps_params={"ensure_ascii": False}
    )


def answered(body: str) -> HttpResponse:
    """The same from a body that is JSON already."""
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": NOT_STORED})


def count(request: HttpRequest) -> None:
    """Count the request of this address. Raises Problem `rate_limited`."""
    if not settings.RATE_LIMIT:
        return
    reading = request.method in ("GET", "HEAD")
    name, limit = ("api reads", READS_A_MIN) if reading else ("api writes", WRITES_A_MIN)
    wait = wait_s(name, address_of(request), limit, now=clock.now())
    if wait:
        raise Problem("rate_limited", retry_after_s=wait)


def _run(operation: Operation, request: HttpRequest, ids: Mapping[str, str]) -> HttpResponse:
    """Run an operation; once more when PostgreSQL broke a deadlock at its cost, which changed nothing."""
    try:
        return operation(request, **ids)
    except OperationalError as error:
        if failures.sqlstate(error) not in failures.DEADLOCK:
            raise
        return operation(request, **ids)


def _not_allowed(allowed: str) -> HttpResponse:
    response = said(Problem("method_not_allowed"))
    response["Allow"] = allowed
    return response
