"""Changing what a salon sells and has, when its desk has seen which visits that leaves as they were booked."""

from collections.abc import Collection

from unknot.diary.actions.announcing import announce
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.pages import Pages
from unknot.diary.reads.unserved import unserved
from unknot.diary.values import MORE_OUTSIDE, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.actions import equip, write_offers
from unknot.salons.assortment import OtherOffers, OtherThing
from unknot.salons.models import Salon


@all_or_nothing
def change_offers(
    salon: Salon, change: OtherOffers | OtherThing, *, seen: Collection[str], by: str, clock: Clock
) -> int:
    """Sell a treatment otherwise, or let a room or a piece of equipment have other features; how many visits stay so.

    What is held or booked stays as it was agreed. `seen` are the public ids of the visits that the salon knows of:
    refused (`more_outside`) when any other would be left. Day rows know nothing of offers, so none is built again.
    """
    pages = Pages.lock({salon.pk}, lambda: (), clock=clock)
    left = unserved(salon, change, now=pages.now)
    if not {part.appointment.public_id for part in left} <= set(seen):
        raise Refused(Refusal(MORE_OUTSIDE))
    if isinstance(change, OtherThing):
        equip(salon, change)
        what = {"resource": change.resource.public_id}
    else:
        write_offers(salon, change)
        what = {"treatment": change.treatment}
    body = {"by": by, **what, "left": len(left)}
    facts.record("salon.offers_changed", salon.public_id, body, at=pages.now)
    announce([salon.pk])
    return len(left)
