"""One visit from slot to cancellation."""

import pytest

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Claim, Hold
from unknot.diary.values import Refusal

pytestmark = pytest.mark.django_db


def test_a_visit_is_found_held_booked_moved_and_cancelled() -> None:
    place = cast.hiljainen_huone()
    back = place.offers["back_massage"]
    day = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}
    free = reads.slots(back, **day)
    assert len(free) == 29
    held = actions.hold(offer=back, starts_at=free[0].starts_at, clock=cast.clock_at())
    assert isinstance(held, Hold)
    again = reads.slots(back, **day)
    assert len(again) == 29  # Mikael is still there
    booked = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())
    assert isinstance(booked, Appointment)
    moved = actions.move(booked, starts_at=cast.wall(3, 12), by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    cancelled = actions.cancel(moved, by="client", clock=cast.clock_at())
    assert not isinstance(cancelled, Refusal)
    assert list(audit.findings()) == []
    assert Claim.objects.count() == 0
