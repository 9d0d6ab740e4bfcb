"""Somebody is away: the desk sees her visits with a proposal each, moves them with a tap, and blocks the day."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import free, quiet_room, wall_day
from tests.doors.treating import member, visit
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Appointment, Block
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Membership.Role.RECEPTION)


def address(place: cast.Place, who: str, on_date: str) -> str:
    query = f"?practitioner={place.people[who].public_id}&on={on_date}"
    return reverse("desk_away", args=[place.salon.public_id]) + query


def day_of(booked: Appointment) -> str:
    return on_wall(booked.starts_at, ZONE).date().isoformat()


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def proposed(page: str) -> dict[str, str]:
    """What the first proposal's button sends."""
    form = page.partition('name="visit"')[2]
    values = [piece.partition('"')[0] for piece in form.split('value="')[1:4]]
    return dict(zip(("visit", "to", "starts_at"), values, strict=True))


def test_a_visit_is_moved_to_a_colleague_with_a_tap_and_its_client_is_told(
    place: cast.Place, desk: Client
) -> None:
    booked = visit(place, None)
    here = address(place, "Aino", day_of(booked))
    page = text(desk.get(here))
    told = ("1 visit is in the way." in page, "Mikael takes it" in page, "Outi Laine" in page)
    assert told == (True, True, True)
    answer = desk.post(here, proposed(page))
    assert (answer.status_code, answer.headers["Location"]) == (302, here)
    assert booked.parts.get().practitioner.name == "Mikael"
    assert Fact.objects.filter(kind="appointment.moved", subject=booked.public_id).count() == 1
    assert "Nothing is in the way." in text(desk.get(here))


def test_the_rest_of_the_day_is_blocked_once_nothing_is_in_the_way(place: cast.Place, desk: Client) -> None:
    day = on_wall(free(place)[-1].starts_at, ZONE).date()
    here = address(place, "Aino", day.isoformat())
    assert desk.post(here, {"block": "1"}).status_code == 302
    made = Block.objects.get()
    assert (made.resource, on_wall(made.starts_at, ZONE).date()) == (place.people["Aino"], day)
    assert on_wall(made.ends_at, ZONE).date() == day + timedelta(days=1)
    page = text(desk.get(here))
    assert ("the day is blocked" in page, "Block the rest" in page) == (True, False)
    that_day = [slot for slot in free(place) if on_wall(slot.starts_at, ZONE).date() == day]
    assert "Aino" not in {slot.practitioner.name for slot in that_day}


def test_blocking_over_a_visit_is_refused_and_nothing_is_lost(place: cast.Place, desk: Client) -> None:
    booked = visit(place, None)
    answer = desk.post(address(place, "Aino", day_of(booked)), {"block": "1"})
    assert (answer.status_code, "nothing was moved" in text(answer)) == (409, True)
    assert Block.objects.count() == 0


def test_a_proposal_that_somebody_took_is_refused_and_made_anew(place: cast.Place, desk: Client) -> None:
    booked = visit(place, None)
    here = address(place, "Aino", day_of(booked))
    asked = proposed(text(desk.get(here)))
    visit(place, None, who="Mikael")
    answer = desk.post(here, asked)
    assert (answer.status_code, "This is how it stands now." in text(answer)) == (409, True)
    assert booked.parts.get().practitioner.name == "Aino"
    assert proposed(text(answer)) != asked


@pytest.mark.parametrize(
    "wrong", [{"starts_at": "soon"}, {"starts_at": "2027-03-02T09:00"}, {"to": "nobody"}, {"visit": "none"}]
)
def test_what_no_page_proposes_is_not_found(place: cast.Place, desk: Client, wrong: dict[str, str]) -> None:
    booked = visit(place, None)
    here = address(place, "Aino", day_of(booked))
    asked = proposed(text(desk.get(here)))
    assert desk.post(here, {**asked, **wrong}).status_code == 404
    assert booked.parts.get().practitioner.name == "Aino"


def test_the_question_comes_first_and_wrong_answers_are_named(place: cast.Place, desk: Client) -> None:
    empty = reverse("desk_away", args=[place.salon.public_id])
    assert "Who is away?" in text(desk.get(empty))
    answer = desk.get(f"{empty}?practitioner=nobody&on=2026-02-30")
    assert (answer.status_code, "Enter a valid date." in text(answer)) == (422, True)
    assert desk.get(address(place, "Aino", "9999-12-31")).status_code == 422
    assert "That day is over." in text(desk.get(address(place, "Aino", "2020-01-01")))


def test_only_members_may_ask_or_move(place: cast.Place) -> None:
    booked = visit(place, None)
    here = address(place, "Aino", day_of(booked))
    assert Client().get(here).status_code == 302
    other = member(cast.hiljainen_huone(name="Toinen"), Membership.Role.OWNER, email="else@example.org")
    assert (other.get(here).status_code, other.post(here, {"block": "1"}).status_code) == (404, 404)


def all_proposed(page: str) -> list[str]:
    """What the button for all sends."""
    return [part.partition('"')[0] for part in page.split('name="all" value="')[1:]]


def two_visits(place: cast.Place) -> list[Appointment]:
    """Two visits of Aino on the last day that is open."""
    slots = free(place, who="Aino")
    last = [slot for slot in slots if wall_day(place, slot) == wall_day(place, slots[-1])]
    return [booked(place, "Aino", slot.starts_at) for slot in (last[0], last[-1])]


def booked(place: cast.Place, who: str, starts_at: datetime) -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=starts_at,
        client=cast.client(),
        practitioner=place.people[who],
        by="desk:1",
        clock=clock.now,
    )
    assert isinstance(made, Appointment), made
    return made


def test_all_are_moved_as_proposed_after_one_look(place: cast.Place, desk: Client) -> None:
    visits = two_visits(place)
    here = address(place, "Aino", day_of(visits[0]))
    page = text(desk.get(here))
    assert ("Move all 2 as proposed" in page, len(all_proposed(page))) == (True, 2)

    assert desk.post(here, {"all": all_proposed(page)}).status_code == 302

    assert {each.parts.get().practitioner.name for each in visits} == {"Mikael"}
    assert Fact.objects.filter(kind="appointment.moved").count() == 2
    assert "Nothing is in the way." in text(desk.get(here))


def test_of_all_nobody_is_moved_when_one_cannot_be(place: cast.Place, desk: Client) -> None:
    visits = two_visits(place)
    here = address(place, "Aino", day_of(visits[0]))
    asked = all_proposed(text(desk.get(here)))
    booked(place, "Mikael", visits[1].starts_at)

    answer = desk.post(here, {"all": asked})

    assert (answer.status_code, "nothing was moved" in text(answer)) == (409, True)
    assert {each.parts.get().practitioner.name for each in visits} == {"Aino"}
    assert Fact.objects.filter(kind="appointment.moved").count() == 0


@pytest.mark.parametrize("wrong", ["", "one two", "one two three four", "none none 2027-03-02T09:00+02:00"])
def test_what_no_page_proposes_for_all_is_not_found(place: cast.Place, desk: Client, wrong: str) -> None:
    booked = visit(place, None)
    assert desk.post(address(place, "Aino", day_of(booked)), {"all": [wrong]}).status_code == 404
