"""Questions about people that need the database."""

from datetime import datetime

from unknot.people.models import Client, Device


def client_of_device(shown: str, *, now: datetime) -> Client | None:
    """Whose device it is that shows this token; None for one that is unknown, forgotten or a year out of use."""
    device = (
        Device.objects.showing(shown).filter(used_at__gt=now - Device.KEPT).select_related("client").first()
    )
    return device.client if device else None
