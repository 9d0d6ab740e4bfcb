"""Somebody leaves, somebody comes, and the salon's zone changes: at the desk, seen once, by the owner alone."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from tests.doors.pages import book_well, free, quiet_room, tomorrow_at
from tests.doors.test_desk_offers import seen_on
from tests.doors.treating import Role, member
from unknot.design.words import on_wall
from unknot.diary import audit
from unknot.diary.models import Appointment, Part
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.salons.models import Lane, Membership, Resource, Salon, Skill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.OWNER)


def page(place: cast.Place, name: str, *more: str) -> str:
    return reverse(name, args=[place.salon.public_id, *more])


def of_aino(place: cast.Place) -> str:
    today = on_wall(clock.now(), place.salon.zone).date()
    return f"{page(place, 'desk_leaving', place.people['Aino'].public_id)}?from_date={today}"


def with_aino(place: cast.Place) -> Appointment:
    slot = free(place, who="Aino")[0]
    return book_well(Client(), place, slot, practitioner=place.people["Aino"].public_id)


def proposals(look: Any) -> dict[str, Any]:
    return {"seen": seen_on(look), "all": re.findall(r'name="all" value="([^"]*)"', look.content.decode())}


def test_one_look_and_her_visits_are_with_others_and_she_is_gone(place: cast.Place, desk: Client) -> None:
    visit = with_aino(place)
    look = desk.get(of_aino(place))
    assert "1 visit is in the way." in look.content.decode()
    assert Lane.objects.get(resource=place.people["Aino"]).left_on is None
    done = desk.post(of_aino(place), {**proposals(look), "move": "1"})
    assert done.headers["Location"] == f"{page(place, 'desk_people')}?changed"
    part = Part.objects.get(appointment=visit)
    assert part.practitioner != place.people["Aino"]
    assert part.starts_at == visit.starts_at
    assert desk.post(of_aino(place), proposals(look)).status_code == 404
    people = desk.get(page(place, "desk_people")).content.decode()
    assert "No longer here" in people
    day = on_wall(tomorrow_at(place.salon.zone), place.salon.zone).date().isoformat()
    assert "Aino" not in desk.get(page(place, "desk_day", day)).content.decode()
    assert list(audit.findings()) == []


def test_without_the_moves_they_wait_under_to_sort_out(place: cast.Place, desk: Client) -> None:
    visit = with_aino(place)
    look = desk.get(of_aino(place))
    done = desk.post(of_aino(place), proposals(look))
    assert done.headers["Location"] == f"{page(place, 'desk_outside')}?changed"
    assert visit.public_id in desk.get(page(place, "desk_outside")).content.decode()
    assert list(audit.findings()) == []


def test_what_was_booked_in_between_stops_it(place: cast.Place, desk: Client) -> None:
    look = desk.get(of_aino(place))
    with_aino(place)
    answer = desk.post(of_aino(place), {**proposals(look), "move": "1"})
    assert answer.status_code == 409
    assert "1 visit is in the way." in answer.content.decode()
    assert Lane.objects.get(resource=place.people["Aino"]).left_on is None


def test_a_day_that_is_over_is_told_at_its_field(place: cast.Place, desk: Client) -> None:
    address = page(place, "desk_leaving", place.people["Aino"].public_id)
    for given in ("2020-01-01", "31.02.2027", ""):
        answer = desk.get(f"{address}?from_date={given}")
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["from_date"]


def test_who_has_left_does_not_come_to_the_desk(place: cast.Place, desk: Client) -> None:
    aino = member(place, Role.PRACTITIONER, "Aino")
    assert aino.get(page(place, "desk_salon")).status_code == 200
    desk.post(of_aino(place), {"seen": ""})
    assert aino.get(page(place, "desk_salon")).status_code == 404
    assert User.objects.filter(email="practitioner-aino@example.org").exists()
    assert Membership.objects.filter(salon=place.salon).count() == 1


def test_somebody_new_is_added_once_without_hours(place: cast.Place, desk: Client) -> None:
    address, given = page(place, "desk_person_new"), {"name": "Liisa", "gives": ["facial"], "key": "k"}
    for _ in range(2):
        assert desk.post(address, given).status_code == 302
    liisa = Resource.objects.get(name="Liisa")
    assert list(Skill.objects.filter(practitioner=liisa).values_list("treatment", flat=True)) == ["facial"]
    assert list(audit.findings()) == []
    wrong = desk.post(address, {"name": "", "gives": ["shiatsu"], "key": "other"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"name", "gives"})


def zone_page(place: cast.Place, zone: str) -> str:
    return f"{page(place, 'desk_zone')}?zone={zone}"


@pytest.mark.parametrize("keeps", ["instant", "wall"])
def test_another_zone_is_seen_and_then_holds(place: cast.Place, desk: Client, keeps: str) -> None:
    visit = with_aino(place)
    look = desk.get(zone_page(place, "Europe/Stockholm"))
    assert "1 visit is to come." in look.content.decode()
    assert Salon.objects.get().zone == "Europe/Helsinki"
    given = {"seen": seen_on(look), "keeps": keeps}
    for _ in range(2):
        assert desk.post(zone_page(place, "Europe/Stockholm"), given).status_code == 302
    assert Salon.objects.get().zone == "Europe/Stockholm"
    moved = Part.objects.get(appointment=visit).starts_at != visit.starts_at
    assert moved == (keeps == "wall")
    assert list(audit.findings()) == []


def test_a_zone_change_that_has_not_seen_a_visit_or_says_nothing_changes_nothing(
    place: cast.Place, desk: Client
) -> None:
    with_aino(place)
    address = zone_page(place, "Europe/Stockholm")
    assert desk.post(address, {"seen": "", "keeps": "instant"}).status_code == 409
    assert desk.post(address, {"seen": ""}).status_code == 422
    assert Salon.objects.get().zone == "Europe/Helsinki"


@pytest.mark.parametrize("zone", ["Helsinki", "Europe/Helsinki", "", "../etc"])
def test_what_is_no_other_zone_is_told_at_its_field(place: cast.Place, desk: Client, zone: str) -> None:
    answer = desk.get(zone_page(place, zone))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["zone"])


def test_only_the_owner_lets_people_go_and_changes_the_zone(place: cast.Place, client: Client) -> None:
    reception = member(place, Role.RECEPTION)
    stranger = member(quiet_room(), Role.OWNER, email="x@example.org")
    for address in (
        of_aino(place),
        zone_page(place, "Europe/Stockholm"),
        page(place, "desk_people"),
        page(place, "desk_person_new"),
    ):
        assert client.get(address).status_code == 302
        assert reception.get(address).status_code == 403
        assert stranger.get(address).status_code == 404
    assert reception.post(of_aino(place), {"seen": ""}).status_code == 403
    assert stranger.post(zone_page(place, "UTC"), {"keeps": "wall"}).status_code == 404
    assert Salon.objects.get(pk=place.salon.pk).zone == "Europe/Helsinki"
