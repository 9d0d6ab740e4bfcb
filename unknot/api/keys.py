"""The header Idempotency-Key: a repeat gets the first answer, with the secrets that are never stored put back."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from unknot.api.door import answer
from unknot.api.problems import Problem, document, refused_field
from unknot.plumbing.idempotency import AnotherBody, Answer, InProgress, answer_once

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,255}")

Work = Callable[[], Answer]
Secrets = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def once(request: HttpRequest, work: Work, secrets: Secrets) -> HttpResponse:
    """Do the work, or repeat its answer. `secrets(body)` gives what the stored answer leaves out."""
    given = request.headers.get(HEADER)
    if given is None:
        return _sent(work(), secrets)
    if not _KEY.fullmatch(given):
        raise refused_field(HEADER, _("must have 1 to 255 visible ASCII characters"))
    try:
        return _sent(answer_once(request.path, given, request.body, work), secrets)
    except InProgress:
        raise Problem("in_progress", retry_after_s=1) from None
    except AnotherBody:
        raise Problem("idempotency_mismatch") from None


def _sent(made: Answer, secrets: Secrets) -> HttpResponse:
    if made.status >= 400:
        return document(made.status, made.body)
    return answer({**made.body, **secrets(made.body)}, made.status)
