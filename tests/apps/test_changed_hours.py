"""Other hours: what falls outside is known before and after, with what could be done; nothing is lost on the way."""

import random
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests import cast
from unknot.core.hours import WallSpan, instant
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Hold, Part, SalonDay
from unknot.diary.values import MORE_OUTSIDE, NOT_CHANGEABLE, SLOT_TAKEN, Refusal
from unknot.plumbing.models import Fact
from unknot.salons import bridge
from unknot.salons.models import HoursException, Lane, Resource, Salon, WeeklyChange
from unknot.salons.rota import NO_WEEK, Change, OtherDays, OtherWeek

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 2)
DAY = timedelta(days=1)
NINE = cast.wall(2, 9)
HOUR = timedelta(hours=1)
MORNINGS = ((WallSpan(540, 780),),) * 5 + ((), ())


def book(
    place: cast.Place, starts_at: datetime, who: str = "Aino", treatment: str = "back_massage"
) -> Appointment:
    booked = actions.book(
        offer=place.offers[treatment],
        starts_at=starts_at,
        client=cast.client(),
        practitioner=place.people[who],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(booked, Appointment), booked
    return booked


def keep(place: cast.Place, starts_at: datetime, who: str = "Aino") -> Hold:
    held = actions.hold(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        practitioner=place.people[who],
        clock=cast.clock_at(),
    )
    assert isinstance(held, Hold), held
    return held


def lane(place: cast.Place, name: str) -> int:
    resource = place.people.get(name) or place.rooms[name]
    return Lane.objects.get(salon=place.salon, resource=resource).number


def closed(first: date = TUESDAY, last: date | None = None, who: int | None = None) -> OtherDays:
    return OtherDays(who, first, last or first, ())


def change(
    place: cast.Place, asked: Change, *, seen: Collection[str] | None = None, kept: Collection[str] = ()
) -> object:
    """Changed, knowing what it touches unless `seen` says otherwise."""
    if seen is None:
        seen = reads.touched(place.salon, asked, now=cast.NOW).ids
    return actions.change_hours(place.salon, asked, seen=seen, kept=kept, by="desk:1", clock=cast.clock_at())


def outside(place: cast.Place) -> list[str]:
    return [each.public_id for each in reads.outside(place.salon, now=cast.NOW)]


def proposed(place: cast.Place, asked: Change) -> list[tuple[datetime, str] | None]:
    touch = reads.touched(place.salon, asked, now=cast.NOW)
    rota = bridge.rota(place.salon).changed(asked)
    visits, _ = reads.proposals(place.salon, touch.visits, rota, now=cast.NOW)
    return [
        (each.proposal.starts_at, each.proposal.practitioner.name) if each.proposal else None
        for each in visits
    ]


def free(place: cast.Place, day: date = TUESDAY, treatment: str = "back_massage") -> list[datetime]:
    starts = datetime(day.year, day.month, day.day, tzinfo=cast.HELSINKI)
    found = reads.slots(place.offers[treatment], starts_from=starts, starts_until=starts + DAY, now=cast.NOW)
    return [slot.starts_at for slot in found]


def test_a_closed_day_lists_its_visits_and_each_goes_to_a_time_of_its_own() -> None:
    place = cast.hiljainen_huone()
    visits = [book(place, NINE), book(place, NINE, "Mikael"), book(place, NINE + HOUR)]
    book(place, NINE + DAY)

    touch = reads.touched(place.salon, closed(), now=cast.NOW)
    assert {each.public_id for each in touch.visits} == {visit.public_id for visit in visits}
    found = proposed(place, closed())
    assert None not in found
    assert len(set(found)) == 3
    assert {at.astimezone(cast.HELSINKI).date() for at, _ in filter(None, found)} <= {
        TUESDAY - DAY,
        TUESDAY + DAY,
    }


def test_looking_changes_nothing() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE)
    before = list(SalonDay.objects.values_list("on_date", "lanes", "shifts").order_by("on_date"))

    proposed(place, closed())
    assert list(SalonDay.objects.values_list("on_date", "lanes", "shifts").order_by("on_date")) == before
    assert (HoursException.objects.count(), outside(place)) == (0, [])


def test_an_ill_practitioners_visits_go_to_her_equal_at_the_same_time() -> None:
    place = cast.hiljainen_huone()
    book(place, NINE)

    assert proposed(place, closed(who=lane(place, "Aino"))) == [(NINE, "Mikael")]


def test_what_still_fits_her_own_shorter_day_stays_hers() -> None:
    place = cast.hiljainen_huone()
    book(place, cast.wall(2, 15))
    mornings = OtherDays(None, TUESDAY, TUESDAY, (WallSpan(540, 780),))

    assert proposed(place, mornings) == [(cast.wall(2, 12), "Aino")]


def test_a_closed_room_moves_its_visits_to_the_other_one_with_the_same_hands() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, NINE, "Mikael")
    room = Resource.objects.get(claims__part__appointment=booked, kind="room")
    asked = closed(who=lane(place, room.name))

    assert proposed(place, asked) == [(NINE, "Mikael")]
    assert change(place, asked) == 1
    moved = actions.move(
        booked, starts_at=NINE, practitioner=place.people["Mikael"], by="desk:1", clock=cast.clock_at()
    )
    assert isinstance(moved, Appointment)
    (now_in,) = Resource.objects.filter(claims__part__appointment=booked, kind="room")
    assert (now_in != room, outside(place), list(audit.findings(cast.NOW))) == (True, [], [])


def test_a_room_out_of_use_is_offered_to_nobody_until_it_is_back() -> None:
    place = cast.hiljainen_huone()
    asked = closed(who=lane(place, "Room 1"))
    change(place, asked)
    keep(place, NINE)

    second = actions.hold(offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(second, Refusal)
    assert second.code == SLOT_TAKEN
    change(place, OtherDays(asked.lane, TUESDAY, TUESDAY, None))
    again = actions.hold(offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(again, Hold)


def test_a_hold_in_a_room_that_goes_out_of_use_gives_nothing_back_when_it_runs_out() -> None:
    place = cast.hiljainen_huone()
    held = keep(place, NINE)
    room = Resource.objects.get(claims__hold=held, kind="room")
    change(place, closed(who=lane(place, room.name)))
    later = held.expires_at

    assert list(audit.findings(cast.NOW)) == []
    keepers = [
        actions.hold(offer=place.offers[each], starts_at=NINE, clock=cast.clock_at(later))
        for each in ("back_massage", "facial")
    ]
    assert [type(each) for each in keepers] == [Hold, Refusal]
    assert list(audit.findings(later)) == []


def test_a_hold_confirmed_after_its_room_went_out_of_use_is_on_the_list() -> None:
    place = cast.hiljainen_huone()
    held = keep(place, NINE)
    room = Resource.objects.get(claims__hold=held, kind="room")
    change(place, closed(who=lane(place, room.name)))
    booked = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())

    assert isinstance(booked, Appointment)
    assert outside(place) == [booked.public_id]
    assert list(audit.findings(held.expires_at)) == []


def test_a_change_is_refused_when_more_was_booked_than_was_shown() -> None:
    place = cast.hiljainen_huone()
    shown = {book(place, NINE).public_id}
    late = book(place, NINE + HOUR)

    refused = change(place, closed(), seen=shown)
    assert isinstance(refused, Refusal)
    assert (refused.code, HoursException.objects.count(), outside(place)) == (MORE_OUTSIDE, 0, [])
    assert change(place, closed(), seen={*shown, late.public_id}) == 2


def test_a_hold_made_in_between_is_not_overlooked() -> None:
    place = cast.hiljainen_huone()
    held = keep(place, NINE)

    refused = change(place, closed(), seen=())
    assert isinstance(refused, Refusal)
    assert change(place, closed(), seen=[held.public_id]) == 0
    assert outside(place) == [held.public_id]


def test_a_visit_outside_stays_listed_until_it_is_moved_cancelled_or_kept() -> None:
    place = cast.hiljainen_huone()
    moved, cancelled, kept = (book(place, NINE + n * HOUR) for n in range(3))
    change(place, closed())
    assert outside(place) == [each.public_id for each in (moved, cancelled, kept)]

    actions.move(moved, starts_at=NINE + DAY, by="desk:1", clock=cast.clock_at())
    actions.cancel(cancelled, by="desk:1", clock=cast.clock_at())
    actions.keep_outside(kept, by="desk:1", clock=cast.clock_at())
    assert [(each.public_id, each.is_kept) for each in reads.outside(place.salon, now=cast.NOW)] == [
        (kept.public_id, True)
    ]
    assert list(audit.findings(cast.NOW)) == []
    assert Fact.objects.filter(kind="appointment.kept", subject=kept.public_id).count() == 1


def test_what_was_kept_has_to_be_decided_anew_when_hours_touch_it_once_more() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, cast.wall(2, 16))
    half = OtherDays(None, TUESDAY, TUESDAY, (WallSpan(540, 990),))
    change(place, half, kept=[booked.public_id])
    again = reads.touched(place.salon, half, now=cast.NOW)

    assert Part.objects.get().kept_at == cast.NOW
    assert again.ids == set()
    assert change(place, closed()) == 1
    assert Part.objects.get().kept_at is None


def test_a_move_takes_back_that_a_visit_was_kept() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, NINE)
    change(place, closed(), kept=[booked.public_id])
    actions.move(booked, starts_at=NINE + DAY, by="desk:1", clock=cast.clock_at())

    assert Part.objects.get().kept_at is None


def test_only_a_booked_visit_outside_can_be_kept() -> None:
    place = cast.hiljainen_huone()
    booked = book(place, NINE)

    refused = actions.keep_outside(booked, by="desk:1", clock=cast.clock_at())
    assert isinstance(refused, Refusal)
    assert refused.code == NOT_CHANGEABLE


def test_other_weekly_hours_hold_from_their_date_on_and_can_be_taken_back() -> None:
    place = cast.hiljainen_huone()
    next_week = TUESDAY + timedelta(days=7)
    asked = OtherWeek(None, next_week, MORNINGS)
    afternoon, last_week = book(place, cast.wall(9, 15)), book(place, cast.wall(2, 15))

    assert reads.touched(place.salon, asked, now=cast.NOW).ids == {afternoon.public_id}
    change(place, asked)
    assert last_week.public_id not in outside(place)
    assert (max(free(place)), max(free(place, next_week))) == (cast.wall(2, 16), cast.wall(9, 12))
    change(place, OtherWeek(None, next_week, None))
    assert (outside(place), max(free(place, next_week))) == ([], cast.wall(9, 16))
    assert WeeklyChange.objects.count() == 0


def test_a_week_without_hours_closes_from_its_date_on() -> None:
    place = cast.hiljainen_huone()
    change(place, OtherWeek(lane(place, "Sanna"), TUESDAY + DAY, NO_WEEK))

    assert free(place, TUESDAY, "facial") != []
    assert free(place, TUESDAY + DAY, "facial") == []


def test_stated_hours_make_an_unknown_salon_bookable() -> None:
    place = cast.hiljainen_huone()
    Salon.objects.update(hours_source=Salon.HoursSource.UNKNOWN)
    place.salon.refresh_from_db()
    actions.rebuild(place.salon, clock=cast.clock_at())
    assert free(place) == []

    change(place, OtherWeek(None, TUESDAY, MORNINGS))
    assert max(free(place)) == cast.wall(2, 12)


def test_visits_that_are_over_or_cancelled_are_not_listed() -> None:
    place = cast.hiljainen_huone()
    gone = book(place, NINE)
    actions.cancel(gone, by="desk:1", clock=cast.clock_at())
    past = book(place, NINE + HOUR)

    touch = reads.touched(place.salon, closed(), now=past.ends_at)
    assert touch.ids == set()


def random_change(dice: random.Random, place: cast.Place) -> Change:
    lanes = [None, *(each.number for each in Lane.objects.filter(salon=place.salon).order_by("number"))]
    who = dice.choice(lanes)
    first = date(2027, 3, 26) + timedelta(days=dice.randrange(4))
    is_thing = who is not None and who >= len(place.people)
    opens = dice.randrange(0, 1200, 5)
    spans: Any = (WallSpan(opens, opens + dice.randrange(60, 500, 5)),)
    if is_thing or dice.random() < 0.6:
        chosen = dice.choice([(), (), None] if is_thing else [(), spans, None])
        return OtherDays(who, first, first + timedelta(days=dice.randrange(3)), chosen)
    week = tuple(dice.choice([(), spans]) for _ in range(7))
    return OtherWeek(who, first, dice.choice([week, week, None]))


def lies_within(part: Part) -> bool:
    """Minute by minute, from the rows that stand and the hours as they are written down."""
    salon = part.appointment.salon
    on = part.starts_at.astimezone(cast.HELSINKI).date()
    lanes = {each.resource_id: each for each in Lane.objects.filter(salon=salon)}
    shifts = bridge.lane_shifts(salon, on - DAY, on + DAY).get(lanes[part.practitioner_id].number, ())
    tick = part.starts_at
    while tick < part.ends_at:
        if not any(instant(each.starts) <= tick < instant(each.ends) for each in shifts):
            return False
        tick += timedelta(minutes=5)
    for claim in part.claims.exclude(resource__kind="practitioner"):
        touched = {each.astimezone(cast.HELSINKI).date() for each in (claim.span.lower, claim.span.upper)}
        if HoursException.objects.filter(lane=lanes[claim.resource_id], on_date__in=touched).exists():
            return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_every_visit_lies_within_or_is_listed(seed: int) -> None:
    dice = random.Random(seed)
    place = cast.hiljainen_huone()
    cast.hours(place.salon, None, [5, 6], (540, 1020))
    for each in Lane.objects.filter(resource__kind="practitioner"):
        cast.hours(place.salon, each, [5, 6], (540, 1020))
    actions.rebuild(place.salon, clock=cast.clock_at())
    for _ in range(12):
        day = date(2027, 3, 26) + timedelta(days=dice.randrange(4))
        if starts := free(place, day):
            actions.book(
                offer=place.offers["back_massage"],
                starts_at=dice.choice(starts),
                client=cast.client(),
                by="client",
                clock=cast.clock_at(),
            )
        asked = random_change(dice, place)
        expected = bridge.rota(place.salon).changed(asked)
        before, touch = set(outside(place)), reads.touched(place.salon, asked, now=cast.NOW)
        change(place, asked)
        assert bridge.rota(place.salon).shifts(TUESDAY, day) == expected.shifts(TUESDAY, day)
        left_out = {part.appointment.public_id for part in Part.objects.all() if not lies_within(part)}
        assert set(outside(place)) == left_out
        assert left_out - before <= touch.ids <= left_out
    assert list(audit.findings(cast.NOW)) == []
