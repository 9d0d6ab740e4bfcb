"""Who may see what somebody waits for: whoever came by its private link, and whoever was put down here."""

from django.http import Http404, HttpRequest, HttpResponse

from unknot.diary import reads
from unknot.diary.models import Waiting
from unknot.plumbing import clock
from unknot.web.passes import Pass

_PASS = Pass("waiting", "waiting")


def give(response: HttpResponse, waiting: Waiting, request: HttpRequest) -> None:
    """Let this browser see and change it."""
    _PASS.give(response, waiting.public_id, waiting.token_version, request)


def opened(request: HttpRequest, public_id: str) -> Waiting:
    """What is waited for, if this browser was let in. Raises Http404 as for what does not exist."""
    version = _PASS.version(request, public_id)
    waiting = reads.waiting(public_id, now=clock.now())
    if waiting is None or version != str(waiting.token_version):
        raise Http404
    return waiting
