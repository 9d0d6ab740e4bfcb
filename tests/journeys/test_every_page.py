"""Every page, narrow and wide, by day and by night: nothing for axe to find, and a picture in test-results/."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import expect

from tests.doors.every_page import every_page, search
from tests.doors.pages import free, quiet_room, tap
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
BY_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that ask for colours: by night nothing else of a page is different."""
SMALLEST_PX = 44
# A checkbox is tapped by its label, and so is a radio that its pill hides.
SMALL = """px => [...document.querySelectorAll("button, select, summary, .pill, .button, label:has(> input), input")]
  .filter(each => each.checkVisibility({visibilityProperty: true}))
  .filter(each => !each.closest(".unseen, label:has(> input) > input"))
  .map(each => [each.getBoundingClientRect(), each])
  .filter(([box]) => Math.min(box.width, box.height) < px - 0.5)
  .map(([box, each]) => `${each.outerHTML.slice(0, 80)} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""
SIGHTS = [
    pytest.param(
        {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "java_script_enabled": True},
        id=f"{width}-{scheme}",
    )
    for width in (360, 1280)
    for scheme in ("light", "dark")
]
BY_DAY = SIGHTS[::2]


def hand_over(client: Client, visitor: Visitor) -> None:
    """Give the cookies of a test client to the browser."""
    visitor.page.context.clear_cookies()
    for name, morsel in client.cookies.items():
        path = morsel["path"] or "/"
        visitor.page.context.add_cookies([{"name": name, "value": morsel.value, "url": visitor.site + path}])


def faults(visitor: Visitor, name: str, sight: str) -> list[str]:
    """What axe finds on the page that is open, and whether it scrolls sideways."""
    visitor.page.wait_for_load_state()
    visitor.picture(f"{name}-{sight}")
    answer = Axe().run(visitor.page, options=RULES)
    found = [f"{name}: {each['id']} {each['nodes'][0]['html']}" for each in answer.response["violations"]]
    found += [f"{name}: {each}" for each in visitor.page.evaluate(SMALL, SMALLEST_PX)]
    wide = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{name}: scrolls sideways by {wide} px"] if wide > 0 else [])


def by_day_and_night(visitor: Visitor, name: str, sight: str) -> list[str]:
    """The same, and whether all can be read by night too; `sight` is one of BY_DAY."""
    found, page = faults(visitor, name, sight), visitor.page
    # Without motion no colour is on its way from one to the other.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    visitor.picture(f"{name}-{sight.replace('light', 'dark')}")
    answer = Axe().run(page, options=BY_COLOUR)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    dim = answer.response["violations"]
    return found + [f"{name}, dark: {each['id']} {each['nodes'][0]['html']}" for each in dim]


@pytest.mark.parametrize("visitor", BY_DAY, indirect=True)
def test_axe_finds_nothing_on_any_page(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    found = []
    with override_settings(DEMO=True, LANGUAGES=settings.LANGUAGES):
        for name, path, browser in every_page():
            hand_over(browser, visitor)
            visitor.open(path)
            found += by_day_and_night(visitor, name, request.node.callspec.id)
    assert not found, "\n".join(found)


def interview(visitor: Visitor) -> Iterator[str]:
    """From consent over each kind of page to who is coming."""
    page = visitor.page
    expect(page.get_by_text("Kept for you until")).to_be_visible()
    yield "consent"
    page.get_by_role("button", name="I agree", exact=True).click()
    page.locator("input[value=skin]").check()
    yield "card"
    page.locator("input[value=wound_local]").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".figure")).to_be_visible()
    yield "follow-ups"
    page.locator("input[name=regions-avoid][value=back_lower]").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Your treatment, adapted")).to_be_visible()
    yield "details-adapted"
    for line, item, heading in (
        ("ill", "stomach_bug", "Better once this is over"),
        ("heart", "aneurysm", "Something that suits you better"),
        ("", "", ""),
    ):
        page.get_by_role("link", name="Change my answers").click()
        expect(page.locator("input[name=line]").first).to_be_attached()
        for ticked in page.locator("input[name=line]:checked").all():
            ticked.uncheck()
        if not line:
            page.get_by_role("button", name="None of these apply").click()
            return
        page.locator(f"input[name=line][value={line}]").check()
        page.locator(f"input[name=item][value={item}]").check()
        page.get_by_role("button", name="Go on").click()
        for not_sure in page.locator("input[value=unknown]").all():
            not_sure.check()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        yield f"outcome-{item}"


def acts(visitor: Visitor) -> Iterator[str]:
    """What pages become when somebody does something on them; each is told once it is there."""
    place, page = quiet_room(), visitor.page
    visitor.open(search(treatment="back_massage"))
    page.get_by_text("Wishes").click()
    yield "results-wishes-open"
    page.locator("[data-map-switch]").click()
    expect(page.locator(".leaflet-container")).to_be_visible()
    yield "results-map"
    visitor.open(search(treatment="back_massage"))
    for _ in place.rooms:
        tap(Client(), place, free(place, today=True)[0])
    page.locator("article button.time").first.click()
    expect(page.get_by_role("heading", name="That time was just taken")).to_be_visible()
    yield "taken"
    page.locator("button.time").first.click()
    yield from interview(visitor)
    page.get_by_text("Change", exact=True).click()
    yield "details-change"
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_text("Say who is coming.")).to_be_visible()
    yield "details-unsaid"
    page.get_by_label("Your name").fill("Outi Laine")
    page.get_by_label("Phone").fill("+358 40 1234567")
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    yield "visit-by-phone"


@pytest.mark.parametrize("visitor", BY_DAY, indirect=True)
def test_axe_finds_nothing_on_what_pages_become(visitor: Visitor, request: pytest.FixtureRequest) -> None:
    sight = request.node.callspec.id
    found = [fault for name in acts(visitor) for fault in by_day_and_night(visitor, name, sight)]
    assert not found, "\n".join(found)
