"""What lengthens a treatment: ticked on the offer's page before the times, and shown wherever the visit is."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import DETAILS, hold_at, nothing_applies, quiet_room
from tests.doors.test_company import offer_page, pills, text, times_on
from tests.doors.treating import member
from unknot.diary.models import Appointment, Hold
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    made = quiet_room()
    cast.add_on(made)
    return made


def with_tea(client: Client, place: cast.Place) -> str:
    href = dict(pills(offer_page(client, place)))["Tea and quiet rest, 15 min more"]
    return text(client.get(href.partition("#")[0]))


def tapped(client: Client, page: str, at: int = 0) -> str:
    hidden = dict(re.findall(r'<input type="hidden" name="(offer|add|two)" value="([^"]+)"', page))
    answer = client.post(reverse("holds"), {**hidden, "starts_at": times_on(page)[at]})
    assert answer.status_code == 302
    nothing_applies(client, answer.headers["Location"])
    return str(answer.headers["Location"])


def booked(client: Client, place: cast.Place) -> Appointment:
    address = tapped(client, with_tea(client, place))
    confirmed = client.post(reverse("appointments"), {"hold": hold_at(address), **DETAILS})
    assert confirmed.status_code == 302
    return Appointment.objects.get()


def test_a_tick_changes_the_times_and_a_second_takes_it_back(client: Client, place: cast.Place) -> None:
    plain, page = offer_page(client, place), with_tea(client, place)
    assert max(each[11:16] for each in times_on(plain)) == "16:00"
    assert max(each[11:16] for each in times_on(page)) == "15:45"
    back = dict(pills(page))["Tea and quiet rest, 15 min more"]
    assert "add=" not in back
    assert all("add=" in link for link in re.findall(r'<a id="d[^>]*href="([^"]+)"', page))


def test_what_is_held_says_what_is_included_and_costs_more(client: Client, place: cast.Place) -> None:
    page = text(client.get(tapped(client, with_tea(client, place))))
    assert ("75 min" in page, "€84" in page) == (True, True)
    assert "Included: Tea and quiet rest (15 min)" in page
    assert re.search(r'id="change-practitioner".*?name="add" value="', page, re.DOTALL)


def test_another_practitioner_keeps_it(client: Client, place: cast.Place) -> None:
    address = tapped(client, with_tea(client, place))
    kept = Hold.objects.get()
    body = {
        "offer": kept.offer.public_id,
        "starts_at": kept.starts_at.isoformat(),
        "add": kept.added[0]["id"],
    }
    client.post(reverse("holds"), {**body, "practitioner": place.people["Mikael"].public_id})
    latest = Hold.objects.latest("pk")
    assert (latest.practitioner.name, latest.extras) == ("Mikael", kept.extras)
    assert address


def test_the_visit_and_the_desk_show_it(client: Client, place: cast.Place) -> None:
    visit = booked(client, place)
    page = text(client.get(reverse("visit", args=[visit.public_id])))
    assert ("Included: Tea and quiet rest (15 min)" in page, "€84" in page) == (True, True)
    desk = member(place, Membership.Role.RECEPTION)
    shown = text(desk.get(reverse("desk_visit", args=[place.salon.public_id, visit.public_id])))
    assert "Included: Tea and quiet rest (15 min)" in shown


def test_a_move_shows_the_times_of_the_longer_visit(client: Client, place: cast.Place) -> None:
    visit = booked(client, place)
    page = text(client.get(reverse("visit_time", args=[visit.public_id])))
    assert max(each[11:16] for each in times_on(page)) == "15:45"


def test_what_the_offer_does_not_have_is_not_added(client: Client, place: cast.Place) -> None:
    facial = cast.add_on(place, "facial", name="Mask")
    page = offer_page(client, place, add=f"{facial.public_id}.nobody.0000000000000000")
    assert 'name="add"' not in page


def test_for_two_at_once_both_have_it(client: Client, place: cast.Place) -> None:
    href = dict(pills(with_tea(client, place)))["Two at once"]
    page = text(client.get(href.partition("#")[0]))
    tapped(client, page)
    assert [len(each.extras) for each in Hold.objects.all()] == [1, 1]
