"""Confirming a held time: who is coming, what is asked again, and who is known already."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.pages import DETAILS, book, free, quiet_room, tap
from unknot.diary.models import Appointment
from unknot.people.models import Client as Person

pytestmark = pytest.mark.django_db


def test_the_tab_whose_hold_gave_way_still_books_what_it_shows(client: Client) -> None:
    place = quiet_room()
    slots = free(place)
    first = tap(client, place, slots[0]).split("/")[2]
    tap(client, place, slots[5])
    assert client.post(reverse("appointments"), {"hold": first, **DETAILS}).status_code == 302
    assert Appointment.objects.get().starts_at == slots[0].starts_at


def test_the_hold_of_another_device_is_confirmed_by_nobody_else(client: Client) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    answer = Client().post(reverse("appointments"), {"hold": hold_id, **DETAILS})
    assert (answer.status_code, Appointment.objects.count()) == (409, 0)
    assert "The ten minutes are over" in answer.content.decode()


def test_coming_back_to_a_confirmed_hold_leads_to_its_visit(client: Client) -> None:
    place = quiet_room()
    page = tap(client, place, free(place)[0])
    booked = client.post(reverse("appointments"), {"hold": page.split("/")[2], **DETAILS})
    assert client.get(page).headers["Location"] == booked.headers["Location"]


def test_through_htmx_the_browser_itself_goes_to_the_visit(client: Client) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    answers = [
        client.post(
            reverse("appointments"),
            {"hold": hold_id, **DETAILS},
            headers={"HX-Request": "true", "HX-Target": "main"},
        )
        for _ in range(2)
    ]
    visit = reverse("visit", args=[Appointment.objects.get().public_id])
    assert [(answer.status_code, answer.headers["HX-Redirect"]) for answer in answers] == [(200, visit)] * 2


def plain(answer: Any, *secrets: str) -> str:
    """A page without what is random, its browser's own, or of the minute."""
    page = re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())
    page = re.sub(r"/v/[^\"]+", "", page)
    page = re.sub(r'data-left-s="\d+"|(offer-|with-|/holds/|value=")[0-9a-z]{16}', "", page)
    page = re.sub(r"Kept for you until \d\d:\d\d", "", page)
    for secret in secrets:
        page = page.replace(secret, "")
    return page


def test_a_known_address_is_answered_like_an_unknown_one(client: Client) -> None:
    place = quiet_room()
    slots = free(place)
    book(client, place, slots[0])
    pages = []
    for email in ("outi@example.org", "nobody@example.org"):
        browser = Client()
        hold_id = tap(browser, place, slots[-1]).split("/")[2]
        wrong = {"hold": hold_id, "name": "", "email": email}
        refused = browser.post(reverse("appointments"), wrong)
        right = browser.post(reverse("appointments"), {**wrong, "name": "Outi Laine"})
        visit = browser.get(right.headers["Location"])
        names = (email, "Aino", "Mikael", right.headers["Location"].split("/")[2])
        pages.append((plain(refused, *names), sorted(right.cookies), plain(visit, *names)))
    assert pages[0] == pages[1]
    assert Person.objects.count() == 3


def test_the_first_wrong_field_has_the_focus_and_says_why(client: Client) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    page = client.post(
        reverse("appointments"), {"hold": hold_id, "name": "Outi", "email": "outi@"}
    ).content.decode()
    field = page.partition('<input type="email"')[2].partition(">")[0]
    assert [each in field for each in (" autofocus", 'aria-invalid="true"', "id_email_error")] == [True] * 3
    assert 'id="id_email_error"' in page
    assert page.count(" autofocus") == 1


@pytest.mark.parametrize("given", ["yes", "", None])
def test_a_device_is_remembered_only_where_that_is_wished(client: Client, given: str | None) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    wish = {} if given is None else {"remember": given}
    client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, **wish})
    assert ("device" in client.cookies) is (given == "yes")


def test_a_known_device_confirms_without_a_field(client: Client) -> None:
    place = quiet_room()
    slots = free(place)
    hold_id = tap(client, place, slots[0]).split("/")[2]
    client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, "remember": "on"})
    path = tap(client, place, slots[-1])
    page = client.get(path).content.decode()
    assert "For <strong>Outi Laine</strong>, o•••@example.org" in page
    assert ('name="name"' in page, "outi@example.org" in page) == (False, False)
    client.post(reverse("appointments"), {"hold": path.split("/")[2]})
    assert [Appointment.objects.count(), Person.objects.count()] == [2, 1]


def test_somebody_else_may_come_from_a_known_device(client: Client) -> None:
    place = quiet_room()
    slots = free(place)
    hold_id = tap(client, place, slots[0]).split("/")[2]
    client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, "remember": "on"})
    before = client.cookies["device"].value
    path = tap(client, place, slots[-1])
    page = client.get(f"{path}?as=other").content.decode()
    assert ('name="as" value="other"' in page, 'name="name"' in page) == (True, True)
    pia = {"name": "Pia", "phone": "040 1234567", "as": "other"}
    client.post(reverse("appointments"), {"hold": path.split("/")[2], **pia})
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Outi Laine", "Pia"]
    assert client.cookies["device"].value == before
