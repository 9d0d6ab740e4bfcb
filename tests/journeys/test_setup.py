"""From nothing to a first bookable time in a real browser, and then a client books it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.counting import Finger
from tests.journeys.test_every_page import faults
from unknot.diary.models import Appointment
from unknot.people.first import first_token
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = [
    pytest.param(
        {
            "viewport": {"width": width, "height": 844},
            "color_scheme": scheme,
            "java_script_enabled": script,
            "has_touch": width == 390,
        },
        id=f"{width}-{scheme}" + ("" if script else "-plain"),
    )
    for width, scheme, script in (
        (390, "light", True),
        (390, "dark", True),
        (1280, "light", True),
        (390, "light", False),
    )
]
PATIENCE_MS = 30_000
"""Opening a salon builds the days of its whole horizon: half a second of work, and machines have other work too."""
MOST_ANSWERS = 6
"""What a lone practitioner is asked: her name, e-mail, password; the salon's name, its place, what she gives."""


def seen(visitor: Visitor, name: str, sight: str) -> list[str]:
    """What axe finds; where no script runs it can't look, and the page is the same."""
    return faults(visitor, name, sight) if visitor.has_scripts else []


class Answers:
    """Counts what was answered, not what was only looked at."""

    def __init__(self, finger: Finger) -> None:
        self.finger, self.count = finger, 0

    def fill(self, page: Page, label: str, text: str) -> None:
        self.count += 1
        self.finger.fill(page.get_by_label(label), text)


@pytest.mark.parametrize("visitor", SIZES, indirect=True)
def test_a_lone_practitioner_opens_with_six_answers_and_is_booked(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    page, sight = visitor.page, request.node.callspec.id
    page.set_default_navigation_timeout(PATIENCE_MS)
    finger = Finger(visitor)
    answers, found = Answers(finger), []
    finger.open(reverse("desk_first", args=[first_token()]))
    found += seen(visitor, "setup-first", sight)
    answers.fill(page, "Your name", "Aino Laine")
    answers.fill(page, "E-mail", "aino@example.org")
    answers.fill(page, "Password", "a quiet long password")
    finger.follow(page.get_by_role("button", name="Go on"))
    found += seen(visitor, "setup-name", sight)
    answers.fill(page, "Name of the salon", "Hiljainen Huone")
    finger.follow(page.get_by_role("button", name="Go on"))
    found += seen(visitor, "setup-place", sight)
    answers.fill(page, "Address", "Fleminginkatu 7, 00530 Helsinki")
    finger.follow(page.get_by_role("button", name="Go on"))
    if visitor.has_scripts:
        place_by_tap(page)
    found += seen(visitor, "setup-point", sight)
    finger.follow(page.get_by_role("button", name="It is here"))
    found += seen(visitor, "setup-treatments", sight)
    finger.mark(page.locator("input[value=back_massage]"))
    answers.count += 1
    finger.follow(page.get_by_role("button", name="Go on"))
    found += seen(visitor, "setup-overview", sight)
    finger.follow(page.get_by_role("button", name="Open it for booking"))
    found += seen(visitor, "setup-opened", sight)
    expect(page.get_by_text("Hiljainen Huone can be booked")).to_be_visible()
    count = finger.arrive("set-up of a lone practitioner", request)
    request.node.user_properties.append(("told", f"set-up, {sight}: {answers.count} answers, {count}"))
    assert (answers.count, found) == (MOST_ANSWERS, [])
    book_the_first(visitor)


def place_by_tap(page: Page) -> None:
    """A tap beside the middle of the map moves the point, and the fields say so."""
    ground = page.locator("[data-map-ground].leaflet-container")
    expect(ground).to_be_visible()
    expect(page.get_by_role("button", name="I am there now")).to_be_visible()
    before = page.locator("input[name=lat]").input_value()
    ground.click(position={"x": 100, "y": 60})
    expect(page.get_by_text("The point is moved.")).to_be_visible()
    assert page.locator("input[name=lat]").input_value() != before


def book_the_first(visitor: Visitor) -> None:
    """Somebody who knows only the salon's page books the time that the owner was shown."""
    page = visitor.page
    shown = page.locator(".first-time").inner_text()
    time = re.search(r"\d\d:\d\d", shown)
    assert time
    salon = Salon.objects.get()
    page.context.clear_cookies()
    offer = page.locator(".first-time").get_attribute("href")
    visitor.open(reverse("salon", args=[salon.public_id]))
    expect(page.get_by_role("heading", name="Hiljainen Huone")).to_be_visible()
    assert offer
    visitor.open(offer)
    page.locator("button.time", has_text=time.group()).first.click()
    visitor.nothing_applies()
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_label("E-mail").fill("outi@example.org")
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    booked = Appointment.objects.get()
    assert (booked.salon, booked.client.name) == (salon, "Outi Laine")


@pytest.mark.parametrize("visitor", SIZES[:3], indirect=True)
def test_each_screen_beside_the_walk_is_sound(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    page, sight = visitor.page, request.node.callspec.id
    visitor.open(reverse("desk_first", args=[first_token()]))
    page.get_by_role("button", name="Go on").click()
    found = seen(visitor, "setup-first-empty", sight)
    for label, text in (
        ("Your name", "Aino"),
        ("E-mail", "a@example.org"),
        ("Password", "a quiet long password"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the salon").fill("Hiljainen Huone")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Address").fill("Qqqq")
    page.get_by_role("button", name="Go on").click()
    found += seen(visitor, "setup-place-unknown", sight)
    page.get_by_label("Address").fill("Main Street 1, Springfield, United States")
    page.get_by_role("button", name="Go on").click()
    found += seen(visitor, "setup-point-many", sight)
    page.get_by_role("button", name="It is here").click()
    for each in ("back_massage", "hot_stone", "facial"):
        page.locator(f"label:has(input[value={each}])").click()
    page.get_by_role("button", name="Go on").click()
    for name in ("hours", "rooms", "rules", "money"):
        visitor.open(reverse("desk_new_step", args=[name]))
        found += seen(visitor, f"setup-{name}", sight)
    visitor.open(reverse("desk_new_person", args=[1]))
    found += seen(visitor, "setup-person", sight)
    page.get_by_label("Name").fill("Mikael")
    page.get_by_role("button", name="Keep it so").click()
    visitor.open(reverse("desk_new_sold", args=["hot_stone"]))
    found += seen(visitor, "setup-sold", sight)
    visitor.open(reverse("desk_new"))
    found += seen(visitor, "setup-overview-many", sight)
    assert found == []
