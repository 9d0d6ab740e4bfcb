"""Hours at the desk: what holds, what a change touches, and that nothing is lost when it is made."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests import cast
from tests.doors.every_page import seen_on
from tests.doors.pages import free, quiet_room
from tests.doors.treating import day_of, member, text, visit
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Hold, Part
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import HoursException, Lane, Membership, WeeklyChange, WeeklyHours

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Membership.Role.RECEPTION)


def address(place: cast.Place, name: str, **query: str) -> str:
    return f"{reverse(name, args=[place.salon.public_id])}?{urlencode(query)}"


def closing(place: cast.Place, first: str, **more: str) -> str:
    return address(place, "desk_hours_days", **{"who": "salon", "first": first, "what": "closed", **more})


def today() -> date:
    return on_wall(clock.now(), ZONE).date()


def values(page: Any) -> dict[str, str]:
    """What the first proposal's button sends."""
    form = page.content.decode().partition('name="visit"')[2]
    found = [piece.partition('"')[0] for piece in form.split('value="')[1:4]]
    return dict(zip(("visit", "to", "starts_at"), found, strict=True))


def test_a_day_is_closed_after_a_look_and_its_visit_is_moved_with_a_tap(
    place: cast.Place, desk: Client
) -> None:
    booked = visit(place, None)
    here = closing(place, day_of(booked))
    page = text(desk.get(here))
    told = ("1 visit falls outside" in page, "Outi Laine" in page, "Move to" in page)
    assert (told, HoursException.objects.count()) == ((True, True, True), 0)

    answer = desk.post(here, {"seen": seen_on(desk, here)})
    to_do = reverse("desk_outside", args=[place.salon.public_id])
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{to_do}?changed")
    listed = desk.get(to_do)
    assert "1 visit lies outside the hours." in text(listed)
    assert desk.post(to_do, values(listed)).status_code == 302
    assert "Nothing is to sort out" in text(desk.get(to_do))
    assert Fact.objects.filter(kind="appointment.moved", subject=booked.public_id).count() == 1
    assert Fact.objects.filter(kind="hours.changed", subject=place.salon.public_id).count() == 1


def test_a_visit_that_stays_is_marked_and_not_to_sort_out(place: cast.Place, desk: Client) -> None:
    booked = visit(place, None)
    here = closing(place, day_of(booked))
    answer = desk.post(here, {"seen": seen_on(desk, here), "kept": booked.public_id})
    assert answer.headers["Location"].startswith(reverse("desk_hours", args=[place.salon.public_id]))
    to_do = text(desk.get(reverse("desk_outside", args=[place.salon.public_id])))
    assert ("Nothing is to sort out" in to_do, "They stay outside the hours" in to_do) == (True, True)
    day = text(desk.get(reverse("desk_day", args=[place.salon.public_id, day_of(booked)])))
    assert ("outside hours" in day, "lies outside the hours" in day) == (True, False)
    mine = text(desk.get(reverse("desk_visit", args=[place.salon.public_id, booked.public_id])))
    assert "stays because you said so" in mine


def test_a_visit_to_sort_out_can_be_let_stay(place: cast.Place, desk: Client) -> None:
    booked = visit(place, None)
    here = closing(place, day_of(booked))
    desk.post(here, {"seen": booked.public_id})
    day = text(desk.get(reverse("desk_day", args=[place.salon.public_id, day_of(booked)])))
    assert "1 visit lies outside the hours." in day
    to_do = reverse("desk_outside", args=[place.salon.public_id])
    assert desk.post(to_do, {"keep": booked.public_id}).status_code == 302
    assert Part.objects.get().kept_at is not None
    assert "Nothing is to sort out" in text(desk.get(to_do))


def test_a_booking_in_between_stops_the_change_and_the_new_list_is_shown(
    place: cast.Place, desk: Client
) -> None:
    first = visit(place, None)
    here = closing(place, day_of(first))
    seen = seen_on(desk, here)
    second = visit(place, None, who="Mikael")
    answer = desk.post(here, {"seen": seen, "kept": first.public_id})
    page = answer.content.decode()
    assert (answer.status_code, HoursException.objects.count()) == (409, 0)
    assert ("nothing has been changed" in page, second.public_id in page) == (True, True)
    assert re.search(rf'value="{first.public_id}"\s+checked', page)
    assert desk.post(here, {"seen": seen_on(desk, here)}).status_code == 302


def test_what_is_held_right_now_is_shown_too(place: cast.Place, desk: Client) -> None:
    slot = free(place)[0]
    held = actions.hold(offer=place.offers["back_massage"], starts_at=slot.starts_at, clock=clock.now)
    assert isinstance(held, Hold)
    here = closing(place, on_wall(slot.starts_at, ZONE).date().isoformat())
    page = text(desk.get(here))
    assert ("No visit falls outside" in page, "Being booked right now" in page) == (True, True)
    assert desk.post(here, {"seen": ""}).status_code == 409
    assert desk.post(here, {"seen": held.public_id}).status_code == 302


def test_days_that_differ_are_listed_together_and_taken_back(place: cast.Place, desk: Client) -> None:
    first, last = today() + timedelta(days=10), today() + timedelta(days=12)
    sanna = place.people["Sanna"].public_id
    here = closing(place, first.isoformat(), last=last.isoformat(), who=sanna)
    desk.post(here, {"seen": "", "reason": "Summer cottage"})
    assert HoursException.objects.filter(lane__resource=place.people["Sanna"]).count() == 3
    page = desk.get(reverse("desk_hours", args=[place.salon.public_id]))
    said = text(page)
    assert ("Sanna: away (Summer cottage)" in said, said.count("As usual again")) == (True, 1)
    link = page.content.decode().partition("hours/days?who=")[2].partition('"')[0].replace("&amp;", "&")
    back = f"{reverse('desk_hours_days', args=[place.salon.public_id])}?who={link}"
    assert "as usual" in text(desk.get(back))
    desk.post(back, {"seen": ""})
    assert HoursException.objects.count() == 0


def test_a_reason_is_never_part_of_an_address_and_its_length_is_minded(
    place: cast.Place, desk: Client
) -> None:
    booked = visit(place, None)
    form = desk.get(reverse("desk_hours_days", args=[place.salon.public_id])).content.decode()
    assert 'name="reason"' not in form
    here = closing(place, day_of(booked))
    assert (
        'method="post"'
        in desk.get(here).content.decode().partition('name="reason"')[0].rpartition("<form")[2]
    )
    answer = desk.post(here, {"seen": booked.public_id, "kept": booked.public_id, "reason": "x" * 201})
    page = answer.content.decode()
    assert (answer.status_code, "at most 200 characters" in page, HoursException.objects.count()) == (
        422,
        True,
        0,
    )
    assert re.search(rf'value="{booked.public_id}"\s+checked', page)


def test_another_week_holds_from_its_day_on(place: cast.Place, desk: Client) -> None:
    from_date = today() + timedelta(days=14)
    aino = place.people["Aino"].public_id
    here = address(
        place,
        "desk_hours_week",
        who=aino,
        from_date=from_date.isoformat(),
        day0="9-12, 13:30-18",
        day1="20–2",
    )
    assert "09:00–12:00, 13:30–18:00" in text(desk.get(here))
    assert desk.post(here, {"seen": ""}).status_code == 302
    since = WeeklyChange.objects.get()
    assert (since.lane, since.from_date) == (Lane.objects.get(resource=place.people["Aino"]), from_date)
    rows = WeeklyHours.objects.filter(since=since).values_list("weekday", "from_min", "to_min")
    assert list(rows) == [(0, 540, 720), (0, 810, 1080), (1, 1200, 1560)]
    hours = text(desk.get(reverse("desk_hours", args=[place.salon.public_id])))
    assert "Mon 09:00–12:00, 13:30–18:00 Tue 20:00–02:00" in hours


def test_the_form_begins_with_what_holds_and_comes_back_as_it_was_filled_in(
    place: cast.Place, desk: Client
) -> None:
    empty = desk.get(reverse("desk_hours_week", args=[place.salon.public_id])).content.decode()
    assert empty.count('value="09:00–17:00"') == 5
    here = address(place, "desk_hours_week", from_date=today().isoformat(), day0="8-12", edit="1")
    assert 'value="8-12"' in desk.get(here).content.decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("17-9", "It ends before it begins."),
        ("9-9", "It ends when it begins."),
        ("9-12, 11-18", "Two of these overlap."),
        ("9-17:03", "Use steps of five minutes."),
        ("9-25", "25:00 is no time of a day."),
        ("9:70-17", "9:70 is no time of a day."),
        ("24-25", "is no time of a day."),
        ("mornings", "Write hours like 9–17"),
        ("٩-17x", "Write hours like 9–17"),
        ("9" * 200, "at most 100 characters"),
    ],
)
def test_hours_that_cannot_be_read_are_answered_in_words(
    place: cast.Place, desk: Client, written: str, said: str
) -> None:
    answer = desk.get(
        address(place, "desk_hours_week", from_date=today().isoformat(), day0=written, day1="10-12")
    )
    page = answer.content.decode()
    assert (answer.status_code, said in page, 'value="10-12"' in page) == (422, True, True)


def test_a_night_has_to_be_over_before_the_next_day_begins(place: cast.Place, desk: Client) -> None:
    wrong = desk.get(
        address(place, "desk_hours_week", from_date=today().isoformat(), day6="20-4", day0="3-9")
    )
    right = desk.get(
        address(place, "desk_hours_week", from_date=today().isoformat(), day6="20-3", day0="3-9")
    )
    assert (wrong.status_code, right.status_code) == (422, 200)
    assert "before the night of the day before is over" in wrong.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "soon", "", "2020-01-01"])
def test_days_that_no_diary_holds_are_refused_in_every_form(
    place: cast.Place, desk: Client, day: str
) -> None:
    assert desk.get(closing(place, day)).status_code == 422
    assert desk.get(address(place, "desk_hours_week", from_date=day)).status_code == 422


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"last": "2020-01-01"}, "The last day is before the first."),
        ({"last": "2199-12-31"}, "At most a year at once."),
        ({"what": "hours"}, "Say from when until when."),
        ({"what": "perhaps"}, "Select a valid choice."),
        ({"who": "nobody"}, "Select a valid choice."),
    ],
)
def test_what_does_not_go_together_is_said(
    place: cast.Place, desk: Client, more: dict[str, str], said: str
) -> None:
    answer = desk.get(closing(place, today().isoformat(), **more))
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_room_is_in_use_or_not(place: cast.Place, desk: Client) -> None:
    room = place.rooms["Room 1"].public_id
    wrong = desk.get(closing(place, today().isoformat(), who=room, what="hours", hours="9-12"))
    assert (wrong.status_code, "no hours of their own" in wrong.content.decode()) == (422, True)
    booked = visit(place, None)
    (taken,) = [each for each in place.rooms.values() if each.claims.filter(part__appointment=booked)]
    page = text(desk.get(closing(place, day_of(booked), who=taken.public_id)))
    assert ("out of use" in page, "Same time with Aino, in another room" in page) == (True, True)


def test_hours_that_the_clocks_skip_are_refused(place: cast.Place, desk: Client) -> None:
    skipped = closing(place, "2100-03-28", what="hours", hours="3:00-4:00, 9-12")
    answer = desk.get(skipped)
    assert (answer.status_code, "isn’t on any clock" in answer.content.decode()) == (422, True)
    assert desk.get(closing(place, "2100-03-28", what="hours", hours="2:00-4:00")).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"starts_at": "soon"}, {"starts_at": "2027-03-02T09:00"}, {"to": "nobody"}, {"visit": "none"}]
)
def test_what_no_page_proposes_is_not_found(place: cast.Place, desk: Client, wrong: dict[str, str]) -> None:
    booked = visit(place, None)
    here = closing(place, day_of(booked))
    desk.post(here, {"seen": booked.public_id})
    to_do = reverse("desk_outside", args=[place.salon.public_id])
    assert desk.post(to_do, {**values(desk.get(to_do)), **wrong}).status_code == 404


def test_a_visit_within_hours_cannot_be_let_stay(place: cast.Place, desk: Client) -> None:
    booked = visit(place, None)
    to_do = reverse("desk_outside", args=[place.salon.public_id])
    answer = desk.post(to_do, {"keep": booked.public_id})
    assert (answer.status_code, Part.objects.get().kept_at) == (409, None)


def test_only_members_see_or_change_hours(place: cast.Place) -> None:
    other = member(cast.hiljainen_huone(name="Toinen"), Membership.Role.OWNER, email="else@example.org")
    for name in ("desk_hours", "desk_hours_week", "desk_hours_days", "desk_outside"):
        here = reverse(name, args=[place.salon.public_id])
        assert (Client().get(here).status_code, other.get(here).status_code) == (302, 404)
    here = closing(place, today().isoformat())
    assert (other.post(here, {"seen": ""}).status_code, HoursException.objects.count()) == (404, 0)
