"""The page of results: who is shown, in what order, how it is narrowed, and what it costs."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.doors.pages import quiet_room
from unknot.diary import actions
from unknot.plumbing import clock
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Resource, Salon

pytestmark = pytest.mark.django_db

CARD = re.compile(r'<article class="card" id="s-(\w+)"')
TIME = re.compile(r'name="starts_at" value="([^"]+)"')
MOST_STATEMENTS = 12


def page(client: Client, *, status: int = 200, htmx: bool = False, **more: Any) -> str:
    asked = {"what": "back_massage", "where": "Helsinki", **more}
    answer = client.get(reverse("search"), asked, headers={"hx-request": "true"} if htmx else {})
    assert answer.status_code == status
    return str(answer.content.decode())


def salons_on(text: str) -> list[str]:
    return CARD.findall(text)


def test_the_nearest_salon_comes_first(client: Client) -> None:
    now = clock.now()
    far = cast.hiljainen_huone(now, name="Kaukana", lat=60.25)
    near = cast.hiljainen_huone(now, name="Lähellä", lat=60.171, lon=24.939)

    assert salons_on(page(client)) == [near.salon.public_id, far.salon.public_id]


def test_every_time_shown_can_be_held(client: Client) -> None:
    place = quiet_room()
    times = TIME.findall(page(client))

    assert len(times) == 3
    for starts_at in times:
        held = client.post(
            reverse("holds"), {"offer": place.offers["back_massage"].public_id, "starts_at": starts_at}
        )
        assert held.status_code == 302


def test_an_everyday_wish_finds_its_treatments(client: Client) -> None:
    place = quiet_room()

    assert salons_on(page(client, what="shoulders")) == [place.salon.public_id]
    assert salons_on(page(client, what="face", duration_min=60)) == [place.salon.public_id]
    assert "What is known" in page(client, what="shoulders")
    assert "What is known" not in page(client, what="back_massage")


def test_old_links_with_a_treatment_still_lead_somewhere(client: Client) -> None:
    place = quiet_room()
    answer = client.get(reverse("search"), {"treatment": "back_massage", "where": "Helsinki"})

    assert salons_on(answer.content.decode()) == [place.salon.public_id]


def test_twenty_are_shown_and_the_others_follow(client: Client) -> None:
    now = clock.now()
    places = [cast.hiljainen_huone(now, lat=60.17 + n * 0.001) for n in range(21)]
    ids = [place.salon.public_id for place in places]
    first = page(client)

    assert salons_on(first) == ids[:20]
    assert "The 20 nearest salons with room" in first
    assert "page=2" in first
    second = page(client, page=2)
    assert salons_on(second) == ids[20:]
    assert "page=3" not in second
    assert salons_on(page(client, page="0")) == salons_on(page(client, page="x")) == ids[:20]


def test_the_soonest_come_first_where_that_is_asked_for(client: Client) -> None:
    now = clock.now()
    near, far = (cast.hiljainen_huone(now, lat=60.17 + n * 0.02) for n in range(2))
    near.salon.min_notice_min = 5 * 24 * 60
    near.salon.save()

    nearest, soonest = page(client), page(client, order="soonest")
    assert salons_on(nearest) == [each.salon.public_id for each in (near, far)]
    assert salons_on(soonest) == [each.salon.public_id for each in (far, near)]
    assert "each kilometre of the way counts as five minutes of waiting" in soonest
    assert "Nearest first." in nearest
    assert salons_on(page(client, order="paid")) == salons_on(nearest)


def test_programs_may_ask_for_the_soonest(client: Client) -> None:
    place = quiet_room()
    asked = {"near": "60.17,24.94", "treatment": "back_massage", "duration_min": "60", "order": "soonest"}
    found = client.get("/api/v1/search", asked).json()["results"]
    assert [each["salon"]["id"] for each in found] == [place.salon.public_id]
    assert client.get("/api/v1/search", {**asked, "order": "paid"}).status_code == 422


def test_a_part_of_the_day_holds_for_all_coming_days(client: Client) -> None:
    quiet_room()
    times = TIME.findall(page(client, part="evening"))

    assert times == []
    afternoons = TIME.findall(page(client, part="afternoon"))
    assert len(afternoons) == 3
    assert all("12" <= starts_at[11:13] < "17" for starts_at in afternoons)


def test_a_wish_for_whose_hands_keeps_the_hold_to_them(client: Client) -> None:
    place = quiet_room()
    Resource.objects.filter(pk=place.people["Mikael"].pk).update(gender="male")
    text = page(client, gender="male")

    who = re.findall(r'name="practitioner" value="(\w+)"', text)
    assert who == [place.people["Mikael"].public_id] * 3
    assert salons_on(page(client, gender="female")) == []
    assert 'name="practitioner"' not in page(client)


@pytest.mark.parametrize(("price", "shown"), [("71", 0), ("72", 1), ("", 1), ("-3", 1), ("much", 1)])
def test_a_price_at_most(client: Client, price: str, shown: int) -> None:
    quiet_room()

    assert len(salons_on(page(client, price=price))) == shown


@pytest.mark.parametrize(("away_km", "shown"), [("2", 0), ("5", 1), ("", 1), ("7", 1), ("none", 1)])
def test_a_distance_at_most(client: Client, away_km: str, shown: int) -> None:
    cast.hiljainen_huone(clock.now(), lat=60.20, lon=24.94)

    assert len(salons_on(page(client, where="60.17,24.94", away_km=away_km))) == shown


def test_a_way_in_without_a_step(client: Client) -> None:
    quiet_room()

    assert salons_on(page(client, step_free="on")) == []
    Salon.objects.update(wheelchair="yes")
    assert len(salons_on(page(client, step_free="on"))) == 1
    assert "step-free" in page(client)


def test_nothing_found_says_what_else_to_try(client: Client) -> None:
    cast.hiljainen_huone(clock.now(), lat=60.50)
    text = page(client, price=10)

    assert "Nothing is free then" in text
    assert "away_km=60" in text
    assert "Without the wishes" in text
    assert len(salons_on(page(client, away_km=60))) == 1


def test_narrowing_answers_with_the_list_alone(client: Client) -> None:
    quiet_room()
    part = page(client, htmx=True)

    assert len(salons_on(part)) == 1
    assert "<html" not in part
    assert "<html" in page(client)


def test_a_wall_elsewhere_is_named(client: Client) -> None:
    cast.hiljainen_huone(clock.now(), lat=59.9, lon=24.75, zone="Europe/Tallinn", country="EE")

    assert "Tallinn time" in page(client, where="60.17,24.94", away_km=60)
    assert "Helsinki time" not in page(client)


def test_a_time_somebody_holds_is_not_shown(client: Client) -> None:
    place = quiet_room()
    offer = place.offers["back_massage"]
    before = TIME.findall(page(client))
    for visitor in ("a", "b"):
        held = actions.hold(
            offer=offer,
            starts_at=datetime.fromisoformat(before[0]),
            visitor=fingerprint(visitor),
            clock=clock.database_now,
        )
        assert not hasattr(held, "code")
    after = TIME.findall(page(client))

    assert before[0] not in after
    assert len(after) == 3


def test_one_salon_or_thirty_cost_the_same_statements(client: Client) -> None:
    now, counts = clock.now(), []
    for wanted in (1, 30):
        while Salon.objects.count() < wanted:
            cast.hiljainen_huone(now, lat=60.17 + Salon.objects.count() * 0.001)
        page(client)
        with CaptureQueriesContext(connection) as asked:
            page(client)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS
