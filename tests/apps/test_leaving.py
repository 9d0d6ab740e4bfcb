"""A practitioner with visits to come leaves: nothing is lost, all is done after one look or nothing is."""

from datetime import date, timedelta

import pytest

from tests import cast
from tests.apps.hours_cast import NINE, book, free, keep, lane, outside
from unknot.diary import actions, audit, reads
from unknot.diary.actions import Elsewhere
from unknot.diary.models import Appointment, Claim, Part
from unknot.diary.values import MORE_OUTSIDE, Refusal
from unknot.people.models import User
from unknot.salons import bridge
from unknot.salons.actions import see_off, write_hours
from unknot.salons.models import Lane, Membership, Offer
from unknot.salons.rota import Leaves, OtherDays, OtherWeek

pytestmark = pytest.mark.django_db

TODAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


def leaves(place: cast.Place, from_date: date = TODAY) -> Leaves:
    return Leaves(lane(place, "Aino"), from_date)


def look(place: cast.Place, asked: Leaves) -> list[reads.Affected]:
    touch = reads.touched(place.salon, asked, now=cast.NOW)
    rota = bridge.rota(place.salon).changed(asked)
    return reads.proposals(place.salon, touch.visits, rota, now=cast.NOW)[0]


def go(place: cast.Place, asked: Leaves, *, moving: bool = True, seen: set[str] | None = None) -> object:
    found = look(place, asked)
    moved = [
        Elsewhere(each.part.appointment, each.proposal.starts_at, each.proposal.practitioner)
        for each in found
        if each.proposal and moving
    ]
    known = reads.touched(place.salon, asked, now=cast.NOW).ids if seen is None else seen
    return actions.leave(place.salon, asked, seen=known, moved=moved, by="desk:1", clock=cast.clock_at())


def test_all_her_visits_move_as_proposed_and_she_is_gone(place: cast.Place) -> None:
    visits = [book(place, NINE + n * HOUR) for n in range(3)]
    assert go(place, leaves(place)) == 0
    for visit in visits:
        part = Part.objects.get(appointment=visit)
        assert (part.practitioner.name, part.starts_at) == ("Mikael", visit.starts_at)
    hers = Lane.objects.get(resource=place.people["Aino"])
    assert (hers.left_on, hers.is_gone) == (TODAY, True)
    assert not Offer.objects.get(treatment="back_massage").who >> hers.number & 1
    assert not Claim.objects.filter(resource=place.people["Aino"]).exists()
    assert list(audit.findings(cast.NOW)) == []


def test_left_to_be_sorted_out_they_all_stand_there(place: cast.Place) -> None:
    visits = {book(place, NINE + n * HOUR).public_id for n in range(3)}
    assert go(place, leaves(place), moving=False) == 3
    assert set(outside(place)) == visits
    assert Part.objects.filter(practitioner=place.people["Aino"]).count() == 3
    assert list(audit.findings(cast.NOW)) == []


def test_what_nobody_else_gives_waits_to_be_sorted_out(place: cast.Place) -> None:
    book(place, NINE, "Sanna", "facial")
    asked = Leaves(lane(place, "Sanna"), TODAY)
    assert [each.proposal for each in look(place, asked)] == [None]
    assert go(place, asked) == 1
    assert Appointment.objects.get().status == "booked"
    assert list(audit.findings(cast.NOW)) == []


def test_visits_before_her_last_day_are_hers_and_she_is_gone_when_it_comes(place: cast.Place) -> None:
    before, after = book(place, NINE), book(place, NINE + DAY)
    assert go(place, leaves(place, TUESDAY + DAY)) == 0
    assert Part.objects.get(appointment=before).practitioner == place.people["Aino"]
    assert Part.objects.get(appointment=after).practitioner == place.people["Mikael"]
    hers = Lane.objects.get(resource=place.people["Aino"])
    assert (hers.left_on, hers.is_gone) == (TUESDAY + DAY, False)
    see_off(place.salon, TUESDAY)
    hers.refresh_from_db()
    assert not hers.is_gone
    see_off(place.salon, TUESDAY + DAY)
    hers.refresh_from_db()
    assert hers.is_gone


def test_a_visit_that_was_not_seen_stops_all_of_it(place: cast.Place) -> None:
    seen = {book(place, NINE).public_id}
    book(place, NINE + HOUR)
    done = go(place, leaves(place), seen=seen)
    assert isinstance(done, Refusal)
    assert done.code == MORE_OUTSIDE
    assert Lane.objects.get(resource=place.people["Aino"]).left_on is None


def test_one_move_that_can_not_be_undoes_all_of_it(place: cast.Place) -> None:
    first, second = book(place, NINE), book(place, NINE + HOUR)
    mikael = place.people["Mikael"]
    moved = [Elsewhere(each, NINE, mikael) for each in (first, second)]
    seen = {first.public_id, second.public_id}
    done = actions.leave(
        place.salon, leaves(place), seen=seen, moved=moved, by="desk:1", clock=cast.clock_at()
    )
    assert isinstance(done, Refusal)
    assert {each.practitioner.name for each in Part.objects.all()} == {"Aino"}
    assert Lane.objects.get(resource=place.people["Aino"]).left_on is None
    assert free(place)
    assert list(audit.findings(cast.NOW)) == []


def test_extra_shifts_and_planned_weeks_go_with_her(place: cast.Place) -> None:
    mine = lane(place, "Aino")
    week = bridge.rota(place.salon).week(mine, TODAY)
    write_hours(place.salon, OtherDays(mine, TUESDAY, TUESDAY, week[0]))
    write_hours(place.salon, OtherWeek(mine, TUESDAY + 7 * DAY, week))
    asked = leaves(place)
    assert go(place, asked) == 0
    after = bridge.rota(place.salon)
    assert after.shifts(TODAY, TODAY + 30 * DAY)[mine] == ()
    assert list(audit.findings(cast.NOW)) == []


def test_a_hold_that_was_seen_still_becomes_a_visit_and_is_to_sort_out(place: cast.Place) -> None:
    held = keep(place, NINE)
    assert go(place, leaves(place)) == 0
    booked = actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at())
    assert isinstance(booked, Appointment)
    assert outside(place) == [booked.public_id]


def test_her_way_to_the_desk_ends_and_an_owner_stays_an_owner(place: cast.Place) -> None:
    for name, role in (("Aino", Membership.Role.PRACTITIONER), ("Mikael", Membership.Role.OWNER)):
        user = User.objects.create_user(f"{name}@example.org", name)
        Membership.objects.create(user=user, salon=place.salon, role=role, practitioner=place.people[name])
    go(place, leaves(place))
    assert [each.role for each in Membership.objects.all()] == ["owner"]
    go(place, Leaves(lane(place, "Mikael"), TODAY))
    assert Membership.objects.get().practitioner is None


def test_hours_bring_her_back(place: cast.Place) -> None:
    mine = lane(place, "Aino")
    week = bridge.rota(place.salon).week(mine, TODAY)
    go(place, leaves(place))
    back = OtherWeek(mine, TUESDAY, week)
    actions.change_hours(place.salon, back, seen=(), by="desk:1", clock=cast.clock_at())
    hers = Lane.objects.get(number=mine)
    assert (hers.left_on, hers.is_gone) == (None, False)
    assert Offer.objects.get(treatment="back_massage").who >> mine & 1
    assert list(audit.findings(cast.NOW)) == []
