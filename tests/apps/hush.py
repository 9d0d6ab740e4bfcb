"""Whether words that should stay locked away turn up: in log lines, in the database, in what is printed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def logged_lines() -> Iterator[list[str]]:
    """Every log line meanwhile, written as the product writes it; SQL with its values among them."""
    root, lines = logging.getLogger(), list[str]()
    handler = logging.Handler(logging.DEBUG)
    formatter = next(each.formatter for each in root.handlers if type(each) is logging.StreamHandler)
    handler.setFormatter(formatter)
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    try:
        yield lines
    finally:
        connection.force_debug_cursor = False
        root.setLevel(level)
        root.removeHandler(handler)


def database() -> str:
    """Every row of every table as text, what is binary in hexadecimal digits."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        dumped = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            dumped += [row[0] for row in cursor.fetchall()]
    return "\n".join(dumped)
