"""What is taken or given back for a party leaves what others hold as it was."""

from typing import Any

import pytest

from tests import cast
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Hold
from unknot.plumbing.tokens import fingerprint

pytestmark = pytest.mark.django_db


def held(place: cast.Place, who: str, hour: int, **more: Any) -> Hold:
    made = actions.hold(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, hour),
        visitor=fingerprint(who),
        clock=cast.clock_at(),
        **more,
    )
    assert isinstance(made, Hold), made
    return made


def test_a_party_that_goes_leaves_the_holds_of_others_as_they_were() -> None:
    """One practitioner for both treatments: her day is read again once, not once for each."""
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    cast.room(place, "Room 1")
    cast.offer(place)
    place.open(cast.NOW)
    row = held(place, "maya", 9, also=[place.offers["back_massage"]], in_a_row=True)
    petri = actions.Coming(cast.client("Petri", email="petri@example.org"))
    visit = actions.confirm(
        row, client=cast.client(), others=[petri], by="client", clock=cast.clock_at(cast.NOW)
    )
    assert isinstance(visit, Appointment)
    held(place, "another", 14)

    cancelled = actions.cancel(visit, by="client", clock=cast.clock_at())

    assert isinstance(cancelled, Appointment)
    assert list(audit.findings(cast.NOW)) == []
