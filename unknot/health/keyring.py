"""Master keys, and the keys under them: one for each client, one for each draft.

Master keys come from the settings and are never in the database. Each key lies there wrapped by one of them, bound
to whose it is; where the row of a key is gone, everything that was sealed with it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from unknot.health import cipher
from unknot.health.cipher import Unopened
from unknot.health.models import Key

_MAKING_LOCK = 4


@dataclass(frozen=True, slots=True)
class Master:
    """A master key under its id. It has no text form, so that none is printed."""

    id: str
    secret: bytes = field(repr=False)


def masters() -> dict[str, Master]:
    """All master keys by id, the newest first, as the settings give them at this moment."""
    given: Iterable[tuple[str, bytes]] = settings.HEALTH_KEYS()
    return {id: Master(id, secret) for id, secret in given}


def newest() -> Master:
    """The master key under which keys are wrapped now."""
    return next(iter(masters().values()))


def make(key: Key) -> Key:
    """A new key for a row that has its owner already; inside a transaction, and the row is not saved.

    The lock is shared by all who make keys: a rotation that takes it alone knows that no key is under way.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s::int, 0)", [_MAKING_LOCK])
    return wrap(key, cipher.new_key(), newest())


def locked(**owner: object) -> Key | None:
    """The key of `client=` or `hold=`, its row locked until the end of the transaction; None when there is none."""
    return Key.objects.select_for_update(no_key=True).filter(**owner).first()


def own(*, now: datetime, **owner: object) -> Key:
    """The key of `client=` or `hold=`, made when there is none, locked."""
    found = locked(**owner)
    if found is None:
        # Who comes second at the same moment waits here, and takes the key of the first.
        Key.objects.bulk_create([make(Key(made_at=now, **owner))], ignore_conflicts=True)
        found = Key.objects.select_for_update(no_key=True).get(**owner)
    return found


def destroy(keys: QuerySet[Key]) -> list[Key]:
    """Destroy these keys with all that lies under them, inside a transaction; which they were.

    They are locked first: an adoption that is under way is waited for, and what it has moved is left alone or goes too.
    """
    doomed = list(keys.select_related("client").select_for_update(of=("self",)).order_by("pk"))
    Key.objects.filter(pk__in=[key.pk for key in doomed]).delete()
    return doomed


def wait_until_none_is_made() -> None:
    """Until the end of the transaction nobody makes a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::int, 0)", [_MAKING_LOCK])


def wrap(key: Key, secret: bytes, master: Master) -> Key:
    """The key's row with its secret wrapped by this master key."""
    key.master, key.wrapped = master.id, cipher.seal(master.secret, secret, key.bound)
    return key


def unwrap(key: Key) -> bytes:
    """The secret of a key. Raises Unopened, also when its master key is not here."""
    master = masters().get(key.master)
    if master is None:
        raise Unopened("its master key is not here")
    return cipher.unseal(master.secret, bytes(key.wrapped), key.bound)
