"""From a guide to a time in a browser: one tap, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.doors.pages import quiet_room
from tests.journeys.conftest import Visitor
from unknot.diary.models import Hold

pytestmark = pytest.mark.django_db(transaction=True)

BY_SCRIPT = {"java_script_enabled": True}
EITHER = pytest.mark.parametrize("visitor", [{}, BY_SCRIPT], ids=["plain", "scripts"], indirect=True)


@pytest.fixture(autouse=True)
def _somewhere_to_go() -> None:
    quiet_room()


@EITHER
@pytest.mark.parametrize("path", ["/guides/back-pain-acute/", "/guides/back-massage/", "/guides/which/"])
def test_one_tap_on_a_guide_holds_a_time(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    visitor.page.locator("button.time").first.click()
    expect(visitor.page.get_by_text("Kept for you until")).to_be_visible()
    assert Hold.objects.count() == 1


@EITHER
def test_home_leads_to_the_question_and_the_question_to_a_guide(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.page.get_by_role("link", name="Which massage is for me?").click()
    visitor.page.get_by_role("link", name="Evidence: none").click()
    expect(visitor.page.get_by_role("heading", name="Simply feeling well")).to_be_visible()
    visitor.page.get_by_role("link", name="Sleep").click()
    expect(visitor.page.get_by_role("heading", name="Sleep", level=1)).to_be_visible()


def test_without_scripts_the_wishes_are_sent_by_a_button(visitor: Visitor) -> None:
    visitor.open("/guides/which/")
    visitor.page.get_by_role("radio", name="I stay dressed").check()
    visitor.page.get_by_role("button", name="Show what fits").click()
    expect(visitor.page.get_by_role("radio", name="I stay dressed")).to_be_checked()
    expect(visitor.page.get_by_role("heading", level=3).first).to_have_text("Chair (seated) massage")


@pytest.mark.parametrize("visitor", [BY_SCRIPT], indirect=True)
def test_with_scripts_what_fits_follows_each_wish_and_stands_in_the_address(visitor: Visitor) -> None:
    visitor.open("/guides/which/")
    visitor.page.get_by_label("What for?").select_option(label="Stress and tension")
    expect(visitor.page.get_by_text("relieve everyday stress")).to_be_visible()
    visitor.page.get_by_role("radio", name="With warmth").check()
    expect(visitor.page.get_by_role("heading", name="1 treatment has all you wish")).to_be_visible()
    expect(visitor.page.get_by_role("heading", level=3).first).to_have_text("Hot stone massage")
    assert "warm=yes" in visitor.page.url


def test_a_place_asked_for_on_a_guide_is_where_its_times_are(visitor: Visitor) -> None:
    visitor.open("/guides/stress/")
    visitor.page.get_by_role("textbox", name="Near").fill("Espoo")
    visitor.page.get_by_role("button", name="Look there").click()
    expect(visitor.page.get_by_role("heading", name="Free times near Espoo")).to_be_visible()
