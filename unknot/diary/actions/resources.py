"""More rooms, equipment and people at a salon that is open: its days know their lanes at once."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from unknot.diary.actions.announcing import announce
from unknot.diary.actions.days import build_again, lock_days
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Salon

T = TypeVar("T")


def add_resources(salon: Salon, add: Callable[[], T], *, by: str, clock: Clock) -> T:
    """What `add` gives the salon, with its days built again. Raises SalonIsFull; nothing is added then."""
    with transaction.atomic():
        pages = lock_days(salon, clock=clock)
        made = add()
        build_again(salon, pages)
        facts.record("salon.resources_added", salon.public_id, {"by": by}, at=pages.now)
        announce([salon.pk])
        return made
