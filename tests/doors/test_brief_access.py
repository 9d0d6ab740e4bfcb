"""Who opens a brief: who treats, from the evening before until the grant closes, and each opening is on record."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import cast
from tests.doors.pages import free, quiet_room
from tests.doors.treating import (
    HOUR,
    NUTS,
    SECOND,
    ZONE,
    Role,
    address,
    let_in,
    member,
    opened,
    openings,
    text,
    visit,
)
from unknot.design.words import wall_long_day, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.health import actions as locked
from unknot.health import reads as health
from unknot.health.models import Grant
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def test_each_opening_is_on_record_and_the_client_sees_it(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    aino = member(place, Role.PRACTITIONER, "Aino")
    opened(aino, booked)
    opened(aino, booked)
    looks = [look for look in health.who_looked(booked.client) if look.role == "practitioner"]
    assert [(look.practitioner, look.thing, look.visit, look.times) for look in looks] == [
        ("Aino", "answers", booked.public_id, 2)
    ]


def test_a_get_opens_nothing(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    aino = member(place, Role.PRACTITIONER, "Aino")
    for name in ("desk_brief", "desk_visit"):
        shown = aino.get(address(name, booked))
        assert "Open the brief" in text(shown)
        assert "Allergy" not in text(shown)
        assert "no-store" in shown.headers["Cache-Control"]
    assert openings(booked) == []


@pytest.mark.parametrize(
    ("role", "treats_as"),
    [(Role.PRACTITIONER, "Mikael"), (Role.OWNER, ""), (Role.RECEPTION, ""), (Role.PRACTITIONER, "")],
)
def test_nobody_else_of_the_salon_opens_it(place: cast.Place, role: Role, treats_as: str) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    browser = member(place, role, treats_as)
    for answer in (browser.get(address("desk_brief", booked)), opened(browser, booked)):
        assert answer.status_code == 403
        assert "Only who gives this treatment can open its brief." in text(answer)
        assert "Allergy" not in text(answer)
    assert "Open the brief" not in text(browser.get(address("desk_visit", booked)))
    assert openings(booked) == []


def test_an_owner_who_treats_opens_her_own_visits_brief(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    assert opened(member(place, Role.OWNER, "Aino"), booked).status_code == 200


def test_another_salons_people_and_strangers_find_nothing(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    other = quiet_room()
    browser = member(other, Role.PRACTITIONER, "Aino")
    assert [browser.get(address("desk_brief", booked)).status_code, opened(browser, booked).status_code] == [
        404,
        404,
    ]
    own = visit(other, NUTS)
    mixed = address("desk_brief", booked).replace(place.salon.public_id, other.salon.public_id)
    assert browser.post(mixed).status_code == 404
    assert Client().post(address("desk_brief", own)).status_code == 302
    assert openings(booked) == []


def test_before_its_time_it_says_from_when(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked, from_now=HOUR, until=2 * HOUR)
    opens_at = Grant.objects.get().opens_at
    browser = member(place, Role.PRACTITIONER, "Aino")
    said = (
        f"You can open the brief from {wall_long_day(opens_at, ZONE)}, {wall_time(opens_at, ZONE)}:"
        " the evening before the visit."
    )
    shown, refused = browser.get(address("desk_brief", booked)), opened(browser, booked)
    assert (shown.status_code, refused.status_code) == (200, 403)
    assert said in text(shown) and said in text(refused)
    assert openings(booked) == []


def test_after_its_time_it_is_closed(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked, from_now=-HOUR, until=-SECOND)
    browser = member(place, Role.PRACTITIONER, "Aino")
    answer = opened(browser, booked)
    assert answer.status_code == 403
    assert "The brief is closed: the time to finish your notes is over." in text(answer)
    assert openings(booked) == []


def test_the_window_runs_from_the_evening_before_until_two_days_after(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    given = Grant.objects.get()
    assert wall_time(given.opens_at, ZONE) == "18:00"
    assert given.opens_at.date() < booked.starts_at.date()
    assert given.closes_at - booked.ends_at == timedelta(days=2)


def test_a_cancelled_visit_has_nothing_to_open(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    browser = member(place, Role.PRACTITIONER, "Aino")
    assert opened(browser, booked).status_code == 200
    actions.cancel(booked, by="client", clock=clock.now)
    answer = opened(browser, booked)
    assert answer.status_code == 403
    assert "There is nothing to open: the visit was cancelled" in text(answer)
    assert [look.times for look in health.who_looked(booked.client) if look.role == "practitioner"] == [1]


def test_a_visit_that_moved_to_a_colleague_opens_to_her_alone(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    aino, mikael = (member(place, Role.PRACTITIONER, who) for who in ("Aino", "Mikael"))
    slot = next(each for each in free(place) if each.starts_at > booked.starts_at)
    moved = actions.move(
        booked,
        starts_at=slot.starts_at,
        practitioner=place.people["Mikael"],
        by="desk:1",
        clock=clock.now,
    )
    assert isinstance(moved, Appointment), moved
    let_in(booked)
    assert [opened(browser, booked).status_code for browser in (aino, mikael)] == [403, 200]
    assert openings(booked) == ["Mikael"]


def test_answers_that_were_taken_back_are_gone(place: cast.Place) -> None:
    booked = visit(place, NUTS)
    let_in(booked)
    locked.withdraw(client=booked.client, now=clock.now())
    answer = opened(member(place, Role.PRACTITIONER, "Aino"), booked)
    assert "Allergy" not in text(answer)
    assert openings(booked) == []
