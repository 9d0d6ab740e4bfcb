"""Thousands of random verbs on a running clock: day rows, claims and a reading by brute force always agree."""

import random
from datetime import datetime, timedelta

import pytest

from tests import cast
from unknot.core.hours import instant, tick_floor
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Block, Claim, Hold
from unknot.salons.bridge import lane_shifts
from unknot.salons.models import Lane, Offer

pytestmark = pytest.mark.django_db

STEPS = 600
FIRST, LAST = cast.wall(26, 0), cast.wall(30, 0)  # the clock changes on 28 March 2027


def a_salon() -> cast.Place:
    """Days and nights, two practitioners, one room with a double table: crowded on purpose."""
    place = cast.salon(horizon_days=60, min_notice_min=0)
    cast.hours(place.salon, None, [5, 6], (8 * 60, 29 * 60))
    for name in ("Aino", "Mikael"):
        made = cast.practitioner(place, name, "back_massage", "facial")
        cast.hours(
            place.salon, Lane.objects.get(resource=made), [5, 6], (10 * 60, 14 * 60), (20 * 60, 28 * 60)
        )
    cast.room(place, "Room 1")
    cast.room(place, "Room 2", "table", "double")
    cast.offer(place, "back_massage", buffer_after_min=10)
    cast.offer(place, "facial", duration_min=45, room_feature="double", buffer_before_min=5)
    return place.open()


def slowly(offer: Offer, now: datetime) -> set[datetime]:
    """The starts of an offer, from hours and claims alone."""
    lanes = {lane.resource_id: lane.number for lane in Lane.objects.filter(salon=offer.salon)}
    live = Claim.objects.exclude(expires_at__lte=now)
    taken = {number: set[int]() for number in lanes.values()}
    for claim in live:
        from_, to = tick_floor(claim.span.lower), -(-int(claim.span.upper.timestamp()) // 300)
        taken[lanes[claim.resource_id]].update(range(from_, to))
    shifts = lane_shifts(offer.salon, FIRST.date() - timedelta(days=2), LAST.date() + timedelta(days=2))
    before, after = offer.buffer_before_min // 5, offer.buffer_after_min // 5
    length, step = offer.duration_min // 5, offer.salon.step_min // 5
    found = set()
    for lane, own in shifts.items():
        for shift in own:
            for tick in range(shift.starts, shift.ends - length + 1):
                whole = range(tick - before, tick + length + after)
                rooms = [n for n in taken if offer.rooms >> n & 1 and taken[n].isdisjoint(whole)]
                if (tick - shift.anchor) % step == 0 and rooms and taken[lane].isdisjoint(whole):
                    found.add(instant(tick))
    return {start for start in found if max(FIRST, now) <= start < LAST}


def a_step(dice: random.Random, place: cast.Place, now: datetime) -> None:
    """One verb, on something that stands or on a random slot."""
    clock = cast.clock_at(now)
    offer = dice.choice(list(place.offers.values()))
    free = reads.slots(offer, starts_from=max(FIRST, now), starts_until=LAST, now=now)
    holds = list(Hold.objects.filter(appointment=None).select_related("offer__salon", "practitioner"))
    visits = list(Appointment.objects.exclude(status="cancelled"))
    verb = dice.choices(
        ["hold", "confirm", "release", "book", "move", "cancel", "block", "unblock"], [6, 3, 1, 3, 3, 3, 1, 1]
    )
    match verb[0]:
        case "hold" if free:
            actions.hold(offer=offer, starts_at=dice.choice(free).starts_at, clock=clock)
        case "confirm" if holds:
            actions.confirm(dice.choice(holds), client=cast.client(), by="client", clock=clock)
        case "release" if holds:
            actions.release(dice.choice(holds), clock=clock)
        case "book" if free:
            slot = dice.choice(free)
            actions.book(
                offer=offer, starts_at=slot.starts_at, client=cast.client(), by="client", clock=clock
            )
        case "move" if visits and free:
            actions.move(dice.choice(visits), starts_at=dice.choice(free).starts_at, by="client", clock=clock)
        case "cancel" if visits:
            actions.cancel(dice.choice(visits), by="desk:1", clock=clock)
        case "block":
            starts_at = FIRST + timedelta(minutes=dice.randrange(4 * 1440))
            resource = dice.choice([*place.people.values(), *place.rooms.values()])
            ends_at = starts_at + timedelta(minutes=dice.randrange(1, 90))
            actions.block(resource=resource, starts_at=starts_at, ends_at=ends_at, by="desk:1", clock=clock)
        case "unblock" if Block.objects.exists():
            actions.unblock(dice.choice(list(Block.objects.all())), by="desk:1", clock=clock)


@pytest.mark.parametrize("seed", [1, 2])
def test_rows_claims_and_brute_force_agree_after_every_few_steps(seed: int) -> None:
    dice = random.Random(seed)
    place = a_salon()
    now = cast.wall(25, 20)
    for step in range(STEPS):
        now += timedelta(seconds=dice.choice([1, 20, 90, 300, 601]))
        a_step(dice, place, now)
        if step % 10 == 0:
            for offer in place.offers.values():
                shown = reads.slots(offer, starts_from=max(FIRST, now), starts_until=LAST, now=now)
                assert {slot.starts_at for slot in shown} == slowly(offer, now)
    actions.open_days(place.salon, clock=cast.clock_at(now))
    assert list(audit.findings(now)) == []
    assert Appointment.objects.count() > 50
