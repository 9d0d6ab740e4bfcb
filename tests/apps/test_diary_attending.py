"""While the day runs: when each client came, was treated and was done; and what is left for one who comes late."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Claim, Part
from unknot.diary.plans import planned
from unknot.diary.values import NOT_CHANGEABLE, TOO_SHORT, Refusal
from unknot.plumbing.models import Fact

pytestmark = pytest.mark.django_db

Status = Appointment.Status
TEN = cast.wall(2, 10)
AINO = "desk:1"


@pytest.fixture
def place() -> cast.Place:
    return cast.hiljainen_huone()


@pytest.fixture
def visit(place: cast.Place) -> Appointment:
    return booked(place, TEN)


def booked(place: cast.Place, starts_at: datetime) -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        client=cast.client(),
        practitioner=place.people["Aino"],
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment), made
    return made


def mark(visit: Appointment, status: str, after_min: int) -> Any:
    clock = cast.clock_at(TEN + timedelta(minutes=after_min))
    return actions.mark(visit, Status(status), by=AINO, clock=clock)


def shorten(visit: Appointment, late_min: int, after_min: int = 0) -> Any:
    return actions.shorten(visit, late_min, by=AINO, clock=cast.clock_at(TEN + timedelta(minutes=after_min)))


def times(visit: Appointment) -> list[int | None]:
    visit.refresh_from_db()
    said = (visit.arrived_at, visit.begun_at, visit.done_at)
    return [None if each is None else round((each - TEN) / timedelta(minutes=1)) for each in said]


def test_each_step_keeps_its_time_and_a_step_back_forgets_what_came_after(visit: Appointment) -> None:
    seen = []
    for status, after_min in (
        ("arrived", -5),
        ("in_treatment", 2),
        ("done", 61),
        ("in_treatment", 63),
        ("arrived", 64),
        ("booked", 65),
    ):
        assert isinstance(mark(visit, status, after_min), Appointment)
        seen.append(times(visit))
    assert seen == [
        [-5, None, None],
        [-5, 2, None],
        [-5, 2, 61],
        [-5, 2, None],
        [-5, None, None],
        [None, None, None],
    ]
    kinds = Fact.objects.filter(subject=visit.public_id).order_by("pk").values_list("kind", flat=True)
    assert [kind.removeprefix("appointment.") for kind in kinds] == [
        "booked", "arrived", "in_treatment", "done", "in_treatment", "arrived", "booked",
    ]  # fmt: skip


def test_who_is_treated_without_having_been_said_to_arrive_has_arrived(visit: Appointment) -> None:
    mark(visit, "in_treatment", 3)
    assert times(visit) == [3, 3, None]


def test_to_say_it_twice_keeps_the_first_time(visit: Appointment) -> None:
    for after_min in (1, 9):
        mark(visit, "arrived", after_min)
    assert times(visit) == [1, None, None]
    assert Fact.objects.filter(kind="appointment.arrived").count() == 1


@pytest.mark.parametrize("status", ["in_treatment", "done"])
def test_a_treatment_that_has_begun_is_neither_cancelled_nor_moved(visit: Appointment, status: str) -> None:
    mark(visit, status, 5)
    clock = cast.clock_at(TEN + timedelta(minutes=6))
    assert actions.cancel(visit, by=AINO, clock=clock) == Refusal(NOT_CHANGEABLE)
    moved = actions.move(visit, starts_at=cast.wall(2, 14), by=AINO, clock=clock)
    assert isinstance(moved, Refusal)
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (status, TEN)
    assert Claim.objects.filter(part__appointment=visit).count() == 2


def test_who_had_arrived_may_still_be_cancelled_and_has_not_come_then(visit: Appointment) -> None:
    mark(visit, "arrived", -5)
    cancelled = actions.cancel(visit, by=AINO, clock=cast.clock_at(TEN))
    assert isinstance(cancelled, Appointment)
    assert (cancelled.status, times(visit)) == ("cancelled", [None, None, None])


def test_who_comes_late_has_a_shorter_plan_that_ends_as_planned(
    visit: Appointment, place: cast.Place
) -> None:
    spans = sorted(Claim.objects.values_list("span", flat=True), key=str)
    assert isinstance(shorten(visit, 12, 12), Appointment)

    part = Part.objects.select_related("offer").get()
    assert (part.minutes, part.duration_min, part.ends_at) == (48, 60, TEN + timedelta(hours=1))
    plan = planned(part, avoided=(), pressure_max=None)
    assert plan is not None
    assert (plan.duration_min, sum(stage.duration_min for stage in plan.stages)) == (48, 48)
    assert sorted(Claim.objects.values_list("span", flat=True), key=str) == spans
    assert list(audit.findings(cast.NOW)) == []


@pytest.mark.parametrize(
    ("late_min", "answer"), [(45, None), (46, TOO_SHORT), (60, TOO_SHORT), (-1, TOO_SHORT)]
)
def test_under_a_quarter_of_an_hour_nothing_is_begun(
    visit: Appointment, late_min: int, answer: str | None
) -> None:
    made = shorten(visit, late_min)
    assert (made.code if isinstance(made, Refusal) else None) == answer
    assert Part.objects.get().shortened_min == (None if answer else 15)


def test_in_time_after_all_is_the_whole_treatment_again(visit: Appointment) -> None:
    shorten(visit, 20)
    shorten(visit, 0)
    assert Part.objects.get().minutes == 60


@pytest.mark.parametrize("status", ["in_treatment", "done", "no_show"])
def test_nobody_is_late_any_more_once_it_has_begun_or_she_did_not_come(
    visit: Appointment, status: str
) -> None:
    mark(visit, status, 10)
    assert shorten(visit, 10) == Refusal(NOT_CHANGEABLE)


@pytest.mark.parametrize("status", ["booked", "no_show"])
def test_what_is_taken_back_is_as_long_as_it_was(visit: Appointment, status: str) -> None:
    shorten(visit, 20)
    mark(visit, "arrived", 20)
    mark(visit, status, 21)
    assert Part.objects.get().shortened_min is None


def test_a_moved_visit_is_as_long_as_it_was(visit: Appointment) -> None:
    shorten(visit, 20)
    moved = actions.move(visit, starts_at=cast.wall(2, 14), by=AINO, clock=cast.clock_at(TEN))
    assert isinstance(moved, Appointment)
    assert Part.objects.get().shortened_min is None


def test_the_next_visit_of_a_practitioner_is_hers_and_is_coming(
    visit: Appointment, place: cast.Place
) -> None:
    part = Part.objects.get()
    assert reads.next_at(part) is None
    later = booked(place, cast.wall(2, 13))
    sooner = booked(place, cast.wall(2, 12))
    assert reads.next_at(part) == sooner.starts_at
    actions.cancel(sooner, by=AINO, clock=cast.clock_at())
    assert reads.next_at(part) == later.starts_at


def test_the_database_keeps_times_only_of_who_came_and_only_shorter_treatments(visit: Appointment) -> None:
    rows = Appointment.objects.filter(pk=visit.pk)
    for said in ({"arrived_at": TEN}, {"status": "no_show", "done_at": TEN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**said)
    for minutes in (60, 14):
        with pytest.raises(IntegrityError), transaction.atomic():
            Part.objects.update(shortened_min=minutes)
