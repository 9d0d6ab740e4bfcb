"""Who has time first: the soonest starts of a treatment and length by practitioner, each a tap from the form."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.booking import ZONE, words
from tests.doors.pages import quiet_room
from tests.doors.treating import Role, member, visit
from unknot.design.words import on_wall
from unknot.diary import actions, reads
from unknot.plumbing import clock
from unknot.salons.actions import refit
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def address(place: cast.Place, treatment: str = "") -> str:
    here = reverse("desk_soonest", args=[place.salon.public_id])
    return f"{here}?offer={place.offers[treatment].public_id}" if treatment else here


def test_the_treatments_come_first_and_then_who_gives_one(place: cast.Place, desk: Client) -> None:
    asked = words(desk.get(address(place)))
    assert ("Classic back massage" in asked, "Aino" in asked) == (True, False)
    told = words(desk.get(address(place, "back_massage")))
    assert ("Aino" in told, "Mikael" in told, "Sanna" in told) == (True, True, False)


def test_the_soonest_comes_first_by_practitioner() -> None:
    place = cast.hiljainen_huone()
    now = cast.wall(2, 9, 5)
    actions.block(
        resource=place.people["Aino"], starts_at=cast.wall(2, 9), ends_at=cast.wall(2, 12),
        by="desk:1", clock=cast.clock_at(now),
    )  # fmt: skip
    found = reads.soonest(place.offers["back_massage"], now=now, most=2)
    assert [(who.name, starts) for who, starts in found] == [
        ("Mikael", [cast.wall(2, 9, 15), cast.wall(2, 9, 30)]),
        ("Aino", [cast.wall(2, 12), cast.wall(2, 12, 15)]),
    ]


def test_who_has_nothing_within_four_weeks_comes_last(place: cast.Place, desk: Client) -> None:
    now = clock.now()
    actions.block(
        resource=place.people["Aino"],
        starts_at=now,
        ends_at=now + timedelta(days=40),
        by="desk:1",
        clock=clock.now,
    )
    told = words(desk.get(address(place, "back_massage")))
    assert told.index("Mikael") < told.index("Aino") < told.index("Nothing within four weeks.")


def test_a_start_leads_to_the_form_with_the_treatment_in_front(place: cast.Place, desk: Client) -> None:
    page = desk.get(address(place, "back_massage")).content.decode().replace("&amp;", "&")
    link = page.partition('class="time" href="')[2].partition('"')[0]
    form = desk.get(link).content.decode()
    offer = place.offers["back_massage"].public_id
    assert f'<button class="chip first" name="offer" value="{offer}"' in form


def test_the_length_stays_when_another_treatment_is_asked_for(place: cast.Place, desk: Client) -> None:
    cast.offer(place, "swedish", 90)
    place.offers["facial_90"] = cast.offer(place, "facial", 90)
    refit(place.salon)
    page = desk.get(address(place, "swedish")).content.decode()
    assert f'href="?offer={place.offers["facial_90"].public_id}"' in page


@pytest.mark.parametrize("people", [1, 30])
def test_it_takes_six_statements_for_thirty_practitioners_as_for_one(
    place: cast.Place, desk: Client, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        cast.practitioner(place, f"Nro {number}", "back_massage")
    place.open(clock.now())
    visit(place, None)
    with django_assert_num_queries(6):
        page = desk.get(address(place, "back_massage")).content.decode()
    assert page.count('<li class="card stack tight">') == people + 2
    assert Resource.objects.filter(kind="practitioner").count() == people + 3


def test_notice_binds_clients_alone(place: cast.Place) -> None:
    place.salon.min_notice_min = 60 * 24 * 30
    place.salon.save()
    now = clock.now()
    found = reads.soonest(place.offers["back_massage"], now=now, most=1)
    assert all(
        starts and on_wall(starts[0], ZONE) < on_wall(now, ZONE) + timedelta(days=5) for _, starts in found
    )


def test_what_is_not_sold_and_who_is_no_member_find_nothing(place: cast.Place, desk: Client) -> None:
    assert desk.get(address(place) + "?offer=nothing").status_code == 404
    other = member(quiet_room(), Role.OWNER, email="else@example.org")
    assert other.get(address(place)).status_code == 404
    assert Client().get(address(place)).status_code == 302
