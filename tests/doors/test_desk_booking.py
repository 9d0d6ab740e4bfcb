"""A phone call at the desk: free time, who comes, a tap on the treatment."""

import html
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.booking import NEW, ZONE, buttons, here, opened, sent, start_of, tapped, words
from tests.doors.pages import free, quiet_room
from tests.doors.treating import Role, member, visit
from unknot.design.words import on_wall
from unknot.diary.models import Appointment
from unknot.people.models import Client as Person
from unknot.plumbing.models import Fact
from unknot.salons.actions import refit
from unknot.salons.models import Offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def test_a_name_alone_books_somebody_new_and_the_day_says_so(place: cast.Place, desk: Client) -> None:
    slot = free(place, who="Aino")[0]
    answer = tapped(desk, place, opened(desk, place), **NEW)
    booked = Appointment.objects.get()
    day = reverse("desk_day", args=[place.salon.public_id, on_wall(slot.starts_at, ZONE).date().isoformat()])
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{day}?booked={booked.public_id}")
    user = f"desk:{desk.session['_auth_user_id']}"
    who = booked.client
    assert (who.name, who.email, who.phone, who.language, who.written_down_by) == (
        "Outi Laine", "", "", place.salon.language, user,
    )  # fmt: skip
    assert (booked.starts_at, booked.parts.get().practitioner.name) == (slot.starts_at, "Aino")
    assert Fact.objects.get(kind="appointment.booked").body["by"] == user
    told = words(desk.get(answer.headers["Location"]))
    assert "Booked: Outi Laine" in told
    assert "No e-mail is known: nobody is told by letter." in told


def test_a_known_client_is_found_chosen_and_booked_without_a_second_row(
    place: cast.Place, desk: Client
) -> None:
    known = visit(place, None).client
    form = opened(desk, place)
    listed = desk.post(here(place), {**sent(form), "name": "lain", "search": "1"})
    assert buttons(listed, "choose") == [known.public_id]
    chosen = desk.post(here(place), {**sent(listed), "name": "lain", "choose": known.public_id})
    assert "as last time" in words(chosen)
    answer = tapped(desk, place, chosen)
    assert answer.status_code == 302
    assert [each.client for each in Appointment.objects.all()] == [known] * 2
    assert Person.objects.count() == 1
    assert "A letter goes out." in words(desk.get(answer.headers["Location"]))


def test_somebody_else_is_one_tap_from_the_chosen_client(place: cast.Place, desk: Client) -> None:
    known = visit(place, None).client
    chosen = desk.post(here(place), {**sent(opened(desk, place)), "choose": known.public_id})
    dropped = desk.post(here(place), {**sent(chosen), "drop": "1"})
    assert ("client" in sent(chosen), "client" in sent(dropped)) == (True, False)


@pytest.mark.parametrize("field", ["choose", "same", "client"])
def test_a_client_of_another_salon_is_nobody_here(place: cast.Place, desk: Client, field: str) -> None:
    stranger = visit(quiet_room(), None).client
    form = opened(desk, place)
    wrong = {**sent(form), "offer": place.offers["back_massage"].public_id, field: stranger.public_id}
    assert desk.post(here(place), wrong).status_code == 404
    search = reverse("desk_booking_clients", args=[place.salon.public_id])
    assert "Nobody known by that." in words(desk.post(search, {"name": "outi"}))


def test_the_nearest_are_offered_within_the_salons_notice_too(place: cast.Place, desk: Client) -> None:
    """Notice binds clients alone."""
    place.salon.min_notice_min = 60 * 24 * 30
    place.salon.save()
    form = desk.get(here(place), start_after_now(place))
    assert tapped(desk, place, form, **NEW).status_code == 302


def start_after_now(place: cast.Place) -> dict[str, str]:
    """Aino's first start tomorrow or later, whatever the salon's notice says."""
    place.salon.refresh_from_db()
    notice, place.salon.min_notice_min = place.salon.min_notice_min, 0
    for offer in place.offers.values():
        offer.salon = place.salon
    found = start_of(place, free(place, who="Aino")[0])
    place.salon.min_notice_min = notice
    return found


def test_what_does_not_fit_says_why_in_a_few_words(place: cast.Place, desk: Client) -> None:
    cast.offer(place, "swedish", 120)
    place.people["Aino"].skills.create(treatment="swedish")
    refit(place.salon)
    first, *more = free(place, who="Aino")
    last = [each for each in more if each.starts_at < first.starts_at + timedelta(hours=12)][-1]
    told = words(desk.get(here(place), start_of(place, last)))
    assert "Aino isn’t at work, 17:00–18:00" in told
    assert "Classic back massage 60 min €72" in told


def test_only_what_this_practitioner_gives_is_listed(place: cast.Place, desk: Client) -> None:
    form = desk.get(here(place), start_of(place, free(place, who="Aino")[0], who="Sanna"))
    assert buttons(form, "offer") == [place.offers["facial"].public_id]


def test_another_time_of_that_day_keeps_what_was_typed(place: cast.Place, desk: Client) -> None:
    form = opened(desk, place)
    later = {**sent(form), **NEW, "at": "13:45", "show": "1"}
    answer = desk.post(here(place), later)
    assert (answer.status_code, sent(answer)["at"]) == (200, "13:45")
    assert 'value="Outi Laine"' in answer.content.decode()


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
    taken = start_of(place, free(place, who="Aino")[0])
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


def test_only_members_may_book_or_search(place: cast.Place) -> None:
    given = start_of(place, free(place)[0])
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
    first = start_of(place, free(place, who="Aino")[0])
    day = reverse("desk_day", args=[place.salon.public_id, first["on"]])
    page = html.unescape(desk.get(day).content.decode())
    assert f'class="free" href="{here(place)}?{urlencode(first)}"' in page
    assert 'class="free"' not in desk.get(day, {"by": "room"}).content.decode()
