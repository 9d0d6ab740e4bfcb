"""What holds when a time is taken is kept with it, and is not held against it when it changes afterwards."""

from datetime import timedelta

import pytest
from psycopg.types.range import TimestamptzRange

from tests import cast
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Hold
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db


def booked(place: cast.Place, hour: int = 9, by: str = "client") -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, hour),
        client=cast.client(),
        by=by,
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment)
    return made


def longer(place: cast.Place) -> None:
    """The salon makes its back massage longer, with a pause after it, and needs no table for it any more."""
    Offer.objects.filter(pk=place.offers["back_massage"].pk).update(
        duration_min=90, buffer_after_min=15, room_feature="", rooms=0
    )
    place.offers["back_massage"].refresh_from_db()


def test_the_terms_are_written_down_when_a_time_is_taken() -> None:
    place = cast.hiljainen_huone()
    by_client, by_desk = booked(place).parts.get(), booked(place, 13, by="desk:1").parts.get()

    assert by_client.claimed == TimestamptzRange(cast.wall(2, 9), cast.wall(2, 10))
    assert by_client.working == TimestamptzRange(cast.wall(2, 9), cast.wall(2, 17))
    assert by_client.bookable == TimestamptzRange(cast.NOW + timedelta(hours=1), cast.wall(1, 0, month=5))
    assert (by_client.needs_room, by_client.needs_equipment) == (True, 0)
    assert (by_desk.bookable, by_desk.working) == (None, by_client.working)


def test_the_terms_of_a_hold_become_its_visits_and_a_move_makes_new_ones() -> None:
    place = cast.hiljainen_huone()
    held = actions.hold(offer=place.offers["back_massage"], starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)
    read = Hold.objects.select_related("offer__salon", "practitioner").get()
    later = cast.clock_at(cast.NOW + timedelta(minutes=5))

    visit = actions.confirm(read, client=cast.client(), by="client", clock=later)
    assert isinstance(visit, Appointment)
    assert visit.parts.get().agreement == held.agreement == read.agreement

    actions.move(visit, starts_at=cast.wall(3, 12), by="client", clock=later)
    moved = visit.parts.get()
    assert moved.claimed == TimestamptzRange(cast.wall(3, 12), cast.wall(3, 13))
    assert moved.bookable is not None
    assert moved.bookable.lower == cast.NOW + timedelta(minutes=65)


def test_rules_that_change_afterwards_are_not_held_against_a_visit() -> None:
    place = cast.hiljainen_huone()
    booked(place)
    longer(place)
    place.salon.weekly_hours.all().delete()
    place.salon.min_notice_min, place.salon.horizon_days = 9999, 0
    place.salon.save()
    actions.rebuild(place.salon, clock=cast.clock_at())

    assert list(audit.findings(cast.NOW)) == []


def test_what_was_held_is_booked_though_its_offer_has_changed_meanwhile() -> None:
    place = cast.hiljainen_huone()
    held = actions.hold(offer=place.offers["back_massage"], starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)
    longer(place)

    visit = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())

    assert isinstance(visit, Appointment)
    assert (visit.ends_at, visit.parts.get().duration_min) == (cast.wall(2, 10), 60)
    assert list(audit.findings(held.expires_at)) == []


def test_a_visit_that_moves_keeps_its_minutes_though_its_offer_has_changed() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place)
    longer(place)

    moved = actions.move(visit, starts_at=cast.wall(3, 9), by="client", clock=cast.clock_at())

    assert isinstance(moved, Appointment)
    assert moved.ends_at == cast.wall(3, 10)
    assert list(audit.findings()) == []
