"""What a salon remembers of how a client likes it: read, and written anew."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from unknot.people.models import Client
from unknot.salons.joining import rows_of
from unknot.salons.models import Joined, Preferences, Salon

LIKES = ("practitioner", "pressure", "oil", "talk", "music", "warmth")
SAID = (*LIKES, "tags", "note")


def preferences_of(salon: Salon, client: Client) -> Preferences | None:
    """What is remembered of a client, and of who is joined into her; None when nothing is. Three statements.

    What was written since they were joined counts alone. Before that the newest row has the word, and the others where
    it says nothing.
    """
    clients = rows_of(salon, client.pk)
    rows = Preferences.objects.filter(salon=salon, client__in=clients)
    found = list(rows.select_related("practitioner").order_by("-said_at"))
    newest = found[0] if found else None
    joined_at = Joined.objects.filter(salon=salon, into__in=clients).aggregate(last=Max("at"))["last"]
    if newest is None or (joined_at is not None and newest.said_at > joined_at):
        return newest
    for each in found[1:]:
        for name in SAID:
            setattr(newest, name, getattr(newest, name) or getattr(each, name))
    return newest


def remember(salon: Salon, client: Client, said: dict[str, Any], *, by: str, now: datetime) -> Preferences:
    """Put this in the place of what was remembered; `said` has the fields of SAID."""
    values = {name: said[name] for name in SAID}
    return Preferences.objects.update_or_create(
        salon=salon, client=client, defaults={**values, "said_by": by, "said_at": now}
    )[0]
