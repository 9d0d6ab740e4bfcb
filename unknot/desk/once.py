"""What a desk's form asks is done once: sent twice it makes one visit, or one room."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest

from unknot.diary.models import Appointment
from unknot.diary.values import Refusal, Refused
from unknot.plumbing.idempotency import Answer, InProgress, answer_once
from unknot.plumbing.ids import new_id

TOKEN_FIELD = "csrfmiddlewaretoken"
PATIENCE_S, LOOK_EVERY_S = 5.0, 0.1


def booked_once(request: HttpRequest, book: Callable[[], Appointment | Refusal]) -> str | Refusal:
    """The public id of the visit that `book` makes, or that an earlier sending of this very form has made.

    A refusal is not remembered, so that the next try is a new one. Raises AnotherBody for a form that has booked
    already and comes back changed, InProgress where the earlier sending takes longer than anybody waits.
    """

    def work() -> Answer:
        made = book()
        if isinstance(made, Refusal):
            raise Refused(made)
        return Answer(201, {"visit": made.public_id})

    try:
        return str(_once(request, work).body["visit"])
    except Refused as refused:
        return refused.refusal


def only_once(request: HttpRequest, work: Callable[[], object]) -> None:
    """Do what a form with a key asks, once: sent again, it does nothing. What raises is not remembered.

    Raises AnotherBody and InProgress as `booked_once`.
    """

    def done() -> Answer:
        work()
        return Answer(201, {})

    _once(request, done)


def _once(request: HttpRequest, work: Callable[[], Answer]) -> Answer:
    key = request.POST.get("key") or new_id()
    given = sorted((name, value) for name, value in request.POST.items() if name != TOKEN_FIELD)
    return _patiently(lambda: answer_once(request.path, key, urlencode(given).encode(), work))


def _patiently(ask: Callable[[], Answer]) -> Answer:
    """The first of two taps is still at work: the second waits for its answer."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except InProgress:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_EVERY_S)
