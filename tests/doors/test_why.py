"""A missing time: a plain sentence for clients, every cause for the salon, codes for programs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.pages import book, free, quiet_room, tap_only
from tests.doors.treating import member
from unknot.design.words import on_wall, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.salons.models import Membership

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"
LATE = timedelta(minutes=15)


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


def wall(start: Any) -> dict[str, str]:
    local = on_wall(start, ZONE)
    return {"on": local.date().isoformat(), "at": f"{local:%H:%M}"}


def tomorrow(place: cast.Place, treatment: str = "back_massage") -> Slot:
    """A free start of another day, with room around it."""
    slots = free(place, treatment)
    first = on_wall(slots[0].starts_at, ZONE).date()
    later = [slot for slot in slots if on_wall(slot.starts_at, ZONE).date() > first]
    return next(slot for slot in later if on_wall(slot.starts_at, ZONE).hour == 11)


def page(client: Client, place: cast.Place, treatment: str = "back_massage", **asked: str) -> Any:
    offer = place.offers[treatment]
    return client.get(reverse("why", args=[place.salon.public_id, offer.public_id]), asked)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_free_time_can_be_taken_right_there(client: Client, place: cast.Place) -> None:
    slot = tomorrow(place)
    said = text(page(client, place, **wall(slot.starts_at)))
    assert ("That time is free." in said, f"Take {wall_time(slot.starts_at, ZONE)}" in said) == (True, True)


def test_a_time_that_is_taken_says_so_and_offers_the_nearest(client: Client, place: cast.Place) -> None:
    slot = tomorrow(place, "facial")
    tapped = client.post(
        reverse("holds"),
        {"offer": place.offers["facial"].public_id, "starts_at": slot.starts_at.isoformat()},
    )
    assert tapped.status_code == 302
    until = wall_time(Hold.objects.get().expires_at, ZONE)
    said = text(page(Client(), place, "facial", **wall(slot.starts_at + LATE)))
    assert f"Somebody holds it until {until}; it may come free then." in said
    assert said.count('name="starts_at"') == 3
    assert "Sanna" not in said and "Outi" not in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"on": "", "at": "10:00"}, "This field is required."),
        ({"on": "2026-13-01", "at": "10:00"}, "Enter a valid date."),
        ({"on": "0001-01-01", "at": "00:00"}, "greater than or equal to"),
        ({"on": "9999-12-31", "at": "23:00"}, "less than or equal to"),
        ({"on": "2027-03-28", "at": "03:30"}, "that time isn’t on any clock"),
        ({"on": "2027-03-29", "at": "ten"}, "Enter a valid time."),
    ],
)
def test_what_is_no_time_is_said_where_it_stands(
    client: Client, place: cast.Place, asked: dict[str, str], said: str
) -> None:
    answer = page(client, place, **asked)
    assert (answer.status_code, said in text(answer)) == (422, True)


def test_the_empty_page_only_asks(client: Client, place: cast.Place) -> None:
    answer = page(client, place)
    assert (answer.status_code, "Missing a time?" in text(answer), "required." in text(answer)) == (
        200,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (20, 0, "The salon is closed then."),
        (11, 5, "Visits don’t begin at that minute."),
    ],
)
def test_the_reason_is_one_plain_sentence(
    client: Client, place: cast.Place, hour: int, minute: int, said: str
) -> None:
    day = on_wall(tomorrow(place).starts_at, ZONE).date().isoformat()
    assert said in text(page(client, place, on=day, at=f"{hour:02d}:{minute:02d}"))


def at_desk(place: cast.Place) -> tuple[Client, str]:
    """Somebody at the reception, and where the desk is asked."""
    return member(place, Membership.Role.RECEPTION), reverse("desk_why", args=[place.salon.public_id])


def desk(place: cast.Place, **asked: str) -> str:
    browser, address = at_desk(place)
    return text(browser.get(address, asked))


def test_the_desk_reads_every_cause_and_the_least_that_would_have_to_change(place: cast.Place) -> None:
    slot = tomorrow(place)
    visits = [book(Client(), place, slot) for _ in range(2)]
    said = desk(place, offer=place.offers["back_massage"].public_id, **wall(slot.starts_at + LATE))
    hours = f"{wall_time(slot.starts_at, ZONE)}–{wall_time(slot.ends_at, ZONE)}"
    for name in ("Aino", "Mikael", "Room 1", "Room 2"):
        assert f"{name} has a visit, {hours}" in said
    for visit in visits:
        assert reverse("desk_visit", args=[place.salon.public_id, visit.public_id]) in said
    least = said.partition("The least that would have to change:")[2].partition("The nearest")[0]
    assert [name in least for name in ("Aino", "Mikael", "Room 1", "Room 2")].count(True) == 2


def test_the_desk_reads_for_each_of_two_in_a_row_what_is_in_its_way(place: cast.Place) -> None:
    slot = tomorrow(place, "facial")
    back, facial = place.offers["back_massage"], place.offers["facial"]
    outi = cast.client("Outi")
    visit = actions.book(offer=facial, starts_at=slot.starts_at, client=outi, by="client", clock=clock.now)
    assert isinstance(visit, Appointment)
    begins = slot.starts_at - timedelta(minutes=back.duration_min)
    said = desk(place, offer=back.public_id, also=facial.public_id, how="in_a_row", **wall(begins))
    massage, _, after = said.partition("<h3>Classic back massage")[2].partition("<h3>")
    assert "Could be had by itself." in massage
    hours = f"{wall_time(slot.starts_at, ZONE)}–{wall_time(slot.ends_at, ZONE)}"
    assert f"Sanna has a visit, {hours}" in after
    assert reverse("desk_visit", args=[place.salon.public_id, visit.public_id]) in after
    assert "The nearest free times:" in after


def test_the_desk_reads_what_there_is_too_little_of_for_two_at_once(place: cast.Place) -> None:
    slot = tomorrow(place)
    book(Client(), place, slot)
    back = place.offers["back_massage"].public_id
    browser, address = at_desk(place)
    asked = {"offer": back, "also": back, **wall(slot.starts_at)}
    said = text(browser.get(address, {**asked, "how": "at_once"}))
    assert "there aren’t enough people for all of it then." in said
    later = {**asked, **wall(slot.ends_at + timedelta(hours=1))}
    for how in ("", "any_order"):
        assert "It can be booked." in text(browser.get(address, {**later, "how": how}))


def test_the_desk_is_told_what_keeps_only_clients_away(place: cast.Place) -> None:
    place.salon.min_notice_min = 60 * 24 * 20
    place.salon.save()
    slot = tomorrow_of_open(place)
    said = desk(place, offer=place.offers["back_massage"].public_id, **wall(slot))
    assert "That keeps clients away only: nothing in the diary is in the way." in said


def tomorrow_of_open(place: cast.Place) -> Any:
    """A start that only the notice keeps from being free."""
    place.salon.min_notice_min, notice = 0, place.salon.min_notice_min
    for offer in place.offers.values():
        offer.salon = place.salon
    start = tomorrow(place).starts_at
    place.salon.min_notice_min = notice
    return start


def test_strangers_have_no_desk_to_ask_at(client: Client, place: cast.Place) -> None:
    address = reverse("desk_why", args=[place.salon.public_id])
    assert client.get(address).status_code == 302
    other = member(cast.hiljainen_huone(name="Toinen"), Membership.Role.OWNER, email="else@example.org")
    assert other.get(address).status_code == 404


def test_programs_get_codes_and_no_names(client: Client, place: cast.Place) -> None:
    slot = tomorrow(place, "facial")
    address = f"/api/v1/salons/{place.salon.public_id}/slots/why"
    asked = {"offer": place.offers["facial"].public_id, "starts_at": slot.starts_at.isoformat()}
    assert client.get(address, asked).json() == {
        "bookable": True,
        "reasons": [],
        "sentence": None,
        "frees_at": None,
        "nearest": [],
    }
    kept = tap_only(client, place, tomorrow(place))
    assert kept
    client.post(reverse("holds"), asked)
    answer = Client().get(address, asked)
    held = Hold.objects.get(offer=place.offers["facial"])
    found = answer.json()
    assert (found["bookable"], found["reasons"]) == (False, ["practitioner_held"])
    assert found["frees_at"] == held.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert len(found["nearest"]) == 3
    assert "Outi" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_at": "2027-01-01T10:00"}, "starts_at"),
        ({"offer": "nonsense", "starts_at": "2027-01-01T10:00:00Z"}, "offer"),
        ({}, "starts_at"),
    ],
)
def test_programs_are_told_which_field_is_wrong(
    client: Client, place: cast.Place, wrong: dict[str, str], field: str
) -> None:
    asked = {"offer": place.offers["facial"].public_id, **wrong}
    answer = client.get(f"/api/v1/salons/{place.salon.public_id}/slots/why", asked)
    assert answer.status_code == 422
    assert field in answer.content.decode()


def test_two_who_come_together_are_told_what_is_in_their_way(client: Client, place: cast.Place) -> None:
    slot = tomorrow(place)
    book(Client(), place, slot)
    answer = page(client, place, two="1", **wall(slot.starts_at))
    said = text(answer)
    assert "Each could be had by itself, but there aren’t enough people for all of it then." in said
    assert said.count('name="starts_at"') == 3
    free_then = text(page(client, place, two="1", **wall(slot.ends_at + timedelta(hours=1))))
    assert "That time is free." in free_then
    for each in (said, free_then):
        assert each.count('<input type="hidden" name="two" value="1">') == len(["taking", "asking again"])
    offer = reverse("offer", args=[place.salon.public_id, place.offers["back_massage"].public_id])
    missing = text(client.get(offer, {"two": "1"})).partition("Missing a time?")[0].rpartition("href=")[2]
    assert "two=1" in missing


@pytest.mark.parametrize("order", [{}, {"any_order": "true"}])
def test_programs_get_codes_for_several(client: Client, place: cast.Place, order: dict[str, str]) -> None:
    slot = tomorrow(place)
    visit = book(Client(), place, slot)
    address = f"/api/v1/salons/{place.salon.public_id}/slots/why"
    back, facial = place.offers["back_massage"].public_id, place.offers["facial"].public_id
    asked = {"offer": back, "starts_at": slot.starts_at.isoformat()}
    two = client.get(address, {**asked, "two": "true"}).json()
    assert (two["bookable"], two["reasons"], len(two["nearest"])) == (False, ["practitioner_short"], 3)
    row = client.get(address, {**asked, "then": facial, **order}).json()
    assert (row["bookable"], row["reasons"], row["sentence"]) == (True, [], None)
    who = visit.part.practitioner.public_id
    hers = client.get(address, {**asked, "then": facial, "practitioner": who}).json()
    assert (hers["bookable"], hers["reasons"]) == (False, ["practitioner_taken"])
    night = slot.starts_at.replace(hour=1)
    never = client.get(address, {**asked, "starts_at": night.isoformat(), "two": "true"}).json()
    assert (never["reasons"], never["sentence"]) == (
        ["closed"],
        "The salon is closed then. Choose another time.",
    )
