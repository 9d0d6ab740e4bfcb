"""Held starts: only holds keep them, they come free when they say so, and one's own time is not in one's way."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import cast
from unknot.core.hours import instant, tick_floor
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Claim, Hold
from unknot.diary.values import Held, Times
from unknot.salons.bridge import lane_shifts
from unknot.salons.models import Lane, Offer, Resource

pytestmark = pytest.mark.django_db

TUESDAY = (cast.wall(2, 0), cast.wall(3, 0))
TEN_MIN = timedelta(minutes=10)


def tuesday(place: cast.Place, now: datetime = cast.NOW, **more: object) -> Times:
    asked = {"starts_from": TUESDAY[0], "starts_until": TUESDAY[1], "now": now, **more}
    return reads.times(place.offers["back_massage"], **asked)  # type: ignore[arg-type]


def keep(place: cast.Place, starts_at: datetime, now: datetime = cast.NOW, **more: object) -> Hold:
    offer = place.offers["back_massage"]
    held = actions.hold(offer=offer, starts_at=starts_at, clock=cast.clock_at(now), **more)  # type: ignore[arg-type]
    assert isinstance(held, Hold)
    return held


def book(place: cast.Place, starts_at: datetime, now: datetime = cast.NOW) -> Appointment:
    offer = place.offers["back_massage"]
    booked = actions.book(
        offer=offer, starts_at=starts_at, client=cast.client(), by="client", clock=cast.clock_at(now)
    )
    assert isinstance(booked, Appointment)
    return booked


def quarters(first: datetime, last: datetime) -> list[datetime]:
    """Each quarter of an hour from `first` to `last`."""
    return [first + timedelta(minutes=15) * n for n in range((last - first) // timedelta(minutes=15) + 1)]


def test_what_two_holds_keep_says_when_the_first_of_them_runs_out() -> None:
    place = cast.hiljainen_huone()
    keep(place, cast.wall(2, 12))
    keep(place, cast.wall(2, 12), now=cast.NOW + timedelta(minutes=3))

    later = cast.NOW + timedelta(minutes=4)
    expected = [
        Held(start, cast.NOW + TEN_MIN) for start in quarters(cast.wall(2, 11, 15), cast.wall(2, 12, 45))
    ]
    assert tuesday(place, later).held == expected
    assert tuesday(place, cast.NOW + TEN_MIN - timedelta(seconds=1)).held == expected
    assert tuesday(place, cast.NOW + TEN_MIN).held == []


def test_one_practitioners_held_times_are_not_the_others() -> None:
    place = cast.hiljainen_huone()
    aino, mikael = place.people["Aino"], place.people["Mikael"]
    keep(place, cast.wall(2, 12), practitioner=aino)

    assert tuesday(place).held == []
    assert tuesday(place, practitioner=mikael).held == []
    assert [each.starts_at for each in tuesday(place, practitioner=aino).held] == quarters(
        cast.wall(2, 11, 15), cast.wall(2, 12, 45)
    )


def test_a_start_behind_a_hold_and_a_visit_is_taken_not_held() -> None:
    place = cast.hiljainen_huone()
    book(place, cast.wall(2, 12))
    keep(place, cast.wall(2, 11))
    keep(place, cast.wall(2, 11))

    # Both practitioners are held from 11 to 12; one of them is booked from 12 on, then both.
    one_booked = [each.starts_at for each in tuesday(place).held]
    book(place, cast.wall(2, 12))
    both_booked = [each.starts_at for each in tuesday(place).held]
    assert one_booked == quarters(cast.wall(2, 10, 15), cast.wall(2, 11, 45))
    assert both_booked == quarters(cast.wall(2, 10, 15), cast.wall(2, 11))


def test_what_would_come_free_too_late_for_the_salons_notice_is_not_promised() -> None:
    place = cast.hiljainen_huone(cast.wall(2, 7), min_notice_min=60)
    now = cast.wall(2, 7, 55)
    for _ in place.rooms:
        keep(place, cast.wall(2, 9), now=now)

    # Free again at 08:05, when the notice of an hour begins at 09:05.
    assert tuesday(place, now).held[0].starts_at == cast.wall(2, 9, 15)
    assert tuesday(place, now).free[0] == cast.wall(2, 10)


def test_ones_own_hold_and_visit_are_not_in_ones_way() -> None:
    place = cast.hiljainen_huone()
    for room in list(place.rooms)[1:]:
        Lane.objects.filter(resource=place.rooms[room]).delete()
    place.open()
    before = tuesday(place).free
    mine = keep(place, cast.wall(2, 12))
    given_back = reads.own_time(place.salon.pk, hold_id=mine.pk)
    assert tuesday(place, given_back=given_back) == Times(before, [])

    actions.release(mine, clock=cast.clock_at())
    visit = book(place, cast.wall(2, 12))
    given_back = reads.own_time(place.salon.pk, appointment_id=visit.pk)
    assert tuesday(place, given_back=given_back) == Times(before, [])
    moved = actions.move(visit, starts_at=cast.wall(2, 12, 15), by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)


@pytest.mark.parametrize("days", [1, 40])
def test_free_and_held_take_two_statements_whatever_the_window(
    days: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = cast.hiljainen_huone()
    for _ in place.rooms:
        keep(place, cast.wall(2, 12))
    offer, first = place.offers["back_massage"], cast.wall(2, 0)
    with django_assert_num_queries(2):
        found = reads.held(offer, starts_from=first, starts_until=first + timedelta(days=days), now=cast.NOW)
    assert [each.starts_at for each in found] == quarters(cast.wall(2, 11, 15), cast.wall(2, 12, 45))


def slowly(offer: Offer, now: datetime, practitioner: Resource | None) -> set[datetime]:
    """Tuesday's starts from hours and live claims alone, tick by tick."""
    lanes = {lane.resource_id: lane.number for lane in Lane.objects.filter(salon=offer.salon)}
    taken: dict[int, set[int]] = {number: set() for number in lanes.values()}
    for claim in Claim.objects.exclude(expires_at__lte=now):
        end = -(-int(claim.span.upper.timestamp()) // 300)
        taken[lanes[claim.resource_id]].update(range(tick_floor(claim.span.lower), end))
    found = set()
    for lane, shifts in lane_shifts(offer.salon, TUESDAY[0].date(), TUESDAY[0].date()).items():
        if (practitioner is not None and lanes[practitioner.pk] != lane) or not offer.who >> lane & 1:
            continue
        for shift in shifts:
            for tick in range(shift.anchor, shift.ends - 11, offer.salon.step_min // 5):
                whole = set(range(tick, tick + 12))
                rooms = [n for n in taken if offer.rooms >> n & 1 and not taken[n] & whole]
                if rooms and not taken[lane] & whole:
                    found.add(instant(tick))
    notice = now + timedelta(minutes=offer.salon.min_notice_min)
    return {start for start in found if start >= notice and TUESDAY[0] <= start < TUESDAY[1]}


def crowd(dice: random.Random, place: cast.Place, now: datetime) -> datetime:
    """Holds at odd seconds, visits and blocks; the moment after the last of them."""
    offers = list(place.offers.values())
    for _ in range(40):
        now += timedelta(seconds=dice.randrange(1, 60))
        starts_at = cast.wall(2, 9) + timedelta(minutes=15) * dice.randrange(30)
        offer, clock = dice.choice(offers), cast.clock_at(now)
        if dice.random() < 2 / 3:
            actions.hold(offer=offer, starts_at=starts_at, clock=clock)
        else:
            actions.book(offer=offer, starts_at=starts_at, client=cast.client(), by="client", clock=clock)
        if dice.random() < 0.1:
            actions.block(
                resource=dice.choice([*place.people.values(), *place.rooms.values()]),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=dice.randrange(5, 40)),
                by="desk:1",
                clock=clock,
            )
    return now


@pytest.mark.parametrize("seed", range(8))
def test_held_starts_are_those_that_brute_force_finds_at_each_expiry(seed: int) -> None:
    dice = random.Random(seed)
    place = cast.hiljainen_huone(cast.wall(2, 7), min_notice_min=60)
    now = crowd(dice, place, cast.wall(2, 7, 40))
    offer = place.offers["back_massage"]
    held_for = 0
    for practitioner in (None, place.people["Aino"]):
        free = slowly(offer, now, practitioner)
        expected: dict[datetime, datetime] = {}
        for expires_at in sorted({each.expires_at for each in Hold.objects.filter(expires_at__gt=now)}):
            for start in slowly(offer, expires_at, practitioner) - free:
                expected.setdefault(start, expires_at.astimezone(UTC))
        found = tuesday(place, now, practitioner=practitioner)
        assert set(found.free) == free
        assert found.held == [Held(start, expected[start]) for start in sorted(expected)]
        held_for += len(expected)
    assert held_for > 0
