"""Who asked to be moved at once moves in one transaction with all whose time it takes, or nobody does."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from tests.apps.waiting_cast import (
    ON_TUESDAY,
    TUESDAY,
    cancelled,
    full,
    hour_of,
    one_pair_of_hands,
    served,
    turns,
    visit_waits,
    waits,
)
from unknot.diary import actions, audit
from unknot.diary.actions import Wanted
from unknot.diary.actions.planning import planned
from unknot.diary.actions.serving import carried_out
from unknot.diary.models import Appointment, Claim, Hold, Turn, Waiting
from unknot.diary.values import CANT_WAIT, Refusal
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return one_pair_of_hands()


def later(minutes: int) -> datetime:
    return cast.NOW + timedelta(minutes=minutes)


def before(hour: int) -> Wanted:
    """Any time of Tuesday that ends by this hour."""
    return ON_TUESDAY._replace(to_min=hour * 60)


def moves() -> set[str]:
    return set(Fact.objects.filter(kind="appointment.moved").values_list("subject", flat=True))


def test_a_freed_time_lets_three_move_and_a_fourth_be_asked(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[11], at_once=True)
    visit_waits(visits[13], at_once=True, at=later(1))
    visit_waits(visits[16], at_once=True, at=later(2))
    waits(place, "Bea", at=later(3))
    cancelled(visits[9])

    assert served(place) == 4

    assert [hour_of(visits[was]) for was in (11, 13, 16)] == [9, 11, 13]
    assert (turns(), len(moves())) == ({"Bea": 16}, 3)
    assert set(Waiting.objects.filter(at_once=True).values_list("state", flat=True)) == {"served"}
    assert list(audit.findings(cast.NOW)) == []


def test_two_change_places_without_any_free_time(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[16], before(10), at_once=True)
    visit_waits(visits[9], ON_TUESDAY._replace(from_min=16 * 60), at_once=True, at=later(1))

    assert served(place) == 2

    assert (hour_of(visits[16]), hour_of(visits[9])) == (9, 16)
    assert list(audit.findings(cast.NOW)) == []


def test_who_is_to_be_asked_leaves_nothing_before_she_says_yes(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[16], before(10))
    visit_waits(visits[9], ON_TUESDAY._replace(from_min=16 * 60), at_once=True, at=later(1))

    assert served(place) == 0
    assert (hour_of(visits[16]), hour_of(visits[9])) == (16, 9)


def test_when_one_link_fails_nothing_changes(place: cast.Place) -> None:
    """The last to move has come in the meantime: her row says so under the lock, when the first has left already."""
    visits = full(place)
    visit_waits(visits[11], at_once=True)
    visit_waits(visits[13], at_once=True, at=later(1))
    cancelled(visits[9])
    stood = sorted(Claim.objects.values_list("resource_id", "part_id", "span"), key=str)

    steps = planned(place.salon, now=cast.NOW)
    Appointment.objects.filter(pk=visits[13].pk).update(status=Appointment.Status.ARRIVED)
    refused = carried_out(steps, place.salon, clock=cast.clock_at())

    assert isinstance(refused, Refusal)
    assert (hour_of(visits[11]), hour_of(visits[13]), moves()) == (11, 13, set())
    assert sorted(Claim.objects.values_list("resource_id", "part_id", "span"), key=str) == stood
    assert set(Waiting.objects.values_list("state", flat=True)) == {"waiting"}
    assert list(audit.findings(cast.NOW)) == []


def test_a_time_that_is_gone_undoes_the_whole_chain(place: cast.Place) -> None:
    visits = full(place)
    visit_waits(visits[11], at_once=True)
    visit_waits(visits[13], at_once=True, at=later(1))
    cancelled(visits[9])

    steps = planned(place.salon, now=cast.NOW)
    taken = actions.hold(offer=place.offers["back_massage"], starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(taken, Hold)
    refused = carried_out(steps, place.salon, clock=cast.clock_at())

    assert isinstance(refused, Refusal)
    assert (hour_of(visits[11]), hour_of(visits[13]), moves()) == (11, 13, set())
    assert list(audit.findings(cast.NOW)) == []


def test_visits_that_were_booked_together_cannot_wait() -> None:
    place = cast.hiljainen_huone()
    back = place.offers["back_massage"]
    held = actions.hold(offer=back, starts_at=cast.wall(2, 9), also=[back], clock=cast.clock_at())
    assert isinstance(held, Hold)
    lead = actions.confirm(
        held,
        client=cast.client(),
        others=[actions.Coming(cast.client("Otso"))],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(lead, Appointment)

    refused = actions.put_down_visit(lead, wanted=Wanted(TUESDAY, TUESDAY), clock=cast.clock_at())

    assert isinstance(refused, Refusal)
    assert refused.code == CANT_WAIT


def test_the_database_lets_nobody_have_two_turns_or_wait_for_nothing(place: cast.Place) -> None:
    visits = full(place)
    bea = waits(place, "Bea")
    cancelled(visits[9])
    served(place)
    turn = Turn.objects.get()
    again = {"waiting": bea, "client": bea.client, "starts_at": turn.starts_at, "ends_at": turn.ends_at}

    for broken in (
        lambda: Turn.objects.create(**again, until=turn.until),
        lambda: Turn.objects.create(**again, until=turn.starts_at, state="declined"),
        lambda: Turn.objects.create(**again, until=turn.until, hold=turn.hold, state="declined"),
        lambda: Waiting.objects.filter(pk=bea.pk).update(days_until=cast.NOW.date() - timedelta(days=9)),
        lambda: Waiting.objects.filter(pk=bea.pk).update(weekdays=0),
        lambda: Waiting.objects.filter(pk=bea.pk).update(from_min=600, to_min=600),
        lambda: Waiting.objects.filter(pk=bea.pk).update(at_once=True),
        lambda: Waiting.objects.filter(pk=bea.pk).update(state="over"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
