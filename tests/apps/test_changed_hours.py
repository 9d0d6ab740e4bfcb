"""Other hours: what falls outside is known before and after, with what could be done; nothing is lost on the way."""

from datetime import date, datetime, timedelta

import pytest

from tests import cast
from tests.apps.hours_cast import (
    DAY,
    HOUR,
    MORNINGS,
    NINE,
    TUESDAY,
    book,
    change,
    closed,
    free,
    keep,
    lane,
    outside,
    proposed,
)
from unknot.core.hours import WallSpan
from unknot.diary import actions, audit, reads
from unknot.diary.models import Claim, Hold, Part, SalonDay
from unknot.diary.values import MORE_OUTSIDE, NOT_CHANGEABLE, Refusal
from unknot.plumbing.models import Fact
from unknot.salons import bridge
from unknot.salons.models import HoursException, Lane, Salon, WeeklyChange
from unknot.salons.rota import NO_WEEK, OtherDays, OtherWeek

pytestmark = pytest.mark.django_db


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


def test_a_night_that_began_in_the_old_week_goes_on_into_the_new_one() -> None:
    """The clock is put forward on Sunday 28 March at 03:00: from 20:00 until 05:00 there are eight hours."""
    place = cast.hiljainen_huone()
    saturday = date(2027, 3, 27)
    nights = ((),) * 5 + ((WallSpan(1200, 1740),), ())
    for who in (None, lane(place, "Aino")):
        change(place, OtherWeek(who, saturday, nights))
        change(place, OtherWeek(who, saturday + DAY, NO_WEEK))
    aino = lane(place, "Aino")
    night = bridge.lane_shifts(place.salon, saturday, saturday + DAY)[aino]

    assert sum(shift.ends - shift.starts for shift in night) == 8 * 12
    late = book(place, datetime(2027, 3, 28, 4, 0, tzinfo=cast.HELSINKI))
    assert outside(place) == []
    change(place, OtherDays(None, saturday, saturday, ()))
    assert outside(place) == [late.public_id]


def test_a_proposal_keeps_the_minutes_that_were_booked() -> None:
    place = cast.hiljainen_huone()
    offer = place.offers["back_massage"]
    offer.duration_min = 120
    offer.save(update_fields=["duration_min"])
    book(place, cast.wall(2, 11))
    offer.duration_min = 60
    offer.save(update_fields=["duration_min"])
    until_two = OtherDays(None, TUESDAY, TUESDAY, (WallSpan(540, 750),))

    assert proposed(place, until_two) == [(cast.wall(2, 10, 30), "Aino")]


def test_a_hold_that_ran_out_while_its_room_was_closed_leaves_nothing_behind() -> None:
    place = cast.hiljainen_huone(cast.NOW)
    keep(place, NINE)
    taken = Claim.objects.values("resource")
    room = Lane.objects.get(salon=place.salon, resource__in=taken, resource__kind="room").number
    assert change(place, closed(who=room)) == 0
    later = cast.NOW + timedelta(minutes=11)

    opened = actions.change_hours(
        place.salon, OtherDays(room, TUESDAY, TUESDAY, None), seen=(), by="desk:1", clock=cast.clock_at(later)
    )

    assert opened == 0
    again = actions.hold(
        offer=place.offers["back_massage"],
        practitioner=place.people["Aino"],
        starts_at=NINE,
        clock=cast.clock_at(later),
    )
    assert isinstance(again, Hold)
    assert list(audit.findings(later)) == []
