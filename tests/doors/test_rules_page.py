"""The page of rules is made from the rulebook: every rule, its sources, where they disagree."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from unknot.knowledge import screening

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> str:
    return html.unescape(Client().get(reverse("rules")).content.decode())


def test_every_item_stands_there_with_its_rules_sources_and_disagreement(page: str) -> None:
    sections = dict(
        re.findall(r'<details class="card rule" id="rule-(\w+)">(.*?)</details>', page, re.DOTALL)
    )
    book = screening.rulebook()
    assert list(sections) == [
        item.id for card in book.cards for item in book.items.values() if item.card == card
    ]
    for item in book.items.values():
        shown = sections[item.id]
        assert shown.count("<li><p><b>") + shown.count("<li>\n        <p><b>") == len(item.rules), item.id
        assert [each.title in shown for each in item.sources] == [True] * len(item.sources), item.id
        assert ("Where the sources disagree" in shown) == (item.disagreement is not None), item.id
        assert item.disagreement is None or item.disagreement in shown, item.id


def test_a_rule_is_told_in_words(page: str) -> None:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "“When was it found?” less than 3 months before the visit" in words
    assert "Not suitable : Deep tissue massage, Sports massage" in words
    assert "Only under: the classic list." in words
    assert "Only where the salon chooses so." in words
    assert "Until 24 hours after “Last day on which you had a temperature or felt ill”." in words
    assert "3 months; a salon may choose from 3 months to 24 months." in words


def test_no_placeholder_is_left(page: str) -> None:
    assert re.findall(r"\{[a-z_]+\}", page) == []


def test_it_is_reached_from_the_page_about_the_house() -> None:
    assert f'href="{reverse("rules")}"' in Client().get(reverse("about")).content.decode()
