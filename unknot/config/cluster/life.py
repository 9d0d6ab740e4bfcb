"""Join the running PostgreSQL of a home, or run it as long as it is needed; never two on one directory."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from unknot.config.cluster import places, server
from unknot.config.cluster.refusal import ClusterRefusal
from unknot.config.cluster.server import Server
from unknot.config.home import Home

RUNNER_LOCK = "postgresql.lock"
GUESTS_LOCK = "postgresql-guests.lock"
JOIN_WITHIN_S = 30
_POLL_S = 0.05


@contextlib.contextmanager
def locked(path: Path, kind: int) -> Iterator[bool]:
    """An advisory lock on a file, released with the block or with the process; yields whether we have it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, kind)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def run(
    home: Home,
    environ: Mapping[str, str],
    *,
    durable: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Server]:
    """Run the home's server as our child and stop it afterwards, whoever uses it then.

    When `cancelled` turns true while it starts, what is yielded may not be running. ClusterRefusal when somebody
    else runs it and does not end within 20 seconds.
    """
    deadline = time.monotonic() + server.GONE_WITHIN_S
    with contextlib.ExitStack() as stack:
        while not stack.enter_context(locked(home.path / RUNNER_LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB)):
            if time.monotonic() > deadline:
                raise ClusterRefusal(f"another process runs PostgreSQL in {home.path}")
            time.sleep(_POLL_S)
        mine = server.of_home(home, environ, durable=durable, cancelled=cancelled)
        await_gone(mine, deadline)
        try:
            mine.start()
            yield mine
        finally:
            mine.stop()


@contextlib.contextmanager
def join_or_start(home: Home, environ: Mapping[str, str]) -> Iterator[str]:
    """The DATABASE_URL of the home's server: the running one, or one that we run until nobody uses it."""
    deadline = time.monotonic() + JOIN_WITHIN_S
    while True:
        with locked(home.path / RUNNER_LOCK, fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
            pass
        if free:
            with run(home, environ) as mine:
                yield mine.url
                with locked(home.path / GUESTS_LOCK, fcntl.LOCK_EX):
                    return
        with locked(home.path / GUESTS_LOCK, fcntl.LOCK_SH | fcntl.LOCK_NB) as welcome:
            known = places.recorded(home)
            if welcome and known and server.answers(known.sockets):
                yield server.url_of(known.sockets)
                return
        if time.monotonic() > deadline:
            raise ClusterRefusal(f"PostgreSQL in {home.path} is run by another process and does not answer")
        time.sleep(_POLL_S)


def await_gone(mine: Server, deadline: float) -> None:
    """Wait for a postmaster whose supervisor was killed; it has been told to stop."""
    while (pid := server.live_postmaster(mine.places.data)) is not None:
        if time.monotonic() > deadline:
            raise ClusterRefusal(
                f"PostgreSQL of {mine.home.path} still runs as process {pid} without a supervisor"
            )
        time.sleep(_POLL_S)
