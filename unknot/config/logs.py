"""Logs: JSON lines on standard error, one for each request, never a path's values, a query or a secret."""

import logging
import logging.config
import time
import traceback
import uuid
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor, WrappedLogger

_SECRET_WORDS = (
    "answer", "authorization", "cookie", "email", "health", "key", "mail", "name", "note", "password", "phone",
    "query", "secret", "session", "token",
)  # fmt: skip
_ALLOWED = frozenset({"logger_name"})


def drop_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Take out every value whose key sounds like a secret, a person or a health word."""
    for key in [k for k in event if k not in _ALLOWED and any(word in k.lower() for word in _SECRET_WORDS)]:
        event[key] = "[dropped]"
    return event


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_secrets,
]


def configure(*, level: str) -> None:
    """Send structlog's and the standard library's records through the same processors."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(),
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            # Django's own request lines repeat the path with its values, and ours say the rest.
            # Procrastinate's lines below warnings tell every job with its arguments.
            "loggers": {
                "django.request": {"level": "CRITICAL"},
                "django.server": {"level": "CRITICAL"},
                # Of a name that a template does not know it tells at DEBUG all that the template was given.
                "django.template": {"level": "INFO"},
                "procrastinate": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )


class RequestLog:
    """One line for each request: method, the route's pattern, status, milliseconds, request id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._log = structlog.get_logger("unknot.request")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self._get_response(request)
            route = request.resolver_match.route if request.resolver_match else "(none)"
            elapsed_ms = round((time.perf_counter() - began) * 1000, 1)
            # An open board asks every second whether anything is new: where nothing is, there is nothing to tell.
            is_nothing_new = request.method == "GET" and response.status_code == HTTPStatus.NO_CONTENT
            tell = self._log.debug if is_nothing_new else self._log.info
            tell("request", method=request.method, route=route, status=response.status_code, ms=elapsed_ms)
        response["X-Request-ID"] = request_id
        return response

    def process_exception(self, request: HttpRequest, failure: Exception) -> None:
        """Log where a request failed, without the exception's message: the database's quote a person's row.

        What is not there or not allowed is an answer, not a failure.
        """
        if isinstance(failure, Http404 | PermissionDenied | SuspiciousOperation):
            return
        frames = traceback.extract_tb(failure.__traceback__)
        self._log.error(
            "failed",
            error=type(failure).__qualname__,
            sqlstate=getattr(failure.__cause__, "sqlstate", None),
            frames=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        )
