"""A salon's numbers: what each visit counts as, who was new, what was worked and taken, how long one waits."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import cast
from unknot.core.hours import tick_ceil, tick_floor
from unknot.core.numbers import Filled, Outcome, Source, faces, filled, month_of, revenue
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Part, Turn, Waiting
from unknot.salons.actions import add_lane
from unknot.salons.models import Resource, WeeklyHours

pytestmark = pytest.mark.django_db

APRIL = datetime(2027, 4, 1, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
Status = Appointment.Status


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone(change_notice_min=24 * 60)


def booked(
    place: cast.Place,
    day: int,
    hour: int,
    *,
    who: str = "Aino",
    by: str = "client",
    at: datetime = cast.NOW,
    client: Any = None,
) -> Appointment:
    treatment = "facial" if who == "Sanna" else "back_massage"
    made = actions.book(
        offer=place.offers[treatment],
        starts_at=cast.wall(day, hour),
        practitioner=place.people[who],
        client=client or cast.client(),
        by=by,
        clock=cast.clock_at(at),
    )
    assert isinstance(made, Appointment), made
    return made


def march(place: cast.Place, **more: Any) -> list[Any]:
    month = month_of(cast.wall(1, 12).date(), place.salon.zone, APRIL)
    return reads.visits_between(place.salon, month.starts_at, month.ends_at, **more)


def test_what_nobody_marked_took_place_and_a_missed_visit_did_not(place: cast.Place) -> None:
    booked(place, 2, 9)
    missed = booked(place, 2, 11)
    actions.mark(missed, Status.NO_SHOW, by="desk:1", clock=cast.clock_at(cast.wall(2, 12)))
    assert [each.outcome for each in march(place)] == [Outcome.CAME, Outcome.MISSED]


@pytest.mark.parametrize(
    ("before", "by", "outcome"),
    [
        (24 * HOUR + timedelta(seconds=1), "client", Outcome.CANCELLED),
        (24 * HOUR, "desk:1", Outcome.LATE),
        (HOUR, "desk:1", Outcome.LATE),
        (3 * DAY, "desk:1", Outcome.CANCELLED),
    ],
)
def test_a_cancellation_is_late_by_the_salons_own_limit(
    place: cast.Place, before: timedelta, by: str, outcome: Outcome
) -> None:
    visit = booked(place, 9, 9)
    done = actions.cancel(visit, by=by, clock=cast.clock_at(visit.starts_at - before))
    assert isinstance(done, Appointment)
    (seen,) = march(place)
    assert (seen.outcome, seen.cancelled_by) == (outcome, Source.CLIENT if by == "client" else Source.DESK)


def test_who_was_excused_cancels_in_time_until_the_start(place: cast.Place) -> None:
    visit = booked(place, 9, 9)
    Appointment.objects.filter(pk=visit.pk).update(excused_at=visit.starts_at - 2 * HOUR)
    actions.cancel(visit, by="client", clock=cast.clock_at(visit.starts_at - HOUR))
    assert [each.outcome for each in march(place)] == [Outcome.CANCELLED]


def test_a_moved_visit_counts_once_where_it_stands_now(place: cast.Place) -> None:
    visit = booked(place, 2, 9)
    moved = actions.move(visit, starts_at=cast.wall(31, 16), by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    (seen,) = march(place)
    assert (seen.starts_at, seen.booked_at, seen.outcome) == (cast.wall(31, 16), cast.NOW, Outcome.CAME)


def test_a_visit_belongs_to_the_month_in_which_it_begins_on_the_salons_wall(place: cast.Place) -> None:
    month = month_of(cast.wall(1, 12).date(), place.salon.zone, APRIL)
    # Summer time has come in between: March has an hour less.
    assert month.ends_at - month.starts_at == 31 * DAY - HOUR
    visit = booked(place, 2, 9)
    for starts_at, seen in (
        (month.starts_at, 1),
        (month.ends_at, 0),
        (month.ends_at - timedelta(minutes=5), 1),
    ):
        Appointment.objects.filter(pk=visit.pk).update(starts_at=starts_at, ends_at=starts_at + HOUR)
        assert len(march(place)) == seen


def test_a_month_that_goes_on_ends_now_and_counts_nothing_that_lies_ahead(place: cast.Place) -> None:
    booked(place, 2, 9)
    booked(place, 2, 11)
    month = month_of(cast.wall(2, 12).date(), place.salon.zone, cast.wall(2, 11))
    seen = reads.visits_between(place.salon, month.starts_at, month.ends_at)
    assert [each.starts_at for each in seen] == [cast.wall(2, 9)]


def test_who_booked_first_is_told_by_the_fact(place: cast.Place) -> None:
    booked(place, 2, 9)
    booked(place, 2, 11, by="desk:7")
    brought = booked(place, 2, 13)
    brought.public_id = "came-with-a-file"
    brought.save(update_fields=["public_id"])
    served(place)
    assert [(each.source, each.booked_at is None) for each in march(place)] == [
        (Source.CLIENT, False),
        (Source.DESK, False),
        (Source.BROUGHT, True),
        (Source.WAITLIST, False),
    ]


def served(place: cast.Place) -> None:
    """Somebody who waited has taken her turn; her hold is long forgotten."""
    visit = booked(place, 2, 15)
    day = visit.starts_at.date()
    waiting = Waiting.objects.create(
        salon=place.salon,
        offer=place.offers["back_massage"],
        client=visit.client,
        days_from=day,
        days_until=day,
        state=Waiting.State.SERVED,
        ended_at=cast.NOW,
    )
    Turn.objects.create(
        waiting=waiting,
        client=visit.client,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        until=cast.NOW,
        state=Turn.State.TAKEN,
    )


def test_prices_are_as_agreed_and_what_was_taken_off_stands_beside(place: cast.Place) -> None:
    booked(place, 2, 9)
    gap = booked(place, 2, 11)
    Part.objects.filter(appointment=gap).update(gap_off_minor=500, off_minor=500, price_minor=6700)
    booked(place, 2, 9, who="Sanna")
    cancelled = booked(place, 9, 9)
    actions.cancel(cancelled, by="desk:1", clock=cast.clock_at())
    earned = revenue(march(place), lambda each: each.treatment)
    assert [(*at, *each) for at, each in earned.items()] == [
        ("back_massage", "EUR", 2, 13900, 500),
        ("facial", "EUR", 1, 8000, 0),
    ]
    aino = revenue(march(place, practitioner=place.people["Aino"]), lambda each: each.treatment)
    assert list(aino) == [("back_massage", "EUR")]


def test_one_who_came_before_under_the_same_mail_or_number_is_no_new_client(place: cast.Place) -> None:
    booked(place, 2, 9, client=cast.client(email="Outi@example.org"))
    booked(place, 2, 11, client=cast.client("Petri", email="", phone="+358401234567"))
    missed = booked(place, 2, 13, client=cast.client("Eeva", email="eeva@example.org"))
    actions.mark(missed, Status.NO_SHOW, by="desk:1", clock=cast.clock_at(cast.wall(2, 14)))
    for hour, (mail, phone) in enumerate(
        (
            ("outi@example.org", ""),
            ("outi@EXAMPLE.org", "+358409999999"),
            ("", "+358401234567"),
            ("eeva@example.org", ""),
        ),
        start=9,
    ):
        booked(place, 9, hour, client=cast.client("Somebody", email=mail, phone=phone))
    from_, until = cast.wall(8, 0), cast.wall(15, 0)
    seen = reads.visits_between(place.salon, from_, until)
    before = reads.known_before(place.salon, from_, {each.person for each in seen})
    assert before == {"outi@example.org", "+358401234567"}
    assert faces(seen, before) == (1, 2)


def test_another_salons_visits_count_nowhere_here(place: cast.Place) -> None:
    booked(place, 2, 9)
    other = cast.hiljainen_huone(name="Toinen")
    assert march(other) == []
    assert reads.known_before(other.salon, APRIL, {"outi@example.org"}) == set()


def week(place: cast.Place, from_: datetime, until: datetime, **more: Any) -> dict[tuple[int, int], Filled]:
    lived = reads.lives(place.salon, reads.people_of(place.salon), from_, until)
    found = filled(place.salon.zone, tick_floor(from_), tick_ceil(until), lived)
    return {key: each for key, each in found.items() if each.working_min}


def test_hours_are_as_full_as_visits_with_their_buffers_made_them() -> None:
    place = cast.salon()
    cast.practitioner(place, "Aino", "back_massage", shifts=((9 * 60, 12 * 60),))
    cast.room(place, "Room 1")
    cast.offer(place, buffer_after_min=15)
    place.open()
    booked(place, 2, 9)
    missed = booked(place, 9, 10)
    actions.mark(missed, Status.NO_SHOW, by="desk:1", clock=cast.clock_at(cast.wall(9, 11)))
    gone = booked(place, 16, 10)
    actions.cancel(gone, by="desk:1", clock=cast.clock_at())
    actions.block(
        resource=place.people["Aino"],
        starts_at=cast.wall(16, 11),
        ends_at=cast.wall(16, 12),
        reason="",
        by="desk:1",
        clock=cast.clock_at(),
    )
    seen = week(place, cast.wall(1, 0), cast.wall(22, 0))
    assert {hour: each for (day, hour), each in seen.items() if day == 1} == {
        9: Filled(180, 60),
        10: Filled(180, 75),
        11: Filled(120, 15),
    }
    assert seen[0, 9] == Filled(180, 0)


def test_the_hour_that_is_skipped_is_no_working_time_and_a_repeated_one_is_two() -> None:
    place = cast.salon()
    made = Resource.objects.create(kind=Resource.Kind.PRACTITIONER, name="Yö")
    lane = add_lane(place.salon, made)
    for each in (None, lane):
        WeeklyHours.objects.create(salon=place.salon, lane=each, weekday=6, from_min=60, to_min=360)
    sunday = week(place, cast.wall(28, 0), cast.wall(29, 0))
    assert sunday == {(6, hour): Filled(60, 0) for hour in (1, 2, 4, 5)}
    back = week(place, cast.wall(31, 0, month=10), cast.wall(1, 0, month=11))
    assert back == {(6, hour): Filled(120 if hour == 3 else 60, 0) for hour in range(1, 6)}


def test_each_offer_waits_until_its_first_start_that_a_client_can_book(
    place: cast.Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = reads.people_of(place.salon)
    with django_assert_num_queries(2):
        seen = reads.waits(place.salon, people, now=cast.NOW)
    assert [(each.offer.treatment, each.starts_at) for each in seen] == [
        ("back_massage", cast.wall(1, 9)),
        ("facial", cast.wall(1, 9)),
    ]
    sanna = reads.waits(place.salon, people, now=cast.NOW, practitioner=place.people["Sanna"])
    assert [each.offer.treatment for each in sanna] == ["facial"]


def test_an_offer_that_nobody_can_start_within_the_horizon_says_so(
    place: cast.Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.block(
        resource=place.people["Sanna"],
        starts_at=cast.wall(1, 0),
        ends_at=cast.wall(30, 0, month=6),
        reason="",
        by="desk:1",
        clock=cast.clock_at(),
    )
    with django_assert_num_queries(4):
        seen = reads.waits(place.salon, reads.people_of(place.salon), now=cast.NOW)
    assert [(each.offer.treatment, each.starts_at) for each in seen] == [
        ("back_massage", cast.wall(1, 9)),
        ("facial", None),
    ]
