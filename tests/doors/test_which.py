"""Which massage is for me: wishes in the address, treatments with their reasons, and times below them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.pages import quiet_room
from tests.doors.test_guides import text_of
from unknot.core.fitting import Wish
from unknot.knowledge.concerns import concerns
from unknot.knowledge.load import treatments
from unknot.web.which import fact, fitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    quiet_room()
    return Client()


def asked(reader: Client, **query: str) -> str:
    answer = reader.get(reverse("which"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return re.findall(r"<h3>([^<]+)</h3>", html)


def test_whoever_asks_for_nothing_is_shown_what_people_book_for_pleasure(reader: Client) -> None:
    named = [treatments()[each].name for each in concerns()["prevention"].treatments]
    assert names(asked(reader)) == named


def test_the_list_shows_the_reason_that_counts(reader: Client) -> None:
    chosen = re.findall(r'<option value="([\w-]+)" selected>', asked(reader))
    assert chosen[0] == "prevention"


def test_a_tight_neck_and_strong_hands_lead_to_strong_treatments_first(reader: Client) -> None:
    html = asked(reader, concern="neck_shoulder", pressure="strong")
    assert names(html) == [
        *(
            "Classic back massage",
            "Deep tissue massage",
            "Trigger point / myofascial release",
            "Chair (seated) massage",
        )
    ]
    assert "But: Pressure: light to medium." in text_of(html)


def test_what_has_all_that_is_wished_stands_apart_from_what_comes_close(reader: Client) -> None:
    words = text_of(asked(reader, concern="stress", clothed="yes", oil="no"))
    assert "3 treatments have all you wish" in words
    assert (
        words.index("Shiatsu") < words.index("Close, but not in every way") < words.index("Gentle relaxation")
    )
    assert "Nothing has all you wish" in text_of(asked(reader, concern="skin", clothed="yes"))


def test_each_reason_says_what_the_catalogue_has(reader: Client) -> None:
    words = text_of(asked(reader, concern="stress", clothed="yes", oil="no"))
    assert "Shiatsu" in words
    assert "As you wish: You stay dressed." in words
    assert "As you wish: On the skin: nothing at all." in words


def test_free_times_stand_below_what_fits(reader: Client) -> None:
    html = asked(reader, concern="back_pain_acute")
    assert html.count('name="starts_at"') == 3
    assert "Nobody near Helsinki has a free time for this in the next two weeks." in text_of(html)


def test_only_the_part_that_follows_a_choice_is_sent_to_htmx(reader: Client) -> None:
    answer = reader.get(reverse("which"), {"pressure": "light"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "query", [{"concern": "migraine"}, {"pressure": "crushing"}, {"duration_min": "7"}, {"warm": "1"}]
)
def test_what_is_not_asked_here_is_left_out(reader: Client, query: dict[str, str]) -> None:
    assert names(asked(reader, **query)) == names(asked(reader))


def test_an_unknown_place_is_said_and_what_fits_is_told_all_the_same(reader: Client) -> None:
    html = asked(reader, where="qqqq")
    assert "We don’t know that place." in text_of(html)
    assert len(names(html)) == 4
    assert 'name="starts_at"' not in html


def test_no_illness_can_be_chosen(reader: Client) -> None:
    chosen = re.search(r'<select name="concern">(.*?)</select>', asked(reader), flags=re.DOTALL)
    assert chosen
    told = re.findall(r'<option value="([^"]*)"', chosen[1])
    assert told == [each.id for each in concerns().values() if each.everyday]


def test_pleasure_may_be_any_treatment_but_those_for_a_condition() -> None:
    told = {each.id for each in fitting(concerns()["prevention"])}
    assert set(treatments()) - told == {
        "prenatal",
        "postnatal",
        "oncology",
        "facial_peel",
        "microcurrent_facial",
    }


@pytest.mark.parametrize("wish", list(Wish))
def test_there_is_a_sentence_for_every_wish_and_treatment(wish: Wish) -> None:
    assert [each.id for each in treatments().values() if not fact(wish, each)] == []
