"""A salon opens: what its owner has described stands, and its days can be booked."""

from django.db import transaction

from unknot.diary.actions.days import open_days
from unknot.plumbing import facts
from unknot.plumbing.clock import Clock
from unknot.salons.actions import found
from unknot.salons.models import Salon, Sketch
from unknot.salons.sketch import Drawn


def open_salon(sketch: Sketch, drawn: Drawn, *, by: str, clock: Clock) -> Salon:
    """Write the salon of a sketch and open its days; a second tap finds the salon that the first one has made.

    Raises ValueError while it is not described to its end.
    """
    with transaction.atomic():
        standing = (
            Sketch.objects.select_for_update(of=("self",)).select_related("salon", "owner").get(pk=sketch.pk)
        )
        if standing.salon is not None:
            return standing.salon
        standing.salon = found(drawn, standing.owner)
        standing.save(update_fields=["salon"])
        open_days(standing.salon, clock=clock)
        facts.record("salon.opened", standing.salon.public_id, {"by": by}, at=clock())
        return standing.salon
