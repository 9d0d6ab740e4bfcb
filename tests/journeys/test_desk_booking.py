"""Phone calls and walk-ins at the desk in a browser: what they cost in taps, with and without scripts, by keyboard."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast
from tests.doors.pages import free, quiet_room
from tests.doors.treating import Role, member, visit
from tests.journeys.conftest import Visitor
from tests.journeys.counting import Count, Finger, Keys
from tests.journeys.test_every_page import faults, hand_over
from unknot.design.words import on_wall
from unknot.diary import actions
from unknot.diary.models import Appointment, Part
from unknot.people.models import Client as Person
from unknot.plumbing import clock
from unknot.salons.clients import write_down

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
everywhere = pytest.mark.parametrize(
    "visitor",
    [
        pytest.param({**device, "java_script_enabled": scripts}, id=f"{name}-js-{'on' if scripts else 'off'}")
        for name, device in (("390", PHONE), ("1280", DESK))
        for scripts in (True, False)
    ],
    indirect=True,
)
with_scripts = pytest.mark.parametrize(
    "visitor",
    [
        pytest.param({**device, "java_script_enabled": True, "color_scheme": scheme}, id=f"{name}-{scheme}")
        for name, device in (("390", PHONE), ("1280", DESK))
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
OPTION = "#found [role=option]"
by_any_hand = pytest.mark.parametrize("hand", [Finger, Keys], ids=["finger", "keys"])


def regulars(place: cast.Place) -> None:
    """Four whom the salon knows, two of one name."""
    for name, phone in (
        ("Outi Laine", "+358401234567"),
        ("Outi Laine", "+358507654321"),
        ("Mauri Vesa", ""),
        ("Päivi Mäkelä", ""),
    ):
        client = Person.objects.create(name=name, phone=phone, written_down_by="desk:1")
        write_down(place.salon, client)


def at_the_desk(visitor: Visitor, place: cast.Place) -> date:
    """Sign in; the day on which Aino has her first free time from tomorrow on."""
    hand_over(member(place, Role.RECEPTION), visitor)
    return on_wall(free(place, who="Aino")[0].starts_at, place.salon.zone).date()


def day(place: cast.Place, on_date: date) -> str:
    return reverse("desk_day", args=[place.salon.public_id, on_date.isoformat()])


def free_time(walker: Finger, time: str = "09:00") -> None:
    """Tap Aino's free time on the board."""
    walker.follow(walker.page.get_by_role("link", name=f"Free with Aino at {time}"))
    expect(walker.page.get_by_label("Client", exact=True)).to_be_focused()


@everywhere
@by_any_hand
def test_somebody_new_by_name_alone_takes_two_taps(
    visitor: Visitor, hand: type[Finger], request: pytest.FixtureRequest
) -> None:
    place = quiet_room()
    on_date = at_the_desk(visitor, place)
    walker = hand(visitor)
    walker.open(day(place, on_date))
    free_time(walker)
    walker.fill(walker.page.get_by_label("Client", exact=True), "Outi Laine")
    walker.follow(walker.page.get_by_role("button", name="Classic back massage"))
    expect(walker.page.locator("p.note[role=status]")).to_contain_text("Booked: Outi Laine, 09:00–10:00.")
    assert walker.arrive("desk, somebody new", request) == Count(taps=2, fields=1, pages=3)
    assert Part.objects.get().practitioner.name == "Aino"


@everywhere
def test_a_known_client_takes_three_taps(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    place = quiet_room()
    regulars(place)
    on_date = at_the_desk(visitor, place)
    walker, page = Finger(visitor), visitor.page
    walker.open(day(place, on_date))
    free_time(walker)
    walker.fill(page.get_by_label("Client", exact=True), "mäk" if visitor.has_scripts else "makel")
    if visitor.has_scripts:
        walker.tap(page.locator(OPTION, has_text="Päivi Mäkelä"))
    else:
        walker.follow(page.get_by_role("button", name="Look for a client"))
        walker.follow(page.get_by_role("button", name="Päivi Mäkelä"))
    expect(page.get_by_role("heading", name="Päivi Mäkelä")).to_be_visible()
    walker.follow(page.get_by_role("button", name="Classic back massage"))
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Päivi Mäkelä")
    more = 0 if visitor.has_scripts else 1
    pages = 3 if visitor.has_scripts else 5
    assert walker.arrive("desk, known client", request) == Count(taps=3 + more, fields=1, pages=pages)
    assert (Person.objects.count(), Appointment.objects.get().client.name) == (4, "Päivi Mäkelä")


@pytest.mark.parametrize("visitor", [{**DESK, "java_script_enabled": True}], ids=["1280"], indirect=True)
def test_a_known_client_by_keyboard_alone(visitor: Visitor) -> None:
    """Two of a name: the second is taken by arrows, Escape puts the list away, Enter books."""
    place = quiet_room()
    regulars(place)
    on_date = at_the_desk(visitor, place)
    page, keys = visitor.page, Keys(visitor)
    keys.open(day(place, on_date))
    free_time(keys)
    field = page.get_by_label("Client", exact=True)
    page.keyboard.type("outi la")
    expect(page.locator(OPTION)).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(OPTION)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("i")
    expect(page.locator(OPTION)).to_have_count(2)
    for key in ("ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    chosen = page.locator(f"{OPTION}[aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    said = chosen.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Outi Laine")).to_be_visible()
    expect(page.get_by_role("button", name="Classic back massage")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Outi Laine")
    assert Appointment.objects.get().client.phone[-4:] in said.replace(" ", "")


@everywhere
def test_first_free_takes_four_taps_and_the_name(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    """The page, the treatment, the time, and the tap that books."""
    place = quiet_room()
    on_date = at_the_desk(visitor, place)
    walker, page = Finger(visitor), visitor.page
    walker.open(day(place, on_date))
    walker.follow(page.get_by_role("link", name="Who has time first?"))
    walker.follow(page.get_by_role("link", name="Facial"))
    walker.follow(page.locator("a.time").first)
    walker.fill(page.get_by_label("Client", exact=True), "Mauri Vesa")
    walker.follow(page.locator("button.chip.first"))
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Mauri Vesa")
    assert walker.arrive("desk, first free", request) == Count(taps=4, fields=1, pages=5)
    assert Part.objects.get().practitioner.name == "Sanna"


@with_scripts
def test_a_taken_start_costs_one_tap_more_and_nothing_typed_is_lost(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    place = quiet_room()
    on_date = at_the_desk(visitor, place)
    walker, page = Finger(visitor), visitor.page
    walker.open(day(place, on_date))
    free_time(walker)
    visit(place, None)
    walker.fill(page.get_by_label("Client", exact=True), "Outi Virta")
    walker.follow(page.get_by_role("button", name="Classic back massage"))
    expect(page.get_by_role("alert")).to_contain_text("Nothing is booked")
    expect(page.get_by_label("Client", exact=True)).to_have_value("Outi Virta")
    found = faults(visitor, "desk-booking-taken", request.node.callspec.id)
    walker.follow(page.locator("button.time").first)
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Outi Virta")
    assert walker.arrive("desk, start taken meanwhile", request) == Count(taps=3, fields=1, pages=4)
    assert found == []


@with_scripts
def test_axe_finds_nothing_while_one_types(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    place = quiet_room()
    regulars(place)
    _blocked_lunch(place)
    on_date = at_the_desk(visitor, place)
    page, sight = visitor.page, request.node.callspec.id
    visitor.open(day(place, on_date))
    found = faults(visitor, "desk-day-free", sight)
    page.get_by_role("link", name="Free with Aino at 09:00").click()
    found += faults(visitor, "desk-booking", sight)
    page.get_by_label("Client", exact=True).press_sequentially("outi")
    expect(page.locator(OPTION)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    found += faults(visitor, "desk-booking-typed", sight)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Outi Laine")).to_be_visible()
    found += faults(visitor, "desk-booking-chosen", sight)
    page.get_by_role("button", name="Somebody else").click()
    page.get_by_label("Client", exact=True).fill("Onni Laine")
    expect(page.get_by_text("Nobody known by that.")).to_be_visible()
    page.get_by_text("Phone and e-mail of somebody new").click()
    page.get_by_label("Phone (optional)").fill("040 1234567")
    page.get_by_label("Time").select_option("10:15")
    expect(page.get_by_label("Client", exact=True)).to_have_value("Onni Laine")
    with page.expect_navigation():
        page.get_by_role("button", name="Classic back massage").click()
    expect(page.get_by_text("Is this Outi Laine?")).to_be_visible()
    found += faults(visitor, "desk-booking-double", sight)
    with page.expect_navigation():
        page.get_by_role("button", name="No, somebody new").click()
    found += faults(visitor, "desk-day-booked", sight)
    assert found == []
    assert [each.client.name for each in Appointment.objects.all()] == ["Onni Laine"]


@pytest.mark.parametrize("visitor", [{**DESK, "java_script_enabled": True}], ids=["1280"], indirect=True)
def test_what_was_walked_to_stays_when_the_last_letters_answer_comes_late(visitor: Visitor) -> None:
    place = quiet_room()
    regulars(place)
    on_date = at_the_desk(visitor, place)
    page = visitor.page
    visitor.open(day(place, on_date))
    page.get_by_role("link", name="Free with Aino at 09:00").click()
    field = page.get_by_label("Client", exact=True)
    field.press_sequentially("out")
    expect(page.locator(OPTION)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda answer: answer.url.endswith("/booking/clients")):
        page.keyboard.type("i")
    expect(page.locator(f"{OPTION}[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Outi Laine")).to_be_visible()


def _blocked_lunch(place: cast.Place) -> None:
    """An hour of Aino's first free day is gone from noon on, so that a part of the treatments does not fit."""
    first = free(place, who="Aino")[0].starts_at
    actions.block(
        resource=place.people["Aino"],
        starts_at=first + timedelta(hours=3),
        ends_at=first + timedelta(hours=4),
        by="desk:1",
        clock=clock.now,
    )


def test_a_double_click_makes_one_visit(visitor: Visitor) -> None:
    place = quiet_room()
    on_date = at_the_desk(visitor, place)
    page = visitor.page
    visitor.open(day(place, on_date))
    page.get_by_role("link", name="Free with Aino at 09:00").click()
    page.get_by_label("Client", exact=True).fill("Outi Laine")
    page.get_by_role("button", name="Classic back massage").dblclick(no_wait_after=True)
    expect(page.locator("p.note[role=status]")).to_contain_text("Booked: Outi Laine")
    assert Appointment.objects.count() == 1


def test_the_browser_of_somebody_else_finds_no_desk(visitor: Visitor) -> None:
    place = quiet_room()
    hand_over(Client(), visitor)
    visitor.open(reverse("desk_soonest", args=[place.salon.public_id]))
    expect(visitor.page.get_by_label("E-mail")).to_be_visible()
