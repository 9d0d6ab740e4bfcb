"""Guides: what they say, that they say no more, and how one comes from a guide to a free time."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from tests.doors.pages import free, quiet_room
from unknot.core.suitability.barriers import barriers
from unknot.core.suitability.settings import settings as rule_settings
from unknot.design.words import on_wall
from unknot.diary.models import Hold
from unknot.knowledge.concerns import Concern, concerns
from unknot.knowledge.screening import rulebook

pytestmark = pytest.mark.django_db
ALL = list(concerns().values())


@pytest.fixture
def reader() -> Client:
    quiet_room()
    return Client()


def page(reader: Client, concern: str, **query: str) -> str:
    answer = reader.get(reverse("guide", args=[concerns()[concern].slug]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html: str) -> str:
    """What is read, without tags; blanks as single ones."""
    body = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def data_of(html: str) -> Iterator[dict[str, Any]]:
    for written in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL):
        yield json.loads(written)


@pytest.mark.parametrize("concern", ALL, ids=lambda each: each.id)
def test_a_guide_shows_its_claim_how_sure_it_is_and_where_it_comes_from(
    reader: Client, concern: Concern
) -> None:
    html = page(reader, concern.id)
    words = text_of(html)
    assert concern.says in words
    assert f"Evidence: {concern.strength.replace('_', ' ')}" in words
    assert [each.id for each in concern.sources if f'href="{escape(each.url)}"' not in html] == []
    assert [part for part in (concern.for_whom, concern.limits, concern.studied) if part not in words] == []


def test_a_guide_for_nothing_is_not_there(reader: Client) -> None:
    assert reader.get(reverse("guide", args=["boredom"])).status_code == 404
    assert reader.get(reverse("guide", args=["back_pain_acute"])).status_code == 404


def test_the_list_has_every_guide_with_its_claim(reader: Client) -> None:
    html = reader.get(reverse("guides")).content.decode()
    assert [each.id for each in ALL if f'href="{reverse("guide", args=[each.slug])}"' not in html] == []
    assert [each.id for each in ALL if each.says not in text_of(html)] == []


@pytest.mark.parametrize("name", ["back_massage", "stress"])
def test_who_should_wait_is_told_from_the_rulebook(reader: Client, name: str) -> None:
    address = reverse("back_massage") if name == "back_massage" else reverse("guide", args=[name])
    treatment = "back_massage" if name == "back_massage" else concerns()[name].treatments[0]
    words = text_of(reader.get(address).content.decode())
    book = rulebook()
    told = barriers(book, treatment, rule_settings(book.switches))
    questions = [
        each.item.question for those in told.values() for each in those if "{" not in each.item.question
    ]
    assert len(questions) > 30
    assert [question for question in questions if " ".join(question.split()) not in words] == []


def test_what_a_concern_asks_first_stands_before_everything_else_that_is_asked(reader: Client) -> None:
    words, items = text_of(page(reader, "sciatica")), rulebook().items
    first = [" ".join(items[each].question.split()) for each in concerns()["sciatica"].ask_first]
    assert [words.index(each) for each in first] == sorted(words.index(each) for each in first)
    assert words.index(first[-1]) < words.index("These are the questions that are asked before a visit")


def test_a_tap_on_a_guides_time_holds_it(reader: Client) -> None:
    html = page(reader, "back_pain_acute")
    offer = re.search(r'name="offer" value="([^"]+)"', html)
    starts_at = re.search(r'name="starts_at" value="([^"]+)"', html)
    assert offer
    assert starts_at
    answer = reader.post(reverse("holds"), {"offer": offer[1], "starts_at": starts_at[1]})
    assert answer.status_code == 302
    assert Hold.objects.get().offer.treatment == "back_massage"


def test_the_times_are_those_that_the_salon_has() -> None:
    place = quiet_room()
    html = page(Client(), "back_pain_acute")
    shown = re.findall(r'name="starts_at" value="([^"]+)"', html)
    walls = [on_wall(each.starts_at, place.salon.zone) for each in free(place, today=True)[:3]]
    assert shown == [each.isoformat(timespec="minutes") for each in walls]


def test_a_guide_looks_where_the_device_looked_last_or_where_the_address_says(reader: Client) -> None:
    assert "Free times near Helsinki" in text_of(page(reader, "stress"))
    reader.get(reverse("search"), {"what": "massage", "where": "Porvoo"})
    assert "Free times near Porvoo" in text_of(page(reader, "stress"))
    assert "Free times near Espoo" in text_of(page(reader, "stress", where="Espoo"))


def test_an_unknown_place_is_said_beside_the_field_and_the_guide_is_read_all_the_same(reader: Client) -> None:
    words = text_of(page(reader, "stress", where="qqqq"))
    assert "We don’t know that place." in words
    assert concerns()["stress"].says in words


def test_without_any_salon_a_guide_still_reads() -> None:
    words = text_of(page(Client(), "stress"))
    assert concerns()["stress"].says in words
    assert "Free times near" not in words


def test_what_is_read_is_not_remembered_on_the_device(reader: Client) -> None:
    page(reader, "migraine")
    assert "asked" not in reader.cookies


def test_a_guide_asks_the_database_the_same_few_questions_for_one_salon_and_for_many(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        page(reader, "stress")
    for _ in range(5):
        quiet_room()
    with django_assert_max_num_queries(6):
        page(reader, "stress")


@pytest.mark.parametrize("concern", ALL, ids=lambda each: each.id)
def test_a_guide_describes_itself_to_machines_with_its_sources(reader: Client, concern: Concern) -> None:
    [data] = data_of(page(reader, concern.id))
    article, way = data["@graph"]
    assert (article["@type"], article["description"]) == ("Article", concern.says)
    assert [each["url"] for each in article["citation"]] == [source.url for source in concern.sources]
    assert [each["name"] for each in way["itemListElement"]] == ["Guides", concern.label]


def test_the_sitemap_names_guides_and_salons() -> None:
    place = quiet_room()
    answer = Client().get(reverse("sitemap"))
    assert answer.headers["Content-Type"] == "application/xml"
    found = {each.text for each in ElementTree.fromstring(answer.content).iter() if each.tag.endswith("}loc")}
    guides = {f"http://testserver{reverse('guide', args=[each.slug])}" for each in ALL}
    assert guides < found
    assert f"http://testserver{reverse('salon', args=[place.salon.public_id])}" in found


def test_machines_are_led_to_the_sitemap_and_away_from_the_desk() -> None:
    answer = Client().get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain"
    lines = answer.content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /desk/", "Disallow: /api/"]
    assert lines[-1] == f"Sitemap: http://testserver{reverse('sitemap')}"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES if code == "fi"])
def test_a_guide_in_finnish_has_no_english_sentence_of_its_data(reader: Client, language: str) -> None:
    reader.cookies["django_language"] = language
    for concern in ALL:
        words = text_of(page(reader, concern.id))
        assert [each for each in (concern.says, concern.for_whom, concern.limits) if each in words] == []
