"""Clients whom a salon has twice: found, joined, taken apart. Nothing of theirs is moved."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.salons.models import Acquaintance, Joined, Salon


def rows_of(salon: Salon, client_id: int) -> list[int]:
    """The keys of all rows that stand for a client at a salon, her own first. One statement."""
    head = Joined.objects.filter(salon=salon, client=client_id).values("into")
    group = Q(client=client_id) | Q(into=client_id) | Q(into__in=head)
    pairs = Joined.objects.filter(group, salon=salon).values_list("client_id", "into_id")
    others = {each for pair in pairs for each in pair} - {client_id}
    return [client_id, *sorted(others)]


def joined_into(salon: Salon, client: Client) -> Client | None:
    """The client with whom this one is shown at a salon; None when she is shown by herself."""
    found = Joined.objects.filter(salon=salon, client=client).select_related("into").first()
    return found.into if found else None


def joined_with(salon: Salon, client: Client) -> list[Joined]:
    """The rows that are shown with a client, with when and by whom that was said."""
    return list(Joined.objects.filter(salon=salon, into=client).select_related("client"))


@transaction.atomic
def join(salon: Salon, client: Client, *, into: Client, by: str, now: datetime) -> Joined | None:
    """Let a salon show one client with another from now on.

    None, and nothing is changed, where either is unknown to it, where one of them is shown with somebody already, or
    where others are shown with the first: then she is the one who stays.
    """
    if client == into or not _locked(salon, [client.pk, into.pk]):
        return None
    taken = Q(client__in=[client.pk, into.pk]) | Q(into=client)
    if Joined.objects.filter(taken, salon=salon).exists():
        return None
    made = Joined.objects.create(salon=salon, client=client, into=into, by=by, at=now)
    _told("client.joined", made, by, now)
    return made


@transaction.atomic
def part(salon: Salon, client: Client, *, by: str, now: datetime) -> bool:
    """Show a client by herself again, with all that is hers by now; whether she was shown with somebody."""
    found = Joined.objects.select_for_update(of=("self",)).filter(salon=salon, client=client)
    gone = found.select_related("salon", "client", "into").first()
    if gone is not None:
        _told("client.parted", gone, by, now)
        gone.delete()
    return gone is not None


def _locked(salon: Salon, clients: Sequence[int]) -> bool:
    """Whether a salon knows them all; they are joined by nobody else meanwhile."""
    known = Acquaintance.objects.select_for_update().filter(salon=salon, client__in=clients)
    return len(known.order_by("pk")) == len(clients)


def _told(fact: str, row: Joined, by: str, now: datetime) -> None:
    body = {"salon": row.salon.public_id, "into": row.into.public_id, "by": by}
    facts.record(fact, row.client.public_id, body, at=now)
