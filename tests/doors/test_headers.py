"""What each page tells the browser to refuse, and that no page asks for what it tells it to refuse."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.doors.every_page import every_page
from tests.doors.pages import free, quiet_room, tap

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Where an address is loaded, sent to or opened in the page, unlike a link that a person follows.
LOADED = {"src", "srcset", "action", "formaction", "poster", "data", "hx-get", "hx-post", "data-script"}
DATA_ONLY = {"application/json", "application/ld+json"}
HOUSE = Path(__file__).resolve().parents[2] / "unknot"


class Refused(HTMLParser):
    """Collects what a strict policy would refuse in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.found.append(f"<{tag}>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_ONLY:
            self.found.append("<script> without src")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"{tag} {name}={value}")
            if (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if (name in LOADED or (tag == "link" and name == "href")) and not is_ours(value or ""):
                self.found.append(f"{tag} {name}={value}")


def is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return (not parts.scheme and not parts.netloc) or parts.scheme == "data"


def refused(answer: Any) -> list[str]:
    """What is wrong with an answer: its policy, its headers, its page."""
    page = Refused()
    page.feed(answer.content.decode())
    said = dict(rule.strip().split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split(";"))
    wrong = [f"{name}: {said.get(name)}" for name in POLICY | said if said.get(name) != POLICY.get(name)]
    wrong += [
        f"{name}: {answer.headers.get(name)}" for name in HEADERS if answer.headers.get(name) != HEADERS[name]
    ]
    return wrong + page.found


def test_every_page_is_the_one_it_is_called(settings: Settings) -> None:
    settings.DEMO = True
    answers = {name: browser.get(path).status_code for name, path, browser in every_page()}
    assert {name: status for name, status in answers.items() if status != 200} == {
        "results-wrong": 422,
        "nowhere": 404,
        "desk-hours-week-wrong": 422,
        "desk-hours-days-wrong": 422,
        "desk-gaps-wrong": 422,
        "salon-forbidden": 403,
        "salon-leaving-wrong": 422,
        "salon-zone-wrong": 422,
    }


def test_no_page_asks_for_what_the_policy_refuses(settings: Settings) -> None:
    settings.DEMO = True
    found = [(name, wrong) for name, path, browser in every_page() for wrong in refused(browser.get(path))]
    assert found == []


def test_refusals_keep_the_policy_too() -> None:
    place = quiet_room()
    client, slot = Client(), free(place)[0]
    for _ in place.rooms:
        tap(Client(), place, slot)
    offer = place.offers["back_massage"].public_id
    taken = client.post(reverse("holds"), {"offer": offer, "starts_at": slot.starts_at.isoformat()})
    kept = tap(client, place, free(place)[-1]).split("/")[2]
    unsaid = client.post(reverse("appointments"), {"hold": kept})
    untrue = Client(enforce_csrf_checks=True).post(reverse("holds"), {})
    answers = (taken, unsaid, untrue)
    assert [answer.status_code for answer in answers] == [409, 422, 403]
    assert [refused(answer) for answer in answers] == [[], [], []]


@pytest.mark.parametrize(
    "page",
    [
        "<style>a { color: red }</style>",
        "<p style='color: red'>",
        "<p onclick='go()'>",
        "<p hx-on:click='go()'>",
        "<script>go()</script>",
        "<script src='https://example.org/a.js'></script>",
        "<img src='//example.org/a.png'>",
        "<link rel='stylesheet' href='http://example.org/a.css'>",
        "<form action='https://example.org/'>",
        "<a href='javascript:go()'>",
        "<iframe src='/about/'>",
    ],
)
def test_the_parser_sees_what_is_refused(page: str) -> None:
    parser = Refused()
    parser.feed(page)
    assert parser.found != []


def test_links_pictures_in_the_page_and_our_own_files_are_fine() -> None:
    parser = Refused()
    parser.feed(
        "<a href='https://example.org/'><img src='data:image/svg+xml,x'><script src='/static/a.js'></script>"
    )
    assert parser.found == []


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = list(HOUSE.rglob("static/**/*.css"))
    wanted = [
        (path.name, address)
        for path in sheets
        for address in re.findall(
            r"(?:url\(|@import\s+)[\"']?([^\"')\s;]+)", path.read_text(encoding="utf-8")
        )
        if not is_ours(address)
    ]
    assert (len(sheets) > 0, wanted) == (True, [])


def test_scripts_use_neither_evaluation_nor_addresses_from_elsewhere() -> None:
    scripts = [path for path in HOUSE.rglob("static/**/*.js") if "vendor" not in path.parts]
    bad = re.compile(r"\beval\(|new Function\(|set(?:Timeout|Interval)\([\"'`]|https?://|innerHTML\s*=")
    found = [(path.name, hit) for path in scripts for hit in bad.findall(path.read_text(encoding="utf-8"))]
    assert (len(scripts) > 0, found) == (True, [])
