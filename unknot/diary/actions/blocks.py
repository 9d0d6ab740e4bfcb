"""Taking time out of the diary, and giving it back."""

from datetime import datetime

from unknot.core.hours import tick_ceil, tick_floor
from unknot.diary.actions.announcing import announce
from unknot.diary.actions.taking import all_or_nothing
from unknot.diary.models import Block, Claim
from unknot.diary.pages import Pages
from unknot.diary.values import SLOT_TAKEN, Refusal, Refused
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.models import Lane, Resource


@all_or_nothing
def block(
    *, resource: Resource, starts_at: datetime, ends_at: datetime, reason: str = "", by: str, clock: Clock
) -> Block:
    """Take `[starts_at, ends_at)` of a resource out of the diary. Refused while a hold or a visit is there."""
    span = (tick_floor(starts_at), tick_ceil(ends_at))
    pages = Pages.lock(_salons(resource), lambda: [span], clock=clock)
    if Claim.objects.filter(resource=resource, span__overlap=(starts_at, ends_at)).exists():
        raise Refused(Refusal(SLOT_TAKEN))
    made = Block.objects.create(resource=resource, starts_at=starts_at, ends_at=ends_at, reason=reason)
    Claim.objects.create(resource=resource, span=(starts_at, ends_at), block=made)
    pages.occupy([resource.pk], span)
    pages.save()
    facts.record("block.made", made.public_id, {"by": by}, at=pages.now)
    return made


@all_or_nothing
def unblock(made: Block, *, by: str, clock: Clock) -> None:
    """Give a block's time back."""
    span = (tick_floor(made.starts_at), tick_ceil(made.ends_at))
    pages = Pages.lock(_salons(made.resource), lambda: [span], clock=clock)
    Claim.objects.filter(block=made).delete()
    pages.reread([made.resource_id])
    pages.save()
    facts.record("block.removed", made.public_id, {"by": by}, at=pages.now)
    announce(pages.lanes)
    made.delete()


def _salons(resource: Resource) -> set[int]:
    return set(Lane.objects.filter(resource=resource).values_list("salon_id", flat=True))
