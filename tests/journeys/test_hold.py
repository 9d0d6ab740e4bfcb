"""A tapped time, adjusted and confirmed, with and without JavaScript, on a phone and on a desk."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests import cast
from tests.doors.pages import free, free_after_a_hold, quiet_room
from tests.doors.test_hold_pages import room_with_two_lengths
from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import RULES
from unknot.design.templatetags.words import machine_time
from unknot.design.words import wall_long_day, wall_time
from unknot.diary import actions
from unknot.diary.models import Appointment, Hold
from unknot.diary.values import Slot
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db(transaction=True)

ZONE = "Europe/Helsinki"
WIDTHS = (360, 1280)
WITH_SCRIPTS = [
    pytest.param(
        {"viewport": {"width": width, "height": 780}, "java_script_enabled": True}, id=f"{width}-scripts"
    )
    for width in WIDTHS
]
BOTH = [
    *WITH_SCRIPTS,
    *(pytest.param({"viewport": {"width": width, "height": 780}}, id=f"{width}-plain") for width in WIDTHS),
]


def hold_first(visitor: Visitor, place: cast.Place) -> Page:
    """Tap the salon's first time, and be well; the page of its hold."""
    return hold_time(visitor, "button.time >> nth=0")


def hold_at(visitor: Visitor, slot: Slot) -> Page:
    """Tap one of the salon's first three times, and be well; the page of its hold."""
    return hold_time(visitor, f'button.time[value="{machine_time(slot.starts_at, ZONE)}"]')


def hold_time(visitor: Visitor, button: str) -> Page:
    visitor.open("/search?treatment=back_massage&where=Helsinki&duration_min=60")
    visitor.page.locator(button).click()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()
    if visitor.page.url.endswith("/interview"):
        visitor.nothing_applies()
    return visitor.page


def fill(page: Page) -> None:
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_label("E-mail").fill("outi@example.org")


def nothing_for_axe(page: Page) -> None:
    """The page as it stands now, in this width."""
    answer = Axe().run(page, options=RULES)
    assert [f"{each['id']} {each['nodes'][0]['html']}" for each in answer.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def confirm(page: Page) -> None:
    page.locator("#details > button").click()
    page.wait_for_url("**/visits/**")


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_length_and_practitioner_are_changed_where_the_time_is_shown(visitor: Visitor) -> None:
    place = room_with_two_lengths()
    page = hold_first(visitor, place)
    page.locator(".adjust > summary").click()
    page.get_by_role("button", name="90 min").click()
    expect(page.locator(".lead .price")).to_have_text("€98")
    if not page.locator(".adjust[open]").count():
        page.locator(".adjust > summary").click()
    page.get_by_role("button", name="Mikael").click()
    expect(page.locator(".lead")).to_contain_text("90 min, with Mikael")
    fill(page)
    visitor.picture(f"hold-changed-{page.viewport_size['width'] if page.viewport_size else 0}")
    confirm(page)
    part = Appointment.objects.get().parts.get()
    assert (part.duration_min, part.practitioner.name) == (90, "Mikael")


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_a_change_keeps_what_was_typed_and_marked_and_the_focus(visitor: Visitor) -> None:
    page = hold_first(visitor, room_with_two_lengths())
    page.get_by_role("link", name="Where, and how strong?").click()
    page.get_by_role("group", name="Please work here").get_by_role("checkbox", name="Lower back").check()
    page.get_by_role("button", name="Go on").click()
    fill(page)
    page.locator(".adjust > summary").click()
    before = page.url
    page.get_by_role("button", name="90 min").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lead .price")).to_have_text("€98")
    expect(page.get_by_role("button", name="90 min")).to_be_focused()
    expect(page.get_by_role("link", name="Most on: Lower back.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your 90 min")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Outi Laine")
    expect(page.locator("#said")).to_contain_text("90 min, with")
    nothing_for_axe(page)
    assert page.url != before
    confirm(page)
    expect(page.locator(".lead")).to_contain_text("for your lower back.")
    assert Appointment.objects.get().parts.get().duration_min == 90


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_change_that_is_taken_leaves_the_hold_and_offers_three_others(visitor: Visitor) -> None:
    place = quiet_room()
    slot = free_after_a_hold(place)
    held_by_another(place, "Mikael", slot)
    page = hold_at(visitor, slot)
    page.locator(".adjust > summary").click()
    page.get_by_role("button", name="Mikael").click()
    expect(page.get_by_text("Somebody holds it until")).to_be_visible()
    expect(page.get_by_text("What you have stays kept")).to_be_visible()
    expect(page.locator("button.time")).to_have_count(3)
    if visitor.has_scripts:
        nothing_for_axe(page)
    visitor.picture(f"hold-unfit-{page.viewport_size['width'] if page.viewport_size else 0}")
    other = page.locator("button.time").last
    value = other.get_attribute("value") or ""
    other.click()
    expect(page.locator(".lead")).to_contain_text("with Mikael")
    mine = Hold.objects.get(practitioner=place.people["Mikael"], starts_at=value)
    assert mine.expires_at > clock.now()
    assert mine.starts_at != slot.starts_at


def held_by_another(place: cast.Place, name: str, slot: Slot) -> None:
    """Somebody else holds one of the salon's starts with one practitioner."""
    held = actions.hold(
        offer=place.offers["back_massage"],
        starts_at=slot.starts_at,
        practitioner=place.people[name],
        visitor=fingerprint("other"),
        clock=clock.database_now,
    )
    assert isinstance(held, Hold)


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_the_minutes_run_down_and_a_tap_keeps_the_time_again(visitor: Visitor) -> None:
    page = visitor.page
    page.clock.install()
    page = hold_first(visitor, quiet_room())
    fill(page)
    timer = page.get_by_role("timer")
    page.clock.run_for(1_000)
    expect(timer).to_have_text(re.compile(r"^9:5\d left$"))
    expect(page.locator("[data-countdown-says]")).to_have_text("")
    page.clock.run_for(8 * 60_000)
    expect(timer).to_have_text(re.compile(r"^1:5\d left$"))
    expect(page.locator("[data-countdown-says]")).to_have_text("Two minutes left to confirm.")
    ring = page.locator(".ring .left").get_attribute("stroke-dashoffset")
    assert 80 <= float(ring or 0) <= 83
    page.clock.run_for(2 * 60_000)
    expect(page.locator("[data-countdown-says]")).to_have_text("The ten minutes are over.")
    expect(page.get_by_label("Your name")).to_be_hidden()
    expect(timer).to_be_hidden()
    nothing_for_axe(page)
    visitor.picture(f"hold-over-{page.viewport_size['width'] if page.viewport_size else 0}")
    expire()
    page.get_by_role("button", name=re.compile("^Keep .* again$")).click()
    expect(page.get_by_label("Your name")).to_have_value("Outi Laine")
    expect(timer).to_have_text(re.compile(r"^(10:00|9:5\d) left$"))
    confirm(page)
    assert Hold.objects.count() == 2


def expire() -> None:
    """As the server sees it too."""
    over = clock.now() - timedelta(seconds=1)
    for held in Hold.objects.filter(expires_at__gt=over, appointment=None):
        held.claims.all().delete()
    Hold.objects.filter(expires_at__gt=over).update(expires_at=over)
    from_rows()


def from_rows() -> None:
    """The day rows carry the ends of holds too."""
    for salon in Salon.objects.all():
        actions.rebuild(salon, clock=clock.database_now)


@pytest.mark.parametrize(
    "visitor",
    [{"java_script_enabled": True, "reduced_motion": "reduce"}],
    indirect=True,
)
def test_the_ring_stands_still_when_no_motion_is_wished(visitor: Visitor) -> None:
    visitor.page.clock.install()
    page = hold_first(visitor, quiet_room())
    expect(page.get_by_role("timer")).to_be_visible()
    page.clock.run_for(60_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^8:5\d left$"))
    assert page.locator(".ring .left").get_attribute("stroke-dashoffset") is None


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_wrong_field_is_asked_again_with_the_focus_on_it(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_text("Give an e-mail address or a phone number")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Outi Laine")
    page.keyboard.type("outi@example.org")
    confirm(page)
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_the_next_time_on_this_device_needs_no_field(visitor: Visitor) -> None:
    place = quiet_room()
    page = hold_first(visitor, place)
    fill(page)
    confirm(page)
    page = hold_first(visitor, place)
    expect(page.get_by_text("Outi Laine, o•••@example.org")).to_be_visible()
    assert page.locator("#details input:not([type=hidden])").count() == 0
    visitor.picture(f"hold-known-{page.viewport_size['width'] if page.viewport_size else 0}")
    confirm(page)
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_a_visit_is_cancelled_in_two_taps(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    fill(page)
    confirm(page)
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("button", name="Cancel the visit").click()
    expect(page.get_by_text("Cancelled")).to_be_visible()


@pytest.mark.parametrize("visitor", WITH_SCRIPTS, indirect=True)
def test_the_private_link_is_copied_with_one_tap(visitor: Visitor) -> None:
    page = hold_first(visitor, quiet_room())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill(page)
    confirm(page)
    page.get_by_text("Your private link").first.click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"http://testserver/v/{Appointment.objects.get().public_id}.")


@pytest.mark.parametrize("visitor", BOTH, indirect=True)
def test_the_visit_says_day_time_and_place(visitor: Visitor) -> None:
    place = quiet_room()
    start = free(place, today=True)[0].starts_at
    page = hold_first(visitor, place)
    fill(page)
    confirm(page)
    title = f"{wall_long_day(start, ZONE)}, {wall_time(start, ZONE)}"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("Confirmed")).to_be_visible()
    expect(page.locator(".facts")).to_contain_text("Fleminginkatu 7")
    assert "noindex" not in page.content()
