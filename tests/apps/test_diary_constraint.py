"""The database has the last word: a claim that the day row knows nothing of is a refusal, and nothing is written."""

from datetime import timedelta

import pytest
from psycopg.types.range import TimestamptzRange

from tests import cast
from unknot.diary import actions
from unknot.diary.models import Appointment, Claim
from unknot.diary.values import SLOT_TAKEN, Refusal
from unknot.people.models import Client
from unknot.plumbing.models import Fact

TEN = cast.wall(2, 10)


def unknown_claim(place: cast.Place) -> None:
    """A hold of Aino's hour, written past the diary."""
    offer = place.offers["back_massage"]
    held = actions.hold(
        offer=offer, starts_at=cast.wall(3, 10), practitioner=place.people["Aino"], clock=cast.clock_at()
    )
    assert not isinstance(held, Refusal)
    span = TimestamptzRange(TEN, TEN + timedelta(hours=1))
    Claim.objects.filter(hold=held, resource=place.people["Aino"]).update(span=span)


def is_refused(place: cast.Place) -> bool:
    """Whether Aino's ten o'clock is taken, and nobody is left behind."""
    answer = actions.book(
        offer=place.offers["back_massage"],
        starts_at=TEN,
        client=cast.client(),
        practitioner=place.people["Aino"],
        by="client",
        clock=cast.clock_at(),
    )
    left = (Appointment.objects.count(), Client.objects.count(), Fact.objects.count())
    return isinstance(answer, Refusal) and answer.code == SLOT_TAKEN and left == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_booking_of_its_own_is_refused_by_the_constraint_at_its_very_end() -> None:
    place = cast.hiljainen_huone()
    unknown_claim(place)
    assert is_refused(place)
    assert is_refused(place)


@pytest.mark.django_db
def test_within_a_transaction_it_is_refused_as_well() -> None:
    place = cast.hiljainen_huone()
    unknown_claim(place)
    assert is_refused(place)
