"""An open board stays true: a stamp that changes with whatever the board shows, and the columns that changed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.doors.boards import Desk, busy, desk
from unknot.desk import live
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Hold, Part
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    live.stamps.forget()


def stamp(made: Desk, at: object = None) -> str:
    shown = date.fromisoformat(made.on_date)
    return reads.stamp(made.place.salon, shown, shown, now=at or clock.now())  # type: ignore[arg-type]


def test_whatever_the_board_shows_changes_the_stamp_and_another_look_does_not() -> None:
    made = desk()
    now = clock.database_now
    seen = [stamp(made), stamp(made)]
    visit = made.book("Outi Laine", "Aino", 10)
    seen.append(stamp(made))
    for step in (
        lambda: actions.move(visit, starts_at=made.at(11), by="desk:1", clock=now),
        lambda: actions.mark(visit, Appointment.Status.ARRIVED, by="desk:1", clock=now),
        lambda: actions.mark(visit, Appointment.Status.BOOKED, by="desk:1", clock=now),
        lambda: Part.objects.update(told="in_person"),
        lambda: actions.hold(offer=made.place.offers["facial"], starts_at=made.at(14), clock=now),
        lambda: actions.cancel(visit, by="client", clock=now),
    ):
        step()
        seen.append(stamp(made))
    assert [one == other for one, other in pairwise(seen)] == [True] + [False] * 7


def test_a_hold_that_runs_out_changes_the_stamp_at_its_second() -> None:
    made = desk()
    actions.hold(offer=made.place.offers["facial"], starts_at=made.at(14), clock=clock.database_now)
    ends = Hold.objects.get().expires_at
    second = timedelta(seconds=1)
    assert stamp(made, ends - second) != stamp(made, ends)


def test_asking_for_the_stamp_takes_two_statements_and_within_a_moment_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = desk()
    now = live.Live.of(made.place.salon, date.fromisoformat(made.on_date), clock.now())
    page = reverse("desk_stamp", args=[made.place.salon.public_id, made.on_date, now.key])
    with django_assert_num_queries(2):
        answer = made.browser.get(page, {"seen": "something else"})
    with django_assert_num_queries(0):
        same = Client().get(page, {"seen": now.stamp})
    assert (answer.content.decode(), same.status_code, same.content) == (now.stamp, 204, b"")


@pytest.mark.parametrize("wrong", ["key", "2027-02-30", "1999-12-31"])
def test_a_stamp_is_opened_by_its_salon_s_key_alone(wrong: str) -> None:
    made, other = desk(), "0" * 43
    key = live.Live.of(made.place.salon, date.fromisoformat(made.on_date), clock.now()).key
    day, given = (made.on_date, other) if wrong == "key" else (wrong, key)
    assert (
        Client().get(reverse("desk_stamp", args=[made.place.salon.public_id, day, given])).status_code == 404
    )


def test_only_columns_that_differ_are_sent_and_the_whole_board_when_its_hours_do() -> None:
    made = desk()
    busy(made)
    page = reverse("desk_changes", args=[made.place.salon.public_id, made.on_date])
    drawn = made.browser.get(made.page).context["drawn"]
    have = ".".join([drawn.frame, *(column.digest for column in drawn.columns)])
    nothing = made.browser.get(page, {"have": have}).content.decode()
    made.book("Eino Aho", "Aino", 15)
    one = made.browser.get(page, {"have": have}).content.decode()
    whole = made.browser.get(page, {"have": ""}).content.decode()
    counted = [(text.count('class="column"'), text.count('id="board"')) for text in (nothing, one, whole)]
    assert counted == [(0, 0), (1, 0), (3, 1)]


def test_changes_take_as_many_statements_for_thirty_visits_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = desk()
    page = reverse("desk_changes", args=[made.place.salon.public_id, made.on_date])
    made.book("Outi Laine", "Aino", 9)
    with django_assert_num_queries(12):
        made.browser.get(page)
    for hour in (10, 12, 14):
        for who in ("Aino", "Mikael", "Sanna"):
            made.book(f"{who} {hour}", who, hour, 15)
    with django_assert_num_queries(12):
        made.browser.get(page)
