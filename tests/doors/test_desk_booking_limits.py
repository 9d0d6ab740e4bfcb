"""The desk's booking form: its statements, and what nobody but its own buttons and members may send."""

import html
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.booking import here, sent, spot, words
from tests.doors.pages import free, quiet_room
from tests.doors.test_desk_booking import NEW, desk, opened, place
from tests.doors.treating import Role, member, visit
from unknot.people.models import Client as Person
from unknot.salons.actions import refit
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db
__all__ = ["desk", "place"]


@pytest.mark.parametrize("offers", [1, 30])
def test_the_form_takes_eight_statements_for_many_treatments_as_for_one(
    place: cast.Place, desk: Client, offers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(offers - 1):
        Offer.objects.create(
            salon=place.salon, treatment="back_massage", duration_min=65 + 5 * number, price_minor=9000,
            room_feature="table",
        )  # fmt: skip
    refit(place.salon)
    taken = spot(place, free(place, who="Aino")[0])
    visit(place, None)
    with django_assert_num_queries(8):
        form = desk.get(here(place), taken)
    assert form.content.decode().count('<li class="chip unfit">') == offers


@pytest.mark.parametrize("clients", [1, 30])
def test_a_keystroke_takes_six_statements_and_says_nothing_in_its_address(
    place: cast.Place, desk: Client, clients: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(clients):
        who = Person.objects.create(name=f"Outi {number}", written_down_by="desk:1")
        who.acquaintances.create(salon=place.salon)
    search = reverse("desk_booking_clients", args=[place.salon.public_id])
    with django_assert_num_queries(6):
        answer = desk.post(search, {"name": "outi"})
    assert answer.content.decode().count('role="option"') == min(clients, 8)
    assert desk.get(search, {"name": "outi"}).status_code == 405
    form = opened(desk, place).content.decode()
    assert ('method="get"' in form, "hx-get" in form) == (False, False)


@pytest.mark.parametrize(
    "wrong",
    [{"on": "2027-02-30"}, {"at": "25:00"}, {"with": "nobody"}, {"on": ""}, {"on": "9999-12-31"}],
)
def test_an_address_that_no_page_has_is_not_found(
    place: cast.Place, desk: Client, wrong: dict[str, str]
) -> None:
    assert desk.get(here(place), {**spot(place, free(place)[0]), **wrong}).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"wanted": "nothing", "start": "x"}, {"start": "soon"}, {"start": "2027-03-02T09:00"}, {"offer": "none"}]
)  # fmt: skip
def test_what_no_button_sends_is_not_found(place: cast.Place, desk: Client, wrong: dict[str, str]) -> None:
    given = {**sent(opened(desk, place)), "wanted": place.offers["back_massage"].public_id, **NEW, **wrong}
    assert desk.post(here(place), given).status_code == 404


def test_only_members_may_book_or_search(place: cast.Place) -> None:
    given = spot(place, free(place)[0])
    assert Client().get(here(place), given).status_code == 302
    other = member(quiet_room(), Role.OWNER, email="else@example.org")
    search = reverse("desk_booking_clients", args=[place.salon.public_id])
    answers = [
        other.get(here(place), given),
        other.post(here(place), given),
        other.post(search, {"name": "o"}),
    ]
    assert [each.status_code for each in answers] == [404] * 3


def test_a_visit_of_another_salon_is_not_announced(place: cast.Place, desk: Client) -> None:
    elsewhere = visit(quiet_room(), None)
    day = reverse("desk_day", args=[place.salon.public_id, "2027-03-01"])
    assert "Outi" not in words(desk.get(day, {"booked": elsewhere.public_id}))


def test_free_time_on_the_board_leads_to_the_form(place: cast.Place, desk: Client) -> None:
    first = spot(place, free(place, who="Aino")[0])
    day = reverse("desk_day", args=[place.salon.public_id, first["on"]])
    page = html.unescape(desk.get(day).content.decode())
    assert f'class="free" href="{here(place)}?{urlencode(first)}"' in page
    assert 'class="free"' not in desk.get(day, {"by": "room"}).content.decode()
