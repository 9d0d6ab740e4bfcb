"""Rooms and equipment, and limits of moving, changed at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from tests.doors.pages import book_well, free, quiet_room
from tests.doors.test_desk_offers import seen_on
from tests.doors.treating import Role, member
from unknot.diary import audit
from unknot.diary.models import Claim
from unknot.salons.models import Lane, Offer, Resource, Salon

pytestmark = pytest.mark.django_db(transaction=True)

ROOM: dict[str, Any] = {
    "name": "Room 4",
    "features": ["table"],
    "serves": "2",
    "prepare_min": "0",
    "recover_min": "5",
}
STONES: dict[str, Any] = {
    "name": "Stones",
    "features": ["hot_stones"],
    "count": "3",
    "prepare_min": "10",
    "recover_min": "0",
}


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.OWNER)


def page(place: cast.Place, name: str, *more: str) -> str:
    return reverse(name, args=[place.salon.public_id, *more])


def test_a_room_for_two_is_added_once_and_its_days_know_it(place: cast.Place, desk: Client) -> None:
    address = page(place, "desk_thing_new", "room")
    for _ in range(2):
        assert desk.post(address, {**ROOM, "key": "once"}).status_code == 302
    made = Resource.objects.get(name="Room 4")
    assert (made.serves, made.recover_min) == (2, 5)
    bit = 1 << Lane.objects.get(resource=made).number
    offer = Offer.objects.get(treatment="back_massage")
    assert (offer.rooms & bit, offer.doubles) == (bit, bit)
    assert list(audit.findings()) == []


def test_equipment_comes_in_numbers(place: cast.Place, desk: Client) -> None:
    assert desk.post(page(place, "desk_thing_new", "equipment"), {**STONES, "key": "k"}).status_code == 302
    assert list(
        Resource.objects.filter(kind="equipment").values_list("name", flat=True).order_by("name")
    ) == [
        "Stones 1",
        "Stones 2",
        "Stones 3",
    ]
    assert list(audit.findings()) == []
    assert "Stones 3" in desk.get(page(place, "desk_things")).content.decode()


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("room", {"name": " "}, "name"),
        ("room", {"name": "Room 1"}, "name"),
        ("room", {"features": []}, "features"),
        ("room", {"serves": "3"}, "serves"),
        ("room", {"recover_min": "65"}, "recover_min"),
        ("room", {"recover_min": "3"}, "recover_min"),
        ("room", {"prepare_min": ""}, "prepare_min"),
        ("equipment", {"count": "0"}, "count"),
        ("equipment", {"count": "11"}, "count"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_added(
    place: cast.Place, desk: Client, kind: str, wrong: dict[str, Any], field: str
) -> None:
    before = Resource.objects.count()
    given = {**(ROOM if kind == "room" else STONES), **wrong, "key": "k"}
    answer = desk.post(page(place, "desk_thing_new", kind), given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Resource.objects.count() == before


def test_a_room_that_takes_away_what_is_booked_in_it_says_so_first(place: cast.Place, desk: Client) -> None:
    visit = book_well(Client(), place, free(place)[0])
    room = Claim.objects.get(part__appointment=visit, resource__kind="room").resource
    address = page(place, "desk_thing", room.public_id)
    given = {**ROOM, "name": room.name, "features": ["mat"], "serves": "1"}
    look = desk.post(address, given)
    assert "1 visit falls outside" in look.content.decode()
    room.refresh_from_db()
    assert room.features == ["table"]
    assert desk.post(address, {**given, "seen": seen_on(look)}).status_code == 302
    room.refresh_from_db()
    assert room.features == ["mat"]
    assert list(audit.findings()) == []


def test_a_room_is_taken_away_for_good_and_its_visits_stay_in_it(place: cast.Place, desk: Client) -> None:
    visit = book_well(Client(), place, free(place)[0])
    room = Claim.objects.get(part__appointment=visit, resource__kind="room").resource
    address = page(place, "desk_thing_removal", room.public_id)
    look = desk.post(address)
    assert "1 visit falls outside" in look.content.decode()
    assert desk.post(address, {"seen": seen_on(look)}).status_code == 302
    assert Claim.objects.filter(part__appointment=visit, resource=room).exists()
    bit = 1 << Lane.objects.get(resource=room).number
    assert Offer.objects.get(treatment="back_massage").rooms & bit == 0
    assert room.name not in desk.get(page(place, "desk_things")).content.decode()
    assert desk.post(address).status_code == 404
    assert list(audit.findings()) == []


def test_a_room_may_not_take_the_name_of_another(place: cast.Place, desk: Client) -> None:
    address = page(place, "desk_thing", place.rooms["Room 1"].public_id)
    assert desk.post(address, {**ROOM, "name": "Room 2", "serves": "1"}).status_code == 422
    assert desk.post(address, {**ROOM, "name": "Room 1", "serves": "1"}).status_code == 302


def test_a_form_that_comes_back_changed_adds_nothing(place: cast.Place, desk: Client) -> None:
    address = page(place, "desk_thing_new", "room")
    desk.post(address, {**ROOM, "key": "once"})
    again = desk.post(address, {**ROOM, "name": "Room 5", "key": "once"})
    assert again.status_code == 422
    assert "was sent before" in again.content.decode()
    assert not Resource.objects.filter(name="Room 5").exists()


def test_only_the_owner_changes_things(place: cast.Place, client: Client) -> None:
    reception = member(place, Role.RECEPTION)
    stranger = member(quiet_room(), Role.OWNER, email="x@example.org")
    for address in (
        page(place, "desk_thing_new", "room"),
        page(place, "desk_thing", place.rooms["Room 1"].public_id),
        page(place, "desk_policy"),
    ):
        assert client.post(address, ROOM).status_code == 302
        assert reception.post(address, ROOM).status_code == 403
        assert stranger.post(address, ROOM).status_code == 404
    assert not Resource.objects.filter(name="Room 4").exists()


def test_limits_of_moving_are_the_treatments_then_the_salons_and_read_before_a_time_is_chosen(
    place: cast.Place, desk: Client
) -> None:
    visit = book_well(Client(), place, free(place)[0])
    facial, massage = place.offers["facial"], place.offers["back_massage"]
    given = {"salon": "1440", "of_back_massage": "2880", "of_facial": ""}
    for _ in range(2):
        assert desk.post(page(place, "desk_policy"), given).status_code == 302
    visit = type(visit).objects.get(pk=visit.pk)
    assert visit.change_notice_min == 2880
    assert Salon.objects.get().change_notice_min == 1440
    shown = client_reads(place, massage), client_reads(place, facial)
    assert "until 2\xa0days before it begins" in shown[0]
    assert "until 24\xa0hours before it begins" in shown[1]
    wrong = desk.post(page(place, "desk_policy"), {**given, "of_facial": "7"})
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["of_facial"]


def client_reads(place: cast.Place, offer: Offer) -> str:
    return Client().get(reverse("offer", args=[place.salon.public_id, offer.public_id])).content.decode()


def test_the_board_leads_to_the_salon_and_the_salon_to_what_is_changed(
    place: cast.Place, desk: Client
) -> None:
    owner = desk.get(page(place, "desk_salon")).content.decode()
    reception = member(place, Role.RECEPTION).get(page(place, "desk_salon")).content.decode()
    for name in ("desk_offers", "desk_rules", "desk_things", "desk_policy"):
        assert page(place, name) in owner
        assert page(place, name) not in reception
    assert page(place, "desk_hours") in reception
