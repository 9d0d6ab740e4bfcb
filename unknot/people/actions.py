"""What is done with the devices of clients: remembered, forgotten."""

import secrets
from datetime import datetime

from django.db import transaction

from unknot.people.models import Client, Device

TOKEN_BYTES = 32


@transaction.atomic
def remember_device(client: Client, *, shown: str, now: datetime) -> str:
    """Remember a device for a client from `now` on; the token that the device has to keep.

    `shown` is the token that the device has shown, or ''. Its own client's device keeps it: an answer that is lost on
    the way, or a second tap, must not make a stranger of it. A device that was another client's gets a new token, and
    the old one opens nothing any more.
    """
    known = Device.objects.showing(shown)
    if shown and known.filter(client=client).update(used_at=now):
        return shown
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"fingerprint": Device.fingerprint_of(token), "client": client, "used_at": now}
    if not shown or not known.update(**values):
        Device.objects.create(**values)
    return token


def forget_device(shown: str) -> None:
    """The device that shows this token is unknown from now on. To forget it again changes nothing."""
    Device.objects.showing(shown).delete()


def forget_devices_unused_since(moment: datetime) -> int:
    """Devices last remembered before `moment` are unknown from now on; how many there were."""
    return Device.objects.unused_since(moment).delete()[0]
