"""Being put down from a page, seeing it by a private link, and taking what is kept in one tap."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import DETAILS
from unknot.design.words import on_wall
from unknot.diary import actions, reads
from unknot.diary.models import Appointment, Turn, Waiting
from unknot.people.models import User
from unknot.plumbing import clock
from unknot.plumbing.clock import database_now
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db
ZONE = "Europe/Helsinki"


@pytest.fixture
def place() -> cast.Place:
    """One pair of hands that works every day; all of the day in five days is taken."""
    place = cast.salon(step_min=60)
    cast.practitioner(place, "Aino", "back_massage")
    cast.hours(place.salon, None, (5, 6), (9 * 60, 17 * 60))
    cast.hours(place.salon, place.salon.lanes.get(), (5, 6), (9 * 60, 17 * 60))
    cast.room(place, "Room 1")
    cast.offer(place)
    return place.open(clock.now())


def full_day(place: cast.Place) -> list[Appointment]:
    now = clock.now()
    on_date = on_wall(now, ZONE).date() + timedelta(days=5)
    found: list[Appointment] = []
    window: dict[str, Any] = {"starts_from": now, "starts_until": now + timedelta(days=7)}
    for slot in reads.slots(place.offers["back_massage"], now=now, **window):
        if on_wall(slot.starts_at, ZONE).date() == on_date:
            who = cast.client(email=f"c{len(found)}@example.org")
            offer = place.offers["back_massage"]
            made = actions.book(
                offer=offer, starts_at=slot.starts_at, client=who, by="client", clock=database_now
            )
            assert isinstance(made, Appointment)
            found.append(made)
    assert len(found) == 8
    return found


def asked(visit: Appointment, **more: str) -> dict[str, str]:
    day = on_wall(visit.starts_at, ZONE).date().isoformat()
    return {"days_from": day, "days_until": day, **more}


def put_down(place: cast.Place, visit: Appointment, browser: Client) -> Waiting:
    address = reverse("offer_waiting", args=[place.salon.public_id, place.offers["back_massage"].public_id])
    assert browser.get(address).status_code == 200
    answer = browser.post(address, {**asked(visit), **DETAILS})
    assert answer.status_code == 302
    return Waiting.objects.get()


def test_who_is_put_down_sees_it_and_takes_a_freed_time_in_one_tap(place: cast.Place) -> None:
    visits, browser = full_day(place), Client()
    waiting = put_down(place, visits[3], browser)
    page = reverse("waiting", args=[waiting.public_id])
    assert "You are waiting for a time" in browser.get(page).content.decode()
    actions.cancel(visits[3], by="client", clock=database_now)
    actions.serve(place.salon, clock=database_now)

    assert "Take this time" in browser.get(page).content.decode()
    answer = browser.post(reverse("waiting_turn", args=[waiting.public_id]), {"word": "yes"})

    made = Appointment.objects.get(client=waiting.client)
    assert answer.headers["Location"] == reverse("visit", args=[made.public_id])
    assert (made.starts_at, browser.get(answer.headers["Location"]).status_code) == (visits[3].starts_at, 200)
    assert "You have a time." in browser.get(page).content.decode()


def test_no_thanks_lets_it_go_and_stop_ends_it(place: cast.Place) -> None:
    visits, browser = full_day(place), Client()
    waiting = put_down(place, visits[3], browser)
    actions.cancel(visits[3], by="client", clock=database_now)
    actions.serve(place.salon, clock=database_now)

    browser.post(reverse("waiting_turn", args=[waiting.public_id]), {"word": "no"})
    assert Turn.objects.get().state == "declined"
    browser.post(reverse("waiting_end", args=[waiting.public_id]))

    waiting.refresh_from_db()
    assert waiting.state == "stopped"


def test_a_visit_waits_and_moves_with_one_tap(place: cast.Place) -> None:
    visits, browser = full_day(place), Client()
    last = visits[-1]
    browser.get(reverse("private_link", args=[last.public_id, last.token]))
    assert (
        "Tell me if an earlier time becomes free"
        in browser.get(reverse("visit", args=[last.public_id])).content.decode()
    )
    address = reverse("visit_waiting", args=[last.public_id])
    assert browser.get(address).status_code == 200
    browser.post(address, asked(last))
    waiting = Waiting.objects.get(appointment=last)
    actions.cancel(visits[0], by="client", clock=database_now)
    actions.serve(place.salon, clock=database_now)

    assert "Move my visit there" in browser.get(reverse("waiting", args=[waiting.public_id])).content.decode()
    browser.post(reverse("waiting_turn", args=[waiting.public_id]), {"word": "yes"})

    last.refresh_from_db()
    assert last.starts_at == visits[0].starts_at


def test_the_form_names_what_is_free_and_what_is_wrong(place: cast.Place) -> None:
    visits, browser = full_day(place), Client()
    actions.cancel(visits[3], by="client", clock=database_now)
    address = reverse("offer_waiting", args=[place.salon.public_id, place.offers["back_massage"].public_id])

    free = browser.post(address, {**asked(visits[3]), **DETAILS})
    wrong = browser.post(address, {**asked(visits[3], from_at="12:00", to_at="11:00"), "name": "Bea"})

    assert (free.status_code, wrong.status_code) == (409, 422)
    assert "There is no need to wait" in free.content.decode()
    assert "This is before it begins." in wrong.content.decode()
    assert not Waiting.objects.exists()


def test_nobody_else_sees_who_waits(place: cast.Place) -> None:
    visits, browser, stranger = full_day(place), Client(), Client()
    waiting = put_down(place, visits[3], browser)
    page = reverse("waiting", args=[waiting.public_id])

    assert stranger.get(page).status_code == 404
    assert stranger.get(reverse("waiting_link", args=[waiting.public_id, "x" * 43])).status_code == 404
    assert stranger.get(reverse("waiting_link", args=[waiting.public_id, waiting.token])).status_code == 302
    assert stranger.get(page).status_code == 200


def test_the_desk_sees_who_waits_and_whose_turn_it_is(place: cast.Place) -> None:
    visits, desk = full_day(place), Client()
    user = User.objects.create_user("pia@example.org", "Pia", None)
    Membership.objects.create(user=user, salon=place.salon, role=Membership.Role.OWNER)
    address = reverse("desk_waiting", args=[place.salon.public_id])
    assert desk.get(address).status_code == 302
    desk.force_login(user)
    assert "Nobody is waiting." in desk.get(address).content.decode()
    put_down(place, visits[3], Client())
    actions.cancel(visits[3], by="client", clock=database_now)
    actions.serve(place.salon, clock=database_now)

    page = desk.get(address).content.decode()

    assert DETAILS["name"] in page
    assert "Kept for her until" in page
