"""Text of twice the size, and a window at four times the zoom: all is readable, nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect

from tests.doors.pages import DETAILS, quiet_room
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)

USUAL_PX = 16
# Names what does not fit: the page itself, boxes that cut their text off or that it runs out of, torn short words.
MISFITS = """() => {
  const name = each => `${each.tagName.toLowerCase()}.${each.className} "${each.textContent.trim().slice(0, 40)}"`;
  const shown = each => each.checkVisibility() && !each.closest(".unseen, svg, input") && each.clientWidth > 1;
  const wide = each => each.scrollWidth > each.clientWidth + 1;
  const high = each => each.scrollHeight > each.clientHeight + 1;
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide in ${innerWidth}`);
  for (const each of document.querySelectorAll("body *")) {
    if (!shown(each)) continue;
    const box = each.getBoundingClientRect();
    if (root.scrollWidth > innerWidth && box.right > innerWidth + 1) found.push(`too far out: ${name(each)}`);
    const style = getComputedStyle(each);
    const cuts = way => way === "hidden" || way === "clip";
    if (cuts(style.overflowX) && wide(each)) found.push(`cut off at the side: ${name(each)}`);
    if (cuts(style.overflowY) && high(each)) found.push(`cut off below: ${name(each)}`);
    const holds = each.matches("button, .button, .pill, .time, .card, .note, .hold, .state, label, summary");
    if (holds && wide(each)) found.push(`runs out of its box: ${name(each)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, range = document.createRange();
    if (!shown(text.parentElement)) continue;
    for (const word of text.data.matchAll(/(?<=^|\\s)[\\p{L}\\d:]{2,8}(?=\\s|$)/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(each => Math.round(each.top)));
      if (lines.size > 1) found.push(`torn: "${word[0]}" in ${name(text.parentElement)}`);
    }
  }
  return found;
}"""
OPEN_ALL = """() => document.querySelectorAll("details:not([open])").forEach(each => {
  each.open = each.dataset.tried = true;
})"""
CLOSE_THEM = """() => document.querySelectorAll("[data-tried]").forEach(each => { each.open = false; })"""
SIZES = [
    pytest.param({"viewport": {"width": 360, "height": 780}}, 2 * USUAL_PX, id="360-twice-the-text"),
    pytest.param({"viewport": {"width": 1280, "height": 800}}, 2 * USUAL_PX, id="1280-twice-the-text"),
    pytest.param(
        {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}, None, id="four-times-the-zoom"
    ),
]


class Look:
    """Looks at one page after another and remembers what did not fit."""

    def __init__(self, visitor: Visitor, sight: str) -> None:
        self.found: list[str] = []
        self._visitor = visitor
        self._sight = sight

    def at(self, name: str) -> None:
        page = self._visitor.page
        page.wait_for_load_state()
        page.evaluate("document.fonts.ready.then(() => true)")
        self.found += [f"{name}: {each}" for each in page.evaluate(MISFITS)]
        page.evaluate(OPEN_ALL)
        self._visitor.picture(f"large-{name}-{self._sight}")
        self.found += [f"{name}, opened: {each}" for each in page.evaluate(MISFITS)]
        page.evaluate(CLOSE_THEM)

    def text_px(self) -> float:
        """The size of text that no page has changed."""
        size: str = self._visitor.page.evaluate("getComputedStyle(document.documentElement).fontSize")
        return float(size.removesuffix("px"))


@pytest.mark.parametrize(("visitor", "text_px"), SIZES, indirect=["visitor"])
def test_large_text_fits_and_its_buttons_work(
    visitor: Visitor, text_px: int | None, request: pytest.FixtureRequest
) -> None:
    quiet_room()
    page, look = visitor.page, Look(visitor, request.node.callspec.id)
    visitor.open("/")
    assert look.text_px() == (text_px or USUAL_PX)
    look.at("home")
    page.get_by_role("button", name="Show free times").click()
    expect(page.get_by_role("article")).to_have_count(1)
    look.at("results")
    page.locator("article h2 a").click()
    expect(page.locator("table[data-days]")).to_be_visible()
    look.at("offer")
    page.get_by_role("link", name="Hiljainen Huone").click()
    expect(page.locator("h1")).to_have_text("Hiljainen Huone")
    look.at("salon")
    page.get_by_role("link", name="All free times").click()
    page.locator("button.time").first.click()
    expect(page.get_by_text("Kept for you until")).to_be_visible()
    look.at("consent")
    page.get_by_role("button", name="I agree", exact=True).click()
    page.locator("input[name=line]").first.check()
    look.at("card")
    page.locator("input[name=line]").first.uncheck()
    page.get_by_role("button", name="None of these apply").click()
    look.at("details")
    page.get_by_label("Your name").fill(DETAILS["name"])
    page.get_by_label("E-mail").fill(DETAILS["email"])
    page.get_by_role("button", name="Confirm the visit").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    look.at("visit")
    page.get_by_role("link", name="Move").click()
    expect(page.locator("button.time").first).to_be_visible()
    look.at("move")
    page.go_back()
    page.get_by_role("link", name="Cancel").click()
    look.at("cancel")
    page.get_by_role("button", name="Cancel the visit").click()
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    assert sorted(set(look.found)) == []
