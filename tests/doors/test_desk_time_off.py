"""Days off: who treats asks, the owner sees what it touches and says yes or no, and nothing is lost either way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.boards import quiet_room_with_recovery
from tests.doors.pages import book_well, free, quiet_room
from tests.doors.test_desk_offers import seen_on
from tests.doors.treating import Role, member
from unknot.design.words import on_wall
from unknot.diary import audit
from unknot.diary.models import Appointment
from unknot.plumbing import clock
from unknot.salons.models import HoursException, TimeOff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room_with_recovery()


@pytest.fixture
def owner(place: cast.Place) -> Client:
    return member(place, Role.OWNER)


@pytest.fixture
def aino(place: cast.Place) -> Client:
    return member(place, Role.PRACTITIONER, "Aino")


def page(place: cast.Place, name: str = "desk_time_off", *more: str) -> str:
    return reverse(name, args=[place.salon.public_id, *more])


def today(place: cast.Place) -> date:
    return on_wall(clock.now(), place.salon.zone).date()


def fortnight(place: cast.Place) -> dict[str, Any]:
    first = today(place)
    return {"first": first, "last": first + timedelta(days=13), "reason": "By the sea"}


def decision(place: cast.Place) -> str:
    return page(place, "desk_time_off_decision", TimeOff.objects.get().public_id)


def with_aino(place: cast.Place) -> Appointment:
    slot = free(place, who="Aino")[0]
    return book_well(Client(), place, slot, practitioner=place.people["Aino"].public_id)


def test_asked_twice_it_is_asked_once_and_changes_nothing(place: cast.Place, aino: Client) -> None:
    for _ in range(2):
        assert aino.post(page(place), fortnight(place)).status_code == 302
    assert TimeOff.objects.get().state == "asked"
    assert not HoursException.objects.exists()
    assert "waits for the owner" in aino.get(page(place)).content.decode()


def test_granted_it_changes_her_hours_after_a_look(place: cast.Place, owner: Client, aino: Client) -> None:
    visit = with_aino(place)
    aino.post(page(place), fortnight(place))
    look = owner.get(decision(place))
    assert "1 visit is in the way." in look.content.decode()
    done = owner.post(decision(place), {"seen": seen_on(look), "grant": "1"})
    assert done.headers["Location"] == f"{page(place, 'desk_outside')}?changed"
    assert HoursException.objects.filter(lane__resource=place.people["Aino"]).count() == 14
    assert visit.public_id in owner.get(page(place, "desk_outside")).content.decode()
    assert "granted" in aino.get(page(place)).content.decode()
    again = owner.post(decision(place), {"seen": seen_on(look), "grant": "1"})
    assert again.status_code == 409
    assert list(audit.findings()) == []


def test_what_was_booked_in_between_stops_a_yes(place: cast.Place, owner: Client, aino: Client) -> None:
    aino.post(page(place), fortnight(place))
    look = owner.get(decision(place))
    with_aino(place)
    answer = owner.post(decision(place), {"seen": seen_on(look), "grant": "1"})
    assert answer.status_code == 409
    assert TimeOff.objects.get().state == "asked"
    assert not HoursException.objects.exists()


def test_declined_nothing_changes_and_she_reads_it(place: cast.Place, owner: Client, aino: Client) -> None:
    aino.post(page(place), fortnight(place))
    for _ in range(2):
        assert owner.post(decision(place), {"decline": "1"}).status_code == 302
    assert TimeOff.objects.get().state == "declined"
    assert not HoursException.objects.exists()
    assert "declined" in aino.get(page(place)).content.decode()


def test_she_takes_it_back_until_it_is_decided(place: cast.Place, owner: Client, aino: Client) -> None:
    aino.post(page(place), fortnight(place))
    back = page(place, "desk_time_off_taking_back", TimeOff.objects.get().public_id)
    assert owner.post(back).status_code == 404
    assert aino.post(back).status_code == 302
    assert TimeOff.objects.get().state == "taken_back"
    assert owner.post(decision(place), {"seen": "", "grant": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("first", "last", "field"), [(-1, 2, "first"), (3, 2, "last"), (0, 366, "last"), (None, 1, "first")]
)
def test_days_that_can_not_be_are_told_at_their_field(
    place: cast.Place, aino: Client, first: int | None, last: int, field: str
) -> None:
    begins = today(place)
    given = {
        "first": "31.02." if first is None else begins + timedelta(days=first),
        "last": begins + timedelta(days=last),
        "reason": "By the sea",
    }
    answer = aino.post(page(place), given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert 'value="By the sea"' in answer.content.decode()
    assert not TimeOff.objects.exists()


def test_a_year_is_the_most(place: cast.Place, aino: Client) -> None:
    first = today(place)
    given = {"first": first, "last": first + timedelta(days=365), "reason": ""}
    assert aino.post(page(place), given).status_code == 302


def test_only_who_treats_asks_and_only_the_owner_decides(
    place: cast.Place, owner: Client, aino: Client, client: Client
) -> None:
    mikael, reception = member(place, Role.PRACTITIONER, "Mikael"), member(place, Role.RECEPTION)
    stranger = member(quiet_room(), Role.OWNER, email="x@example.org")
    assert client.post(page(place), fortnight(place)).status_code == 302
    assert reception.post(page(place), fortnight(place)).status_code == 403
    assert stranger.post(page(place), fortnight(place)).status_code == 404
    assert not TimeOff.objects.exists()
    aino.post(page(place), fortnight(place))
    assert "By the sea" not in mikael.get(page(place)).content.decode()
    assert "By the sea" in owner.get(page(place)).content.decode()
    for other, status in ((aino, 403), (mikael, 403), (reception, 403), (stranger, 404)):
        assert other.get(decision(place)).status_code == status
        assert other.post(decision(place), {"seen": "", "grant": "1"}).status_code == status
    assert TimeOff.objects.get().state == "asked"
