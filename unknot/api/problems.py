"""Problem documents (RFC 9457): what every error of this door looks like, with a stable `code`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTENT_TYPE = "application/problem+json"
NOT_STORED = "no-store"


@dataclass(frozen=True, slots=True)
class Kind:
    """A status, the short title that never changes, and the sentence said when there is nothing better to say."""

    status: int
    title: Promise
    detail: Promise


KINDS: Mapping[str, Kind] = {
    "bad_request": Kind(400, _("Bad request"), _("This request can't be read.")),
    "not_found": Kind(404, _("Not found"), _("There is nothing here, or it does not open with this token.")),
    "method_not_allowed": Kind(405, _("Method not allowed"), _("The header Allow says which methods work.")),
    "slot_taken": Kind(409, _("Just taken"), _("Somebody else has this time. The alternatives are free.")),
    "not_bookable": Kind(409, _("Not bookable"), _("This time can't be booked; the reason says why.")),
    "too_late": Kind(409, _("Too late to change"), _("The salon must be asked: the visit is too near.")),
    "not_changeable": Kind(409, _("Not changeable"), _("This visit is over or cancelled.")),
    "unsuitable": Kind(409, _("Not at that time"), _("The treatment doesn't suit this client then.")),
    "not_accepted": Kind(409, _("To be accepted"), _("The client decides on the visit's own page.")),
    "ask_again": Kind(409, _("To be answered"), _("The client answers on the visit's own page.")),
    "hold_used": Kind(409, _("Hold used"), _("This hold has become an appointment, or was let go.")),
    "in_progress": Kind(409, _("In progress"), _("The first request with this key is still running.")),
    "invalid": Kind(422, _("Invalid input"), _("Nothing was done: errors names each field.")),
    "idempotency_mismatch": Kind(422, _("Key used before"), _("This key came with another body before.")),
    "too_many_holds": Kind(429, _("Too many holds"), _("Let one go, or wait until one runs out.")),
    "rate_limited": Kind(429, _("Too many requests"), _("Wait as long as the header Retry-After says.")),
    "internal": Kind(500, _("Internal error"), _("Something went wrong here. It has been noted.")),
    "busy": Kind(503, _("Busy"), _("Too many want this salon at once. Please try again.")),
    "unavailable": Kind(503, _("Unavailable"), _("The diary can't be reached. Please try again.")),
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one member: `field` is its dotted path in the body, or its name in query or header."""

    field: str
    detail: str


class Problem(Exception):
    """Ends a request with a problem document."""

    def __init__(self, code: str, *, retry_after_s: int | None = None, **members: Any) -> None:
        super().__init__(code)
        self.code = code
        self.headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
        self.members = members

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.code].status

    @property
    def body(self) -> dict[str, Any]:
        """The document, in the language of the request."""
        kind = KINDS[self.code]
        return {
            "type": f"urn:unknot:problem:{self.code}",
            "title": str(kind.title),
            "status": kind.status,
            "detail": str(kind.detail),
            "code": self.code,
            **self.members,
        }


def invalid(errors: Iterable[FieldError]) -> Problem:
    """The problem that names the fields of bad input."""
    return Problem("invalid", errors=[{"field": error.field, "detail": error.detail} for error in errors])


def refused_field(field: str, detail: str) -> Problem:
    """The problem that names one field."""
    return invalid([FieldError(field, detail)])


def said(problem: Problem) -> HttpResponse:
    """The response that carries a problem."""
    return document(problem.status, problem.body, problem.headers)


def document(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem document as a response."""
    content = json.dumps(body, ensure_ascii=False).encode()
    response = HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
    response["Cache-Control"] = NOT_STORED
    return response
