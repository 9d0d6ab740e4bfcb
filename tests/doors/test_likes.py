"""How a client likes it: remembered by a salon in clear, for everybody there, without a word about health."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.booking import words
from tests.doors.pages import quiet_room
from tests.doors.treating import Role, address, member, visit
from unknot.diary.models import Appointment
from unknot.salons.models import Preferences

pytestmark = pytest.mark.django_db

SAID = {
    "pressure": "2",
    "oil": "unscented",
    "talk": "quiet",
    "music": "none",
    "warmth": "warmer",
    "tags": "regular,  gift card ,regular,",
    "note": "Comes by bicycle.",
}


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def booked(place: cast.Place) -> Appointment:
    return visit(place, None)


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def page(booked: Appointment, name: str = "desk_client_likes") -> str:
    return reverse(name, args=[booked.salon.public_id, booked.client.public_id])


def sent(desk: Client, booked: Appointment, place: cast.Place, **more: str) -> Any:
    return desk.post(page(booked), {**SAID, "practitioner": place.people["Aino"].public_id, **more})


def test_what_is_said_stands_in_the_file_and_on_the_visit(
    place: cast.Place, desk: Client, booked: Appointment
) -> None:
    assert sent(desk, booked, place).headers["Location"] == page(booked, "desk_client")
    for shown in (desk.get(page(booked, "desk_client")), desk.get(address("desk_visit", booked))):
        told = words(shown)
        assert "Aino · Light pressure · Unscented oil · Silence · No music · A warmer room" in told
        assert "Comes by bicycle." in told
    kept = Preferences.objects.get()
    assert kept.tags == ["regular", "gift card"]
    assert kept.said_by == f"desk:{desk.session['_auth_user_id']}"


def test_the_form_has_what_was_said_and_can_take_it_back(
    place: cast.Place, desk: Client, booked: Appointment
) -> None:
    sent(desk, booked, place)
    form = desk.get(page(booked)).content.decode()
    assert 'value="regular, gift card"' in form
    assert form.count(" selected") == 6
    desk.post(page(booked), {})
    assert "Nothing is remembered yet" in words(desk.get(page(booked, "desk_client")))
    assert Preferences.objects.count() == 1


def test_beside_the_note_it_says_that_health_does_not_belong_there(desk: Client, booked: Appointment) -> None:
    assert "Nothing about health: that belongs into the treatment notes." in words(desk.get(page(booked)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"tags": "a,b,c,d,e,f,g,h,i"},
        {"tags": "x" * 25},
        {"note": "x" * 501},
        {"pressure": "6"},
        {"oil": "hot"},
    ],
)
def test_what_can_not_be_kept_is_said_and_nothing_is_changed(
    place: cast.Place, desk: Client, booked: Appointment, wrong: dict[str, str]
) -> None:
    assert sent(desk, booked, place, **wrong).status_code == 422
    assert Preferences.objects.count() == 0


def test_it_is_the_salons_own(place: cast.Place, desk: Client, booked: Appointment) -> None:
    sent(desk, booked, place)
    other = quiet_room()
    there = visit(other, None, client=booked.client)
    elsewhere = member(other, Role.OWNER, email="there@example.org")
    assert "bicycle" not in words(elsewhere.get(page(there, "desk_client")))
    assert elsewhere.get(page(booked)).status_code == 404
    stranger = visit(quiet_room(), None)
    mine = reverse("desk_client_likes", args=[place.salon.public_id, stranger.client.public_id])
    assert desk.get(mine).status_code == 404


def test_the_database_keeps_one_row_and_a_pressure_that_there_is(booked: Appointment) -> None:
    def kept(**more: Any) -> Preferences:
        values = {"salon": booked.salon, "client": booked.client, "said_by": "desk:1", **more}
        return Preferences.objects.create(said_at=booked.starts_at, **values)

    for more, name in (({"pressure": 6}, "preferences_pressure"), ({"tags": ["a"] * 9}, "tags_are_few")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            kept(**more)
    kept()
    with pytest.raises(IntegrityError, match="preferences_once_a_client"), transaction.atomic():
        kept()
