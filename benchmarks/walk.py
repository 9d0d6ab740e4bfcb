"""One client's walk through a running site in a real browser, with a stop at each page on the way."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
NAME, EMAIL = "Outi Laine", "outi@example.org"
SUBMIT = "button:not([type=button])"


def chromium() -> str:
    """The path of the browser: UNKNOT_CHROMIUM, else the one on the path. Raises SystemExit without one."""
    program = os.environ.get("UNKNOT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("no Chromium here: apt install chromium, or name one in UNKNOT_CHROMIUM")
    return program


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Chromium without a window and without errands of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


def walk(started: Browser, site: str, **options: Any) -> Iterator[tuple[str, Page]]:
    """From home to a confirmed visit as a new client who is well: stops at home, results, offer, salon, consent,
    card, details and confirmed."""
    context = started.new_context(**{"locale": "en-GB", **options})
    page = context.new_page()
    page.goto(site)
    yield "home", page
    page.locator(f"form[action$='/search'] {SUBMIT}").last.click()
    page.wait_for_url("**/search?**")
    results = page.url
    yield "results", page
    page.locator("article h2 a").first.click()
    page.wait_for_url("**/offers/**")
    yield "offer", page
    page.locator("main a[href*='/salons/']").first.click()
    page.wait_for_url("**/salons/*/")
    yield "salon", page
    page.goto(results)
    page.locator("article button.time").first.click()
    page.wait_for_url("**/interview")
    yield "consent", page
    page.locator(f"form[action$='/consent'] {SUBMIT}").first.click()
    page.locator("#card").wait_for()
    yield "card", page
    page.locator("#card button.none").click()
    page.locator("#details").wait_for()
    yield "details", page
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=email]").fill(EMAIL)
    page.locator(f"form[action$='/appointments'] {SUBMIT}").last.click()
    page.wait_for_url("**/visits/**")
    yield "confirmed", page
    context.close()
