"""Can everything be opened that should be? Proved on the keys, without opening anything."""

from collections.abc import Iterator

from django.db.models import F

from unknot.health import keyring
from unknot.health.cipher import Unopened
from unknot.health.models import Answers, Key


def findings() -> Iterator[str]:
    """Each key that its master key does not open, and answers whose consent is another's, as sentences."""
    for key in Key.objects.order_by("pk").iterator():
        try:
            keyring.unwrap(key)
        except Unopened as why:
            yield f"{key} cannot be unwrapped with master key {key.master}: {why}"
    for row in Answers.objects.exclude(consent__key=F("key")).only("pk"):
        yield f"{row} lie under another key than their consent"
