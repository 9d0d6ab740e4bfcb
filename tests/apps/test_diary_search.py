"""A search shows the nearest salons that have time, and asks few questions of the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from unknot.diary import reads
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db


def search(**more: Any) -> list[reads.Found]:
    values: dict[str, object] = {
        "lat": 60.1699,
        "lon": 24.9384,
        "radius_m": 20_000,
        "treatment": "back_massage",
        "duration_min": 60,
        "starts_from": cast.wall(2, 0),
        "starts_until": cast.wall(5, 0),
        "limit": 20,
        "now": cast.NOW,
        **more,
    }
    return reads.search(**values)  # type: ignore[arg-type]


def test_search_finds_the_nearest_first_with_three_starts_each() -> None:
    near = cast.hiljainen_huone(lat=60.17, lon=24.94)
    far = cast.hiljainen_huone(lat=60.25, lon=24.94)
    cast.hiljainen_huone(lat=61.5, lon=23.8)
    found = search()

    assert [hit.offer.salon for hit in found] == [near.salon, far.salon]
    assert found[0].distance_m == pytest.approx(88, abs=5)
    three = [cast.wall(2, 9) + timedelta(minutes=15 * n) for n in range(3)]
    assert [slot.starts_at for slot in found[0].slots] == three


def test_search_shows_the_cheapest_offer_that_has_a_start() -> None:
    place = cast.hiljainen_huone()
    dear = place.offers["back_massage"]
    cheap = cast.offer(place, price_minor=100, room_feature="double")
    place.open()

    assert [hit.offer for hit in search()] == [dear]
    cheap.room_feature = "table"
    cheap.save()
    place.open()
    assert [hit.offer for hit in search()] == [cheap]


def test_search_asks_as_few_questions_for_thirty_salons_as_for_one() -> None:
    counts = []
    for wanted in (1, 30):
        while Salon.objects.count() < wanted:
            cast.hiljainen_huone()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(search(limit=30)) == wanted
        counts.append(len(asked))

    assert counts == [4, 4]


def test_search_across_the_date_line() -> None:
    fiji = cast.hiljainen_huone(lat=-17.0, lon=179.95, zone="Pacific/Fiji", country="FJ")

    assert [hit.offer.salon for hit in search(lat=-17.0, lon=-179.95)] == [fiji.salon]
