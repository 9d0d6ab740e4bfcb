"""A search knows the salons that are open past midnight as it knows all others."""

from unittest.mock import ANY

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.apps.test_diary_search import at_km, search, starts_of
from unknot.diary import reads
from unknot.diary.values import Slot
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db


def late_salon(km: float) -> cast.Place:
    """Open past midnight, so that its days do not stand alone."""
    place = cast.salon(lat=60.1699 + km / 111.195, lon=24.9384)
    cast.hours(place.salon, None, range(5), (18 * 60, 26 * 60))
    cast.practitioner(place, "Aino", "back_massage", shifts=((20 * 60, 26 * 60),))
    cast.room(place, "Room 1")
    cast.offer(place, "back_massage", buffer_after_min=15)
    return place.open()


NIGHT = (cast.wall(2, 20), cast.wall(4, 3))


def test_days_that_reach_past_midnight_are_searched_like_all_others() -> None:
    late, early = late_salon(1), at_km(2)
    both = [late.offers["back_massage"], early.offers["back_massage"]]

    for opens in (
        cast.wall(2, 20),
        cast.wall(2, 23, 50),
        cast.wall(3, 0),
        cast.wall(3, 0, 35),
        cast.wall(3, 1),
    ):
        window = (opens, NIGHT[1])
        found = search(windows=[window])
        slots = [reads.slots(each, starts_from=opens, starts_until=NIGHT[1], now=cast.NOW) for each in both]
        assert [hit.slots for hit in found] == [
            [Slot(each.starts_at, each.ends_at, ANY) for each in mine[:3]] for mine in slots
        ]
        assert [[each.practitioner.name for each in hit.slots] for hit in found] == [
            [each.practitioner.name for each in mine[:3]] for mine in slots
        ]
    assert starts_of(search(windows=[(cast.wall(3, 0, 20), cast.wall(3, 3))])) == [
        [cast.wall(3, 0, 30), cast.wall(3, 0, 45), cast.wall(3, 1)]
    ]


def test_one_statement_more_finds_those_who_work_past_midnight_however_many_they_are() -> None:
    counts = []
    for wanted in (1, 5):
        while Salon.objects.count() < 2 * wanted:
            late_salon(1)
            at_km(2)
        with CaptureQueriesContext(connection) as asked:
            assert len(search(windows=[NIGHT], limit=30)) == 2 * wanted
        counts.append(len(asked))

    assert counts == [4, 4]
