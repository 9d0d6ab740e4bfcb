"""What the first view of results weighs on the line as the product sends it, and what works without any script."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.doors.pages import DETAILS, quiet_room
from tests.ground.stack import Stack
from tests.journeys.conftest import Visitor

MOST_BYTES = 60_000
WEIGHED = ("Document", "Stylesheet", "Script")
SALONS = 20
LOST = "Failed to load resource: net::ERR_FAILED"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A demo city as it is shipped: real names and addresses, hashed and compressed files, pages compressed."""
    above = Path(tempfile.mkdtemp(prefix="unknot-city-"))
    above.chmod(0o755)
    with Stack(above / "home", "demo", "--salons", "30", UNKNOT_RATE_LIMIT="off") as stack:
        yield f"http://127.0.0.1:{stack.port}"
    shutil.rmtree(above)


class Scales:
    """What a page's parts weigh as they come over the line, headers and all, by kind."""

    def __init__(self, page: Page) -> None:
        self.bytes: Counter[str] = Counter()
        self.uncompressed: list[str] = []
        self._kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._see_kind)
        session.on("Network.loadingFinished", self._weigh)
        session.send("Network.enable")

    def _see_kind(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        self._kinds[event["requestId"]] = event["type"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        if event["type"] in WEIGHED and "content-encoding" not in headers:
            self.uncompressed.append(answer["url"])

    def _weigh(self, event: dict[str, Any]) -> None:
        self.bytes[self._kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_view_of_twenty_salons_is_at_most_sixty_kilobytes(
    browser: Browser, site: str, width: int, request: pytest.FixtureRequest
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-GB")
    page = context.new_page()
    scales = Scales(page)
    page.goto(f"{site}/search?treatment=back_massage&where=Helsinki", wait_until="networkidle")
    expect(page.get_by_role("article")).to_have_count(SALONS)
    context.close()
    weight = sum(scales.bytes[kind] for kind in WEIGHED)
    parts = ", ".join(f"{kind.lower()} {scales.bytes[kind]:,}" for kind in WEIGHED)
    rest = sum(scales.bytes.values()) - weight
    line = f"first view of {SALONS} salons, {width} px: {weight:,} of {MOST_BYTES:,} bytes"
    request.node.user_properties.append(("told", f"{line} ({parts}; besides, font and pictures {rest:,})"))
    assert scales.uncompressed == []
    assert 0 < scales.bytes["Document"] < weight <= MOST_BYTES


def lose(route: Route) -> None:
    route.abort()


def keep_waiting(route: Route) -> None:
    """The script stays on its way for ever."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fate", [lose, keep_waiting])
@pytest.mark.parametrize("visitor", [{"java_script_enabled": True}], indirect=True)
def test_the_walk_to_a_visit_waits_for_no_script(visitor: Visitor, fate: Any) -> None:
    quiet_room()
    page = visitor.page
    visitor.watch.forgiven = (LOST,)
    page.route("**/*.js", fate)
    page.goto(visitor.site, wait_until="commit")
    page.get_by_role("button", name="Show free times").click(no_wait_after=True)
    page.locator("article button.time").first.click(no_wait_after=True)
    visitor.nothing_applies()
    page.get_by_label("Your name").fill(DETAILS["name"])
    page.get_by_label("E-mail").fill(DETAILS["email"])
    page.get_by_role("button", name="Confirm the visit").click(no_wait_after=True)
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
