"""From an exception to a problem: ours as they are, the database's by SQLSTATE, all others noted without data."""

import traceback

import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError

from unknot.api.problems import Problem, refused_field, said

DEADLOCK = frozenset({"40P01", "40001"})
LOCKED_OUT = DEADLOCK | {"55P03", "57014"}
RETRY_S = 2

log = structlog.get_logger(__name__)


def sqlstate(error: BaseException) -> str:
    """The SQLSTATE behind one of Django's database errors, or ''."""
    return str(getattr(error.__cause__, "sqlstate", None) or "")


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """The response to a request that ended in an exception."""
    return said(_problem(error))


def _problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404):
        return Problem("not_found")
    if isinstance(error, UnreadablePostError):
        return refused_field("body", "broke off")
    if isinstance(error, SuspiciousOperation):
        return Problem("bad_request")
    if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
        # A bare DatabaseError is a connection that broke in the middle of an answer.
        code = "busy" if sqlstate(error) in LOCKED_OUT else "unavailable"
        log.warning("database_refused", code=code, sqlstate=sqlstate(error))
        return Problem(code, retry_after_s=RETRY_S)
    # An exception's text may quote what a client sent: only its type and its way here are noted.
    way = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-12:]]
    log.error("unexpected", kind=type(error).__name__, sqlstate=sqlstate(error), way=way)
    return Problem("internal")
