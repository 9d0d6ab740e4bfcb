"""A salon of one practitioner whose rules tests set, and what can be had there on a Tuesday."""

from datetime import datetime, timedelta
from typing import Any

from tests import cast
from unknot.diary import actions, reads
from unknot.diary.reads import CauseKind
from unknot.salons.actions import rule

NINE = cast.wall(2, 9)
HOUR = timedelta(hours=1)
MIN = timedelta(minutes=1)
EVENING = cast.wall(2, 18)


def ainos_place() -> cast.Place:
    """Aino alone gives back massages of an hour, in a room of her own."""
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage", "deep_tissue")
    cast.room(place, "Room 1")
    cast.offer(place)
    return place.open()


def ruled(place: cast.Place, of: Any, **rules: Any) -> None:
    """Set rules, and read again what depends on them."""
    rule(of, **rules)
    place.salon.refresh_from_db()
    for offer in place.offers.values():
        offer.refresh_from_db()
        offer.salon = place.salon


def book(place: cast.Place, starts_at: datetime, treatment: str = "back_massage", **more: Any) -> Any:
    offer = place.offers[treatment]
    given = {"client": cast.client(), "by": "client", "clock": cast.clock_at(), **more}
    return actions.book(offer=offer, starts_at=starts_at, **given)


def starts(place: cast.Place, treatment: str = "back_massage") -> list[str]:
    """Tuesday's starts on Helsinki's wall."""
    found = reads.slots(
        place.offers[treatment], starts_from=NINE - 3 * HOUR, starts_until=EVENING, now=cast.NOW
    )
    return [f"{slot.starts_at.astimezone(cast.HELSINKI):%H:%M}" for slot in found]


def kinds(place: cast.Place, starts_at: datetime) -> set[CauseKind]:
    found = reads.reasons(place.offers["back_massage"], starts_at, now=cast.NOW)
    return {cause.kind for cause in found.causes}
