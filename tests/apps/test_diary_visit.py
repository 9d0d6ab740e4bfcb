"""One visit from slot to cancellation, and what may be done to it on the way."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Claim, Hold
from unknot.diary.values import HOLD_USED, NOT_CHANGEABLE, TOO_LATE, Refusal
from unknot.people.models import Client
from unknot.plumbing.models import Fact
from unknot.salons.actions import add_lane
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

TUESDAY: dict[str, Any] = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}


def booked(place: cast.Place, day: int = 2, hour: int = 9, **more: Any) -> Appointment:
    answer = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(day, hour),
        client=cast.client(),
        by="client",
        clock=cast.clock_at(),
        **more,
    )
    assert isinstance(answer, Appointment)
    return answer


def test_a_visit_is_found_held_confirmed_moved_and_cancelled() -> None:
    place = cast.hiljainen_huone()
    back = place.offers["back_massage"]
    free = reads.slots(back, **TUESDAY)
    assert [free[0].starts_at, free[-1].ends_at, len(free)] == [cast.wall(2, 9), cast.wall(2, 17), 29]

    held = actions.hold(offer=back, starts_at=free[0].starts_at, clock=cast.clock_at())
    assert isinstance(held, Hold)
    visit = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())
    assert isinstance(visit, Appointment)
    assert visit.parts.get().practitioner == held.practitioner

    moved = actions.move(visit, starts_at=cast.wall(3, 12), by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    assert (moved.starts_at, moved.ends_at, moved.sequence) == (cast.wall(3, 12), cast.wall(3, 13), 1)
    assert len(reads.slots(back, **TUESDAY)) == 29

    cancelled = actions.cancel(moved, by="client", clock=cast.clock_at())
    assert isinstance(cancelled, Appointment)
    assert Claim.objects.count() == 0
    assert list(Fact.objects.order_by("pk").values_list("kind", flat=True)) == [
        "appointment.booked",
        "appointment.moved",
        "appointment.cancelled",
    ]
    assert list(audit.findings()) == []


def test_cancelling_twice_changes_nothing_more() -> None:
    visit = booked(cast.hiljainen_huone())
    first = actions.cancel(visit, by="client", clock=cast.clock_at())
    second = actions.cancel(visit, by="client", clock=cast.clock_at())

    assert isinstance(first, Appointment)
    assert isinstance(second, Appointment)
    assert (second.status, second.sequence) == (first.status, first.sequence)
    assert Fact.objects.filter(kind="appointment.cancelled").count() == 1


def test_a_cancelled_visit_cannot_be_moved_or_marked() -> None:
    visit = booked(cast.hiljainen_huone())
    actions.cancel(visit, by="client", clock=cast.clock_at())

    moved = actions.move(visit, starts_at=cast.wall(3, 9), by="client", clock=cast.clock_at())
    marked = actions.mark(visit, Appointment.Status.ARRIVED, by="desk:1", clock=cast.clock_at())

    assert moved == marked == Refusal(NOT_CHANGEABLE)


def test_a_move_that_is_refused_changes_nothing() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place)
    before = list(Claim.objects.order_by("pk").values("resource_id", "span", "part_id"))

    refusal = actions.move(visit, starts_at=cast.wall(6, 9), by="client", clock=cast.clock_at())

    assert isinstance(refusal, Refusal)
    assert refusal.reason == "closed"
    assert list(Claim.objects.order_by("pk").values("resource_id", "span", "part_id")) == before
    visit.refresh_from_db()
    assert (visit.starts_at, visit.sequence) == (cast.wall(2, 9), 0)
    assert list(audit.findings()) == []


def test_a_visit_may_move_into_time_that_only_it_occupies() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place, practitioner=place.people["Aino"])

    moved = actions.move(visit, starts_at=cast.wall(2, 9, 15), by="client", clock=cast.clock_at())

    assert isinstance(moved, Appointment)
    assert moved.parts.get().practitioner == place.people["Aino"]
    assert list(audit.findings()) == []


def test_a_move_keeps_the_practitioner_when_she_can_and_finds_another_when_not() -> None:
    place = cast.hiljainen_huone()
    aino, mikael = place.people["Aino"], place.people["Mikael"]
    visit = booked(place, practitioner=aino)
    booked(place, 3, 9, practitioner=aino)

    kept = actions.move(visit, starts_at=cast.wall(3, 10), by="client", clock=cast.clock_at())
    assert isinstance(kept, Appointment)
    assert kept.parts.get().practitioner == aino
    other = actions.move(visit, starts_at=cast.wall(3, 9), by="client", clock=cast.clock_at())
    assert isinstance(other, Appointment)
    assert other.parts.get().practitioner == mikael


@pytest.mark.parametrize(("minutes", "allowed"), [(121, True), (120, False)])
def test_a_client_may_change_a_visit_until_the_salons_limit(minutes: int, allowed: bool) -> None:
    place = cast.hiljainen_huone(change_notice_min=120)
    visit = booked(place)
    late = cast.clock_at(visit.starts_at - timedelta(minutes=minutes))

    moved = actions.move(visit, starts_at=cast.wall(3, 9), by="client", clock=late)
    assert isinstance(moved, Appointment) is allowed
    if not allowed:
        assert moved == actions.cancel(visit, by="client", clock=late) == Refusal(TOO_LATE)
        assert isinstance(actions.cancel(visit, by="desk:1", clock=late), Appointment)


def test_arriving_can_be_said_and_taken_back() -> None:
    visit = booked(cast.hiljainen_huone())

    said = [
        actions.mark(visit, status, by="desk:1", clock=cast.clock_at())
        for status in (Appointment.Status.ARRIVED, Appointment.Status.ARRIVED, Appointment.Status.BOOKED)
    ]

    assert [mark.status for mark in said if isinstance(mark, Appointment)] == ["arrived", "arrived", "booked"]
    assert Fact.objects.filter(kind="appointment.arrived").count() == 1


def test_a_confirmed_hold_cannot_be_confirmed_again() -> None:
    place = cast.hiljainen_huone()
    held = actions.hold(offer=place.offers["facial"], starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)
    visit = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())

    again = actions.confirm(held, client=cast.client("Eve"), by="client", clock=cast.clock_at())

    assert again == Refusal(HOLD_USED)
    assert [Appointment.objects.get(), Client.objects.count()] == [visit, 1]
    assert Hold.objects.get().appointment == visit


def test_a_refused_booking_leaves_no_client_behind() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place, practitioner=place.people["Aino"])

    refusal = actions.book(
        offer=place.offers["back_massage"],
        starts_at=visit.starts_at,
        practitioner=place.people["Aino"],
        client=cast.client("Late Lena"),
        by="client",
        clock=cast.clock_at(),
    )

    assert isinstance(refusal, Refusal)
    assert Client.objects.count() == 1


def test_a_block_takes_time_and_gives_it_back() -> None:
    place = cast.hiljainen_huone()
    back = place.offers["back_massage"]
    aino = place.people["Aino"]
    made = actions.block(
        resource=aino,
        starts_at=cast.wall(2, 11, 58),
        ends_at=cast.wall(2, 13),
        by="desk:1",
        clock=cast.clock_at(),
    )
    hers = [slot.starts_at for slot in reads.slots(back, **TUESDAY, practitioner=aino)]
    assert [cast.wall(2, 10, 45) in hers, cast.wall(2, 11) in hers, cast.wall(2, 13) in hers] == [
        True,
        False,
        True,
    ]
    assert list(audit.findings()) == []

    assert not isinstance(made, Refusal)
    actions.unblock(made, by="desk:1", clock=cast.clock_at())

    assert len(reads.slots(back, **TUESDAY, practitioner=aino)) == 29
    assert list(audit.findings()) == []


def test_a_block_does_not_fall_on_a_visit() -> None:
    place = cast.hiljainen_huone()
    visit = booked(place, practitioner=place.people["Aino"])

    refusal = actions.block(
        resource=place.people["Aino"],
        starts_at=visit.ends_at - timedelta(minutes=1),
        ends_at=visit.ends_at + timedelta(hours=1),
        by="desk:1",
        clock=cast.clock_at(),
    )

    assert isinstance(refusal, Refusal)
    assert Claim.objects.filter(block__isnull=False).count() == 0


def test_a_piece_that_only_one_need_can_use_is_left_to_it() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage")
    for name, features in (("Trolley", ["lamp", "hot_stones"]), ("Lamp", ["lamp"])):
        add_lane(place.salon, Resource.objects.create(kind="equipment", name=name, features=features))
    cast.offer(place, room_feature="", equipment_features=["lamp", "hot_stones"])

    booked(place.open())

    assert Claim.objects.count() == 3
    assert list(audit.findings()) == []
