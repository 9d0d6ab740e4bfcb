"""Which server a read asks: the primary, unless a door has said that the replica will do."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from unknot.plumbing import prepared as statements

PRIMARY, REPLICA = DEFAULT_DB_ALIAS, "replica"

_asked: ContextVar[str] = ContextVar("the server that reads ask", default=PRIMARY)


@contextlib.contextmanager
def on(alias: str) -> Iterator[None]:
    """Within the block reads ask this server; writes and all that happens in a transaction ask the primary."""
    before = _asked.set(alias)
    try:
        yield
    finally:
        _asked.reset(before)


def cursor() -> CursorWrapper:
    """A cursor for a statement that only reads and takes no lock."""
    return connections[server()].cursor()


def prepared() -> CursorWrapper:
    """The same for a statement of a hot path, see `plumbing.prepared`."""
    return statements.cursor(server())


class Router:
    """The same choice for Django's models, wherever there is a replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        """The server that was said to do. A query with FOR UPDATE counts as a write."""
        return server()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        """The primary, also for rows that the replica has shown."""
        return PRIMARY

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        """Both servers hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The replica's tables come by themselves."""
        return db == PRIMARY


def server() -> str:
    """The server that a read asks now."""
    return PRIMARY if connections[PRIMARY].in_atomic_block else _asked.get()
