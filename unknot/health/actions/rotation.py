"""Taking another master key: every key is wrapped anew, and nothing that was sealed is touched."""

from collections.abc import Callable

from django.db import transaction

from unknot.health import keyring
from unknot.health.confidential import confidential
from unknot.health.models import Key

BATCH = 500

Progress = Callable[[int, int], None]


@confidential
def rewrap(*, progress: Progress = lambda done, of: None, most: int = BATCH) -> int:
    """Wrap all keys under the newest master key, at most so many a transaction; how many were not yet.

    `progress` is told after each batch how many of how many are done. Raises Unopened, and leaves the rest as it is,
    at a key whose master key is not here.
    """
    of = Key.objects.exclude(master=keyring.newest().id).count()
    done = 0
    while batch := _rewrap_some(most):
        done += batch
        progress(done, max(done, of))
    return done


@confidential
@transaction.atomic
def retire(forget: Callable[[], None]) -> None:
    """Call `forget`, which throws the older master keys away, at a moment when no key is under them or being made."""
    keyring.wait_until_none_is_made()
    while _rewrap_some(BATCH):
        pass
    forget()


@transaction.atomic
def _rewrap_some(most: int) -> int:
    master = keyring.newest()
    older = Key.objects.exclude(master=master.id).order_by("pk").select_for_update(of=("self",))
    batch = [keyring.wrap(key, keyring.unwrap(key), master) for key in older[:most]]
    Key.objects.bulk_update(batch, ["master", "wrapped"])
    return len(batch)
