"""The salon's page, and one of its treatments with a month of free starts."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.doors.pages import quiet_room
from unknot.design.words import on_wall
from unknot.knowledge.load import treatments
from unknot.plumbing import clock
from unknot.salons.actions import refit
from unknot.salons.models import Salon
from unknot.web.described import MEDIA, PRESSURES, TECHNIQUES, described

pytestmark = pytest.mark.django_db

ZONE = "Europe/Helsinki"
FRAGMENT = {"HX-Request": "true", "HX-Target": "month"}
PAGE = timedelta(days=35)


def offer_page(place: cast.Place, treatment: str = "back_massage") -> str:
    return reverse("offer", args=[place.salon.public_id, place.offers[treatment].public_id])


def salon_page(place: cast.Place) -> str:
    return reverse("salon", args=[place.salon.public_id])


def shown(client: Client, path: str, **query: str) -> str:
    answer = client.get(path, query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_salons_page_tells_who_what_when_and_where(client: Client) -> None:
    place = quiet_room()
    Salon.objects.update(phone="+358401234567", wheelchair="limited", hours_source="generated")
    page = shown(client, salon_page(place))
    today = re.findall(r'class="today"><dt>(\w+) <small>today', page)
    assert [each in page for each in ("Aino", "Mikael", "Sanna", "+358 40 1234567", "Fleminginkatu 7")] == [
        True
    ] * 5
    assert "Partly accessible by wheelchair" in page
    assert today == [on_wall(clock.now(), ZONE).strftime("%A")]
    assert "These hours are made up for the demonstration." in page
    assert page.count('rel="noreferrer"') == 2
    assert "https://www.openstreetmap.org/directions?to=60.18410%2C24.94970" in page


def test_each_duration_stands_with_its_price_and_leads_to_its_times(client: Client) -> None:
    place = quiet_room()
    cast.offer(place, "back_massage", 30, price_minor=4050)
    refit(place.salon)
    page = shown(client, salon_page(place))
    sold = re.findall(r'href="([^"]+)" aria-label="([^"]+)"', page)
    assert [label.replace("\u00a0", " ") for _, label in sold] == [
        "Classic back massage, 30 min, €40.50",
        "Classic back massage, 60 min, €72",
        "Classic facial with massage, 60 min, €80",
    ]
    assert [client.get(href).status_code for href, _ in sold] == [200] * 3


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("yes", "Accessible by wheelchair."),
        ("designated", "Made to be accessible by wheelchair."),
        ("no", "Not accessible by wheelchair."),
        ("", "Wheelchair access: not known."),
        ("bad", "Wheelchair access: not known."),
    ],
)
def test_wheelchair_access_is_told_in_words(client: Client, known: str, said: str) -> None:
    place = quiet_room()
    Salon.objects.update(wheelchair=known)
    assert f"<p>{said}</p>" in shown(client, salon_page(place))


def test_the_salons_page_takes_as_many_statements_for_thirty_offers_as_for_two(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = quiet_room()
    counts = []
    for _ in range(2):
        with django_assert_num_queries(4):
            counts.append(shown(client, salon_page(place)).count('class="pill"'))
        for number in range(28):
            cast.offer(place, "back_massage", 30 + 5 * number)
    assert counts == [2, 30]


def test_old_addresses_of_an_offer_lead_to_its_page(client: Client) -> None:
    place = quiet_room()
    offer = place.offers["back_massage"].public_id
    asked = {"offer": offer, "practitioner": place.people["Aino"].public_id, "from": "2027-03-01"}
    answers = [
        client.get(salon_page(place), {"offer": offer}),
        client.get(salon_page(place), asked),
        client.get(salon_page(place), {"offer": "0" * 16}),
        client.get(salon_page(place), {"offer": "\x00"}),
    ]
    assert [answer.headers["Location"] for answer in answers] == [
        offer_page(place),
        f"{offer_page(place)}?practitioner={asked['practitioner']}&from=2027-03-01",
        salon_page(place),
        salon_page(place),
    ]


@pytest.mark.parametrize("treatment", treatments().values(), ids=lambda each: each.id)
def test_each_treatment_of_the_catalogue_is_described(treatment: object) -> None:
    known = treatments()[treatment.id]  # type: ignore[attr-defined]
    assert set(known.techniques) <= set(TECHNIQUES) and set(known.media) <= set(MEDIA)
    assert {known.pressure_min, known.pressure_max} <= set(PRESSURES)
    assert len(described(known.id)) == 3


def test_a_back_massage_is_described_by_facts_alone() -> None:
    assert described("back_massage") == [
        "Long gliding strokes, kneading, small circling pressure, tapping, fine shaking.",
        "On bare skin, with: oil or lotion.",
        "Pressure: light to strong.",
    ]
    assert described("shiatsu")[1] == "You stay dressed, and nothing is put on the skin."
    assert described("gone_from_the_catalogue") == []
