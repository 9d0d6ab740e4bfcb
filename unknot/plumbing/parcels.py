"""Files between a look and a yes: under a key that nobody keeps but the page, gone with the yes or overnight."""

import zlib
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from unknot.plumbing.ids import new_id
from unknot.plumbing.models import Parcel

KEPT: Final = timedelta(hours=12)
MOST_BYTES: Final = 32 * 1_048_576


def put(content: bytes) -> str:
    """Keep a file; what opens it again."""
    key, public_id = Fernet.generate_key(), new_id()
    Parcel.objects.create(public_id=public_id, content=Fernet(key).encrypt(zlib.compress(content, 6)))
    return f"{public_id}.{key.decode()}"


def look(ticket: str) -> bytes | None:
    """The file that a ticket opens; None when it is gone, or the ticket is none."""
    public_id, _, key = ticket.partition(".")
    found = Parcel.objects.filter(public_id=public_id).first()
    if found is None:
        return None
    try:
        return zlib.decompress(Fernet(key.encode()).decrypt(bytes(found.content)))
    except (InvalidToken, ValueError):
        return None


def drop(ticket: str) -> None:
    """Forget a file."""
    Parcel.objects.filter(public_id=ticket.partition(".")[0]).delete()


def drop_older(now: datetime) -> None:
    """Forget the files that nobody said yes to."""
    Parcel.objects.filter(created_at__lt=now - KEPT).delete()
