"""A client's file at the desk: found, her visits with who and what, and the next one a tap away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.booking import FIELD, words
from tests.doors.pages import quiet_room
from tests.doors.treating import Role, member, visit
from unknot.diary.models import Appointment, Part
from unknot.people.models import Client as Person
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

START = re.compile(r'<button class="time" name="start" value="([^"]*)"')


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


def listing(place: cast.Place) -> str:
    return reverse("desk_clients", args=[place.salon.public_id])


def file_of(place: cast.Place, client: Person) -> str:
    return reverse("desk_client", args=[place.salon.public_id, client.public_id])


def long_ago(booked: Appointment, status: str = "done", weeks: int = 1) -> Appointment:
    """Let a visit lie so many weeks back."""
    back = timedelta(weeks=weeks) + (booked.starts_at - clock.now())
    for model, field in ((Appointment, {"pk": booked.pk}), (Part, {"appointment": booked})):
        for each in model._default_manager.filter(**field):
            each.starts_at, each.ends_at = each.starts_at - back, each.ends_at - back
            each.save()
    Appointment.objects.filter(pk=booked.pk).update(status=status)
    return booked


def test_the_list_shows_who_is_to_come_and_finds_anybody_without_an_address_that_tells(
    place: cast.Place, desk: Client
) -> None:
    booked = visit(place, None)
    leads = f'href="{file_of(place, booked.client)}"'
    assert leads in desk.get(listing(place)).content.decode()
    found = desk.post(listing(place), {"name": "lain"})
    assert (leads in found.content.decode(), "1 client" in words(found)) == (True, True)
    assert "Nobody known by that." in words(desk.post(listing(place), {"name": "qqq"}))
    assert 'method="get"' not in desk.get(listing(place)).content.decode()


def test_an_empty_list_says_what_will_be_here(place: cast.Place, desk: Client) -> None:
    assert "No clients yet." in words(desk.get(listing(place)))


def test_for_htmx_the_list_comes_alone(place: cast.Place, desk: Client) -> None:
    visit(place, None)
    alone = desk.post(listing(place), {"name": "lain"}, headers={"HX-Request": "true"})
    assert ("<html" in alone.content.decode(), "Outi Laine" in words(alone)) == (False, True)


def test_a_visit_leads_to_the_file_and_the_file_tells_what_was_done_by_whom(
    place: cast.Place, desk: Client
) -> None:
    had = long_ago(visit(place, None, who="Mikael"))
    booked = visit(place, None)
    Appointment.objects.filter(pk=had.pk).update(client=booked.client)
    shown = desk.get(reverse("desk_visit", args=[place.salon.public_id, booked.public_id]))
    assert f'href="{file_of(place, booked.client)}"' in shown.content.decode()
    told = words(desk.get(file_of(place, booked.client)))
    before, after = told.split(" Before ")
    assert "Classic back massage, 60 min, with Mikael Done" in after
    assert "To come" in before and "Classic back massage, 60 min, with Aino" in before
    assert "1 visit here" in told
    assert "outi@example.org" in told


def test_missed_and_cancelled_visits_are_no_visits_but_stand_there(place: cast.Place, desk: Client) -> None:
    missed, gone = long_ago(visit(place, None), "no_show"), visit(place, None)
    Appointment.objects.filter(pk=gone.pk).update(status="cancelled", client=missed.client)
    told = words(desk.get(file_of(place, missed.client)))
    assert "0 visits here · 1 missed" in told
    assert ("Did not come" in told, "Cancelled" in told, "Nothing is booked." in told) == (True, True, True)
    assert "The same again" in told


def test_one_tap_books_the_same_again(place: cast.Place, desk: Client) -> None:
    had = long_ago(visit(place, None))
    page = desk.get(file_of(place, had.client)).content.decode()
    form = page[page.index('id="again"') :]
    fields = {name: value for name, value in FIELD.findall(form) if name != "csrfmiddlewaretoken"}
    starts = START.findall(form)
    assert len(starts) == len(set(starts)) > 3
    answer = desk.post(reverse("desk_booking", args=[place.salon.public_id]), {**fields, "start": starts[0]})
    assert answer.status_code == 302
    booked = Appointment.objects.exclude(pk=had.pk).get()
    part = booked.parts.get()
    assert (booked.client, part.practitioner.name, part.treatment) == (had.client, "Aino", "back_massage")


def test_what_is_not_sold_any_more_is_not_offered_again(place: cast.Place, desk: Client) -> None:
    had = long_ago(visit(place, None))
    had.parts.get().offer.__class__.objects.update(is_active=False)
    assert "It isn’t sold any more." in words(desk.get(file_of(place, had.client)))


def test_what_another_salon_did_stays_there(place: cast.Place, desk: Client) -> None:
    elsewhere = quiet_room()
    booked = visit(place, None)
    there = long_ago(visit(elsewhere, None))
    assert desk.get(file_of(place, there.client)).status_code == 404
    Appointment.objects.filter(pk=there.pk).update(client=booked.client)
    assert "0 visits here" in words(desk.get(file_of(place, booked.client)))
    assert desk.get(file_of(elsewhere, booked.client)).status_code == 404
    assert Client().get(file_of(place, booked.client)).status_code == 302


@pytest.mark.parametrize("visits", [1, 30])
def test_the_file_takes_seventeen_statements_for_many_visits_as_for_one(
    place: cast.Place, desk: Client, visits: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = long_ago(visit(place, None)).client
    for weeks in range(1, visits):
        long_ago(visit(place, None), weeks=weeks + 1)
    Appointment.objects.update(client=client)
    with django_assert_num_queries(17):
        page = desk.get(file_of(place, client)).content.decode()
    assert page.count('class="visit-line"') == visits
