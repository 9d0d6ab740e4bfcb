"""Many clients at once, as they come from another system."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from unknot.plumbing.ids import ALPHABET, LENGTH

_COLUMNS = "id, public_id, name, email, phone, language, created_at"


class GivenClient(NamedTuple):
    """A client as she is to be written: e-mail and phone are clean, one of them is given."""

    name: str
    email: str
    phone: str
    language: str


def bring_in_clients(clients: Sequence[GivenClient], *, now: datetime) -> list[int]:
    """Write them in one statement; their ids, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('people_client', 'id')) FROM generate_series(1, %s)",
            [len(clients)],
        )
        ids = [number for (number,) in cursor.fetchall()]
        with cursor.copy(f"COPY people_client ({_COLUMNS}) FROM STDIN") as copy:
            for pk, client in zip(ids, clients, strict=True):
                copy.write_row((pk, _new_id(), *client, now))
    return ids


def _new_id() -> str:
    """A public id as any other, but drawn in one go: thousands of them are wanted."""
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(LENGTH))
