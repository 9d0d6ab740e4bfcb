"""A real browser against the running site; each page is watched for what it may not do."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = Path(__file__).resolve().parents[2] / "test-results"
# The browser says this of every page that answers with an error on purpose.
STATUS_LINE = "Failed to load resource: the server responded with a status of"


@dataclass
class Watch:
    """What the pages of a test did that they should not. `forgiven` are the beginnings of what the test itself causes.

    The browser may say such a thing late, so it is left out when it is said and not when a test has ended.
    """

    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    forgiven: tuple[str, ...] = ()

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith((STATUS_LINE, *self.forgiven)):
            self.errors.append(message.text)

    def request(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).netloc)


@dataclass
class Visitor:
    """A page of a watched browser."""

    page: Page
    watch: Watch
    site: str
    has_scripts: bool = False
    has_touch: bool = False

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def nothing_applies(self) -> None:
        """Go through the interview as somebody who is well."""
        self.page.get_by_role("button", name="I agree", exact=True).click(no_wait_after=True)
        self.page.get_by_role("button", name="None of these apply").click(no_wait_after=True)
        self.page.locator("#details").wait_for()

    def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def program() -> str:
    """Chromium's path: UNKNOT_CHROMIUM, else the one on the path."""
    found = os.environ.get("UNKNOT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium here: apt install chromium, or name one in UNKNOT_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser(program: str) -> Iterator[Browser]:
    """Chromium as it is; one for all tests."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def chosen_browser(browser: Browser, program: str, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of all tests, or one whose text has the `text_px` of the test."""
    text_px = request.node.callspec.params.get("text_px") if hasattr(request.node, "callspec") else None
    if not text_px:
        yield browser
        return
    flags = [*FLAGS, f"--blink-settings=defaultFontSize={text_px}"]
    own = browser.browser_type.launch(executable_path=program, args=flags)
    yield own
    own.close()


@pytest.fixture
def visitor(
    chosen_browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    """One page without JavaScript unless the test says otherwise; afterwards it must have behaved."""
    options = {
        "viewport": {"width": 360, "height": 780},
        "java_script_enabled": False,
        "locale": "en-GB",
        **getattr(request, "param", {}),
    }
    context = chosen_browser.new_context(**options)
    context.set_default_timeout(10_000)
    page, watch = context.new_page(), Watch()
    page.on("console", watch.console)
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("request", watch.request)
    scripts, touch = bool(options["java_script_enabled"]), bool(options.get("has_touch"))
    yield Visitor(page, watch, live_server.url, has_scripts=scripts, has_touch=touch)
    context.close()
    assert watch.errors == []
    assert watch.hosts <= {urlsplit(live_server.url).netloc}
