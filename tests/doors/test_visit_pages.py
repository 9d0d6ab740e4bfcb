"""The page of a confirmed visit: what it says, what it leads to, and who may see it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.pages import DETAILS, book, free, quiet_room, tap
from unknot.design.words import wall_long_day, wall_time
from unknot.diary.models import Appointment, Part
from unknot.plumbing import clock
from unknot.plumbing.links import visit_link
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"


def visit_page(client: Client, booked: Appointment) -> str:
    return client.get(reverse("visit", args=[booked.public_id])).content.decode()


def test_the_page_says_what_when_where_and_how_much(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    page = re.sub(r"\s+", " ", visit_page(client, booked))
    who = booked.parts.get().practitioner.name
    said = [
        "Confirmed",
        f"{wall_long_day(booked.starts_at, ZONE)}, {wall_time(booked.starts_at, ZONE)}</time>",
        f"Classic back massage, 60 min, with {who} at Hiljainen Huone.",
        f"{wall_time(booked.starts_at, ZONE)}–{wall_time(booked.ends_at, ZONE)}",
        "Fleminginkatu 7, 00530 Helsinki",
        "€72",
        "All times are Helsinki time.",
    ]
    assert [each for each in said if each not in page] == []


def test_the_ways_to_the_salon_and_back_are_on_the_page(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    page = visit_page(client, booked)
    assert 'rel="noreferrer" href="https://www.openstreetmap.org/directions?to=60.1841%2C24.9497' in page
    assert [reverse(name, args=[booked.public_id]) in page for name in ("visit_calendar", "visit_time")] == [
        True
    ] * 2
    assert f'value="{visit_link(booked.public_id, booked.token)}"' in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"email": "outi@example.org"}, "The same link waits in your mail."),
        ({"email": "", "phone": "040 1234567"}, "Keep the private link below"),
    ],
)
def test_where_the_link_waits_depends_on_the_contact(
    client: Client, given: dict[str, str], told: str
) -> None:
    place = quiet_room()
    hold_id = tap(client, place, free(place)[0]).split("/")[2]
    client.post(reverse("appointments"), {"hold": hold_id, **DETAILS, **given})
    booked = Appointment.objects.get()
    page = visit_page(client, booked)
    assert told in page
    assert ('<details class="quiet" open>' in page) is (not given["email"])


@pytest.mark.parametrize(
    ("focus", "told"),
    [
        (["lower_back"], ", for your lower back."),
        (["lower_back", "neck_back"], ", for your back of the neck and lower back."),
        (
            ["lower_back_left", "neck_back", "calf"],
            ", for your back of the neck, lower back (left) and calf.",
        ),
        (["lower_back_left", "lower_back_right"], ", for your lower back."),
        ([], " at Hiljainen Huone."),
    ],
)
def test_the_regions_are_named_in_the_sentence(client: Client, focus: list[str], told: str) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    Part.objects.update(focus=focus)
    assert told in visit_page(client, booked)


def test_every_page_of_a_visit_may_be_indexed_by_nobody_because_nobody_gets_in(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    names = ("visit", "visit_time", "visit_cancellation", "visit_calendar")
    pages = [reverse(name, args=[booked.public_id]) for name in names]
    assert [Client().get(page).status_code for page in pages] == [404] * 4
    assert "noindex" not in visit_page(client, booked)
    assert '<meta name="description" content="Your visit to Hiljainen Huone' in visit_page(client, booked)


@pytest.mark.parametrize(("minutes", "offered"), [(1, True), (-1, False)])
def test_moving_and_cancelling_are_offered_until_the_salons_limit(
    client: Client, minutes: int, offered: bool
) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[-1])
    ahead_min = (booked.starts_at - clock.now()) // timedelta(minutes=1)
    Salon.objects.update(change_notice_min=ahead_min - minutes)
    page = visit_page(client, booked)
    cancelling = reverse("visit_cancellation", args=[booked.public_id])
    assert (f'href="{cancelling}"' in page) is offered
    assert client.post(cancelling).status_code == (302 if offered else 409)


def test_a_cancelled_visit_offers_another_time_and_no_link(client: Client) -> None:
    place = quiet_room()
    booked = book(client, place, free(place)[0])
    client.post(reverse("visit_cancellation", args=[booked.public_id]))
    page = visit_page(client, booked)
    assert ("Cancelled" in page, "Find another time" in page, "Your private link" in page) == (
        True,
        True,
        False,
    )
