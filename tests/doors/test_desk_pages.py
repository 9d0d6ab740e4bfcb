"""The salon's day: only for its members, by practitioner and by room, in the salon's wall time."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import book, free, quiet_room, wall_day
from unknot.desk.board import board
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.diary.values import Refusal
from unknot.people.models import User
from unknot.salons.actions import add_lane
from unknot.salons.models import Membership, Resource

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet long password"
PRACTITIONER, ROOM = Resource.Kind.PRACTITIONER, Resource.Kind.ROOM


def member(place: cast.Place, email: str = "pia@example.org") -> Client:
    user = User.objects.create_user(email, "Pia", PASSWORD)
    Membership.objects.create(user=user, salon=place.salon, role=Membership.Role.RECEPTION)
    browser = Client()
    browser.force_login(user)
    return browser


def test_one_signs_in_with_e_mail_and_password(client: Client) -> None:
    place = quiet_room()
    member(place)
    page = reverse("desk_session")
    wrong = client.post(page, {"username": "pia@example.org", "password": "something else"})
    assert "That e-mail and password don’t go together." in wrong.content.decode()
    right = client.post(page, {"username": "Pia@Example.org", "password": PASSWORD})
    assert (right.status_code, right.headers["Location"]) == (302, reverse("desk"))
    assert client.get("/desk/").headers["Location"] == reverse("desk_today", args=[place.salon.public_id])


def test_the_desk_is_closed_to_strangers_and_to_other_salons(client: Client) -> None:
    mine, other = quiet_room(), quiet_room()
    page = reverse("desk_day", args=[other.salon.public_id, "2027-03-01"])
    assert client.get(page).headers["Location"] == f"{reverse('desk_session')}?next={page}"
    browser = member(mine)
    booked = book(Client(), other, free(other)[0])
    addresses = [
        page,
        reverse("desk_today", args=[other.salon.public_id]),
        reverse("desk_visit", args=[other.salon.public_id, booked.public_id]),
        reverse("desk_visit", args=[mine.salon.public_id, booked.public_id]),
    ]
    assert [browser.get(address).status_code for address in addresses] == [404] * 4


def test_the_board_takes_as_many_statements_for_many_visits_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = quiet_room()
    browser = member(place)
    first = free(place)[0]
    page = reverse("desk_day", args=[place.salon.public_id, wall_day(place, first)])
    book(Client(), place, first)
    with django_assert_num_queries(13):
        one = browser.get(page).content.decode()
    while (slots := free(place)) and wall_day(place, slots[0]) == wall_day(place, first):
        book(Client(), place, slots[0])
    with django_assert_num_queries(13):
        many = browser.get(page).content.decode()
    visits = Appointment.objects.filter(parts__starts_at__lt=slots[0].starts_at).count()
    assert (one.count('class="entry booked"'), many.count('class="entry booked"')) == (1, visits)


def test_a_visit_stands_with_its_practitioner_and_in_its_room() -> None:
    place = cast.hiljainen_huone()
    booked = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, 10),
        client=cast.client(),
        practitioner=place.people["Aino"],
        by="client",
        clock=cast.clock_at(),
    )
    assert not isinstance(booked, Refusal)
    by_person = board(place.salon, date(2027, 3, 2), PRACTITIONER, now=cast.NOW)
    by_room = board(place.salon, date(2027, 3, 2), ROOM, now=cast.NOW)
    told = [
        (column.name, entry.said.title, entry.starts, entry.place.classes)
        for each in (by_person, by_room)
        for column in each.columns
        for entry in column.entries
    ]
    assert told == [
        ("Aino", "Outi Laine", "10:00", "h1 t0 dh1 dt0"),
        ("Room 1", "Aino · Outi Laine", "10:00", "h1 t0 dh1 dt0"),
    ]
    assert (by_person.hours[0], by_person.length) == ("09:00", "long8")


def test_held_time_says_when_it_comes_free() -> None:
    place = cast.hiljainen_huone()
    actions.hold(offer=place.offers["facial"], starts_at=cast.wall(2, 10), clock=cast.clock_at())
    shown = board(place.salon, date(2027, 3, 2), PRACTITIONER, now=cast.NOW)
    entries = [entry for column in shown.columns for entry in column.entries]
    assert [(entry.said.state, entry.said.title, entry.said.visit) for entry in entries] == [
        ("held", "held, frees 08:10", "")
    ]


@pytest.mark.parametrize(
    ("on_date", "hours"),
    [
        (date(2027, 3, 28), ["01:00", "02:00", "04:00", "05:00"]),
        (date(2027, 10, 31), ["01:00", "02:00", "03:00", "03:00", "04:00", "05:00"]),
    ],
)
def test_the_board_follows_the_wall_over_a_clock_change(on_date: date, hours: list[str]) -> None:
    place = cast.salon()
    for lane in (None, add_lane(place.salon, Resource.objects.create(kind=PRACTITIONER, name="Night"))):
        cast.hours(place.salon, lane, [6], (60, 360))
    shown = board(place.salon, on_date, PRACTITIONER, now=cast.NOW)
    assert shown.hours == hours


def test_work_past_midnight_stands_on_the_day_it_began() -> None:
    place = cast.salon()
    night = Resource.objects.create(kind=PRACTITIONER, name="Night")
    for lane in (None, add_lane(place.salon, night)):
        cast.hours(place.salon, lane, [5], (20 * 60, 27 * 60))
    clock = cast.clock_at()
    actions.block(
        resource=night, starts_at=cast.wall(7, 1), ends_at=cast.wall(7, 2), by="desk:1", clock=clock
    )
    saturday, sunday = (board(place.salon, date(2027, 3, day), PRACTITIONER, now=cast.NOW) for day in (6, 7))
    assert [entry.starts for column in saturday.columns for entry in column.entries] == ["01:00"]
    assert [entry for column in sunday.columns for entry in column.entries] == []
    assert (saturday.hours[0], saturday.hours[-1]) == ("20:00", "02:00")


@pytest.mark.parametrize("said", ["arrived", "no_show"])
def test_the_desk_says_who_came_and_takes_it_back(said: str) -> None:
    place = quiet_room()
    browser = member(place)
    booked = book(Client(), place, free(place)[0])
    where = [place.salon.public_id, booked.public_id]
    for status in (said, "booked"):
        answer = browser.post(reverse("desk_visit_status", args=where), {"status": status})
        booked.refresh_from_db()
        assert (answer.status_code, booked.status) == (302, status)
    assert browser.post(reverse("desk_visit_status", args=where), {"status": "cancelled"}).status_code == 404


def test_the_desk_cancels_after_asking_once() -> None:
    place = quiet_room()
    browser = member(place)
    booked = book(Client(), place, free(place)[0])
    page = reverse("desk_visit_cancellation", args=[place.salon.public_id, booked.public_id])
    assert "Cancel this visit?" in browser.get(page).content.decode()
    assert browser.post(page).status_code == 302
    booked.refresh_from_db()
    assert booked.status == Appointment.Status.CANCELLED
    answer = browser.post(
        reverse("desk_visit_status", args=[place.salon.public_id, booked.public_id]), {"status": "arrived"}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("on_date", "status"),
    [("2000-01-01", 200), ("2199-12-31", 200), ("1999-12-31", 404), ("2200-01-01", 404), ("2027-02-30", 404)],
)
def test_any_day_of_two_centuries_can_be_looked_at(on_date: str, status: int) -> None:
    place = quiet_room()
    assert member(place).get(reverse("desk_day", args=[place.salon.public_id, on_date])).status_code == status
