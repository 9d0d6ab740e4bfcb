"""A turn without its hold, and a chain that was done in part, are found."""

import pytest

from tests import cast
from tests.apps.waiting_cast import cancelled, full, one_pair_of_hands, served, visit_waits, waits
from unknot.diary import audit
from unknot.diary.models import Claim
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return [each.kind for each in audit.findings(cast.NOW)]


def test_a_turn_whose_hold_holds_nothing_is_found() -> None:
    place = one_pair_of_hands()
    visits = full(place)
    waits(place, "Bea")
    cancelled(visits[12])
    served(place)
    assert kinds() == []

    Claim.objects.exclude(hold=None).delete()

    assert "turn_without_hold" in kinds()


def test_who_was_served_without_a_move_is_found() -> None:
    place = one_pair_of_hands()
    visits = full(place)
    visit_waits(visits[12], at_once=True)
    cancelled(visits[9])
    served(place)
    assert kinds() == []

    Fact.objects.filter(kind="appointment.moved").delete()

    assert kinds() == ["served_without_move"]
