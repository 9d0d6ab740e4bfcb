"""Statements of the hot paths: PostgreSQL plans each once a connection, and answers in its own binary form.

Everything else goes through Django's cursors, which write values into the statement and have it planned every time.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper


class _Prepared(psycopg.Cursor[Any]):
    def execute(  # type: ignore[override]
        self, query: Any, params: Sequence[Any] | Mapping[str, Any] | None = None
    ) -> "_Prepared":
        return super().execute(query, params, prepare=True, binary=True)


def cursor(alias: str = DEFAULT_DB_ALIAS) -> CursorWrapper:
    """A cursor whose statements are prepared, seen by Django like any of its own (transactions, logs, counts).

    The server types the values, so a statement has to cast them: `%s::bigint`.
    """
    connection = connections[alias]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        made = _Prepared(connection.connection)
    wrapped: CursorWrapper = connection._prepare_cursor(made)  # type: ignore[attr-defined]
    return wrapped


@contextlib.contextmanager
def pipeline() -> Iterator[None]:
    """Within the block statements for the primary travel together: the server is waited for when a row is fetched.

    It runs them one after the other, each seeing what the ones before it did and what others have committed by then.
    An error shows when the next row is fetched, or at the end of the block.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.connection.pgconn.pipeline_status:
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


@contextlib.contextmanager
def whole_transaction() -> Iterator[None]:
    """The same around a transaction of the block, its COMMIT included; no pipeline inside one that is already open.

    There an error has to show before the block's savepoint is thought to be released.
    """
    with contextlib.nullcontext() if connections[DEFAULT_DB_ALIAS].in_atomic_block else pipeline():
        yield
