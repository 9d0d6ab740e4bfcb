"""A WSGI application that streams as server-sent events would: one answer that does not end, and one that does."""

from collections.abc import Callable, Iterable, Iterator
from time import sleep
from typing import Any

BEAT_S = 0.5


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """`/stream` never ends; everything else is answered at once."""
    if environ["PATH_INFO"] == "/stream":
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return _beats()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]


def _beats() -> Iterator[bytes]:
    while True:
        yield b": beat\n\n"
        sleep(BEAT_S)
