"""Who may see what somebody waits for: as a visit's link, it becomes a signed cookie for these pages alone."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse

from unknot.diary import reads
from unknot.diary.models import Waiting
from unknot.plumbing import clock

COOKIE = "waiting"
_MONTH_S = 30 * 86_400


def give(response: HttpResponse, waiting: Waiting, request: HttpRequest) -> None:
    """Let this browser see and change it for a month, or until its link is revoked."""
    response.set_signed_cookie(
        COOKIE,
        str(waiting.token_version),
        salt=_salt(waiting.public_id),
        max_age=_MONTH_S,
        path=f"/waiting/{waiting.public_id}/",
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def opened(request: HttpRequest, public_id: str) -> Waiting:
    """What is waited for, if this browser was let in. Raises Http404 as for what does not exist."""
    try:
        version = request.get_signed_cookie(COOKIE, salt=_salt(public_id), max_age=_MONTH_S)
    except (KeyError, BadSignature):
        raise Http404 from None
    waiting = reads.waiting(public_id, now=clock.now())
    if waiting is None or version != str(waiting.token_version):
        raise Http404
    return waiting


def _salt(public_id: str) -> str:
    return f"waiting:{public_id}"
