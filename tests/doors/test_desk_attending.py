"""At the desk while the day runs: one tap for each step, and what is left for one who comes late."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import book, free, quiet_room
from tests.doors.test_desk_pages import member
from unknot.desk.attending import Choice, choices
from unknot.diary.models import Appointment, Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def visit(place: cast.Place) -> Appointment:
    return book(Client(), place, free(place)[0])


def address(place: cast.Place, visit: Appointment, name: str = "desk_visit") -> str:
    return reverse(name, args=[place.salon.public_id, visit.public_id])


def buttons(page: str) -> list[str]:
    """The steps that the page offers, in order."""
    return [part.split('"')[0] for part in page.split('name="status" value="')[1:]]


def read(desk: Client, page: str) -> str:
    """A page with plain spaces."""
    return desk.get(page).content.decode().replace("\xa0", " ").replace("\u202f", " ")


def test_the_next_step_is_the_first_button(place: cast.Place, visit: Appointment) -> None:
    desk = member(place)
    offered = []
    for status in ("arrived", "in_treatment", "done", "booked"):
        offered.append(buttons(desk.get(address(place, visit)).content.decode()))
        answer = desk.post(address(place, visit, "desk_visit_status"), {"status": status})
        assert answer.status_code == 302
    assert offered == [["arrived"], ["in_treatment", "booked"], ["done", "booked"], ["booked"]]
    assert buttons(desk.get(address(place, visit)).content.decode()) == ["arrived"]


def test_the_page_says_when_she_came_and_was_done(place: cast.Place, visit: Appointment) -> None:
    desk = member(place)
    for status in ("arrived", "in_treatment", "done"):
        desk.post(address(place, visit, "desk_visit_status"), {"status": status})
    page = desk.get(address(place, visit)).content.decode()
    assert all(word in page for word in ("here at ", ", began at ", ", done at "))
    assert address(place, visit, "desk_visit_cancellation") not in page


def test_what_cannot_be_said_is_not_found(place: cast.Place, visit: Appointment) -> None:
    desk = member(place)
    for status in ("cancelled", "nonsense", ""):
        assert desk.post(address(place, visit, "desk_visit_status"), {"status": status}).status_code == 404
    for late_min in ("", "x", "1000", "-5", "٣"):
        assert desk.post(address(place, visit, "desk_visit_late"), {"late_min": late_min}).status_code == 404
    assert Appointment.objects.get().status == "booked"


def test_what_she_agrees_to_is_one_tap_and_can_be_taken_back(place: cast.Place, visit: Appointment) -> None:
    desk, late = member(place), address(place, visit, "desk_visit_late")
    page = read(desk, late)
    assert "10 min late: 50 min are left" in page
    assert "In time after all" not in page

    assert desk.post(late, {"late_min": "10"}).headers["Location"] == address(place, visit)
    assert Part.objects.get().minutes == 50
    assert "Came late: 50 min, until " in read(desk, address(place, visit))
    assert "In time after all: 60 min" in read(desk, late)

    desk.post(late, {"late_min": "0"})
    assert Part.objects.get().minutes == 60


def test_too_little_is_refused_and_said(place: cast.Place, visit: Appointment) -> None:
    desk, late = member(place), address(place, visit, "desk_visit_late")
    refused = desk.post(late, {"late_min": "50"})
    assert (refused.status_code, "That can’t be changed any more." in refused.content.decode()) == (409, True)
    desk.post(address(place, visit, "desk_visit_status"), {"status": "in_treatment"})
    assert "Tap what the client agrees to." not in desk.get(late).content.decode()


@pytest.mark.parametrize(
    ("late_s", "shown"),
    [
        (0, [5, 10, 15, 20, 30]),
        (59, [5, 10, 15, 20, 30]),
        (60, [1, 5, 10, 15, 20, 30]),
        (12 * 60 + 59, [5, 10, 12, 15, 20, 30]),
        (20 * 60, [5, 10, 15, 20, 30]),
        (46 * 60, [5, 10, 15, 20, 30]),
        (45 * 60, [5, 10, 15, 20, 30, 45]),
    ],
)
def test_the_clock_is_among_the_choices_as_long_as_enough_is_left(
    visit: Appointment, late_s: int, shown: list[int]
) -> None:
    part = Part.objects.get()
    now: datetime = part.starts_at + timedelta(seconds=late_s)
    found = choices(part, now)
    assert [each.late_min for each in found] == shown
    assert {each.late_min + each.left_min for each in found} == {60}
    assert [each for each in found if each.is_now] == [
        Choice(late_s // 60, 60 - late_s // 60, True) for _ in shown if late_s // 60 in shown
    ][:1]


def test_other_salons_do_not_see_it(visit: Appointment, place: cast.Place) -> None:
    stranger = member(quiet_room(), "other@example.org")
    assert stranger.get(address(place, visit, "desk_visit_late")).status_code == 404
    assert stranger.post(address(place, visit, "desk_visit_late"), {"late_min": "10"}).status_code == 404
