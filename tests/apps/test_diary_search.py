"""A search shows the nearest salons that have time, and asks few questions of the database."""

import random
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from unknot.diary import actions, reads
from unknot.diary.questions import Order, Question
from unknot.salons.models import Resource, Salon

pytestmark = pytest.mark.django_db

NOW = cast.clock_at(cast.NOW)


def search(**more: Any) -> list[reads.Found]:
    limit = more.pop("limit", 20)
    values: dict[str, Any] = {
        "lat": 60.1699,
        "lon": 24.9384,
        "radius_m": 20_000,
        "treatments": ("back_massage",),
        "duration_min": 60,
        "windows": [(cast.wall(2, 0), cast.wall(5, 0))],
        **more,
    }
    return reads.named(reads.search(Question(**values), limit=limit, now=cast.NOW))


def salons_of(found: list[reads.Found]) -> list[str]:
    return [hit.offer.salon.public_id for hit in found]


def starts_of(found: list[reads.Found]) -> list[list[datetime]]:
    return [[slot.starts_at for slot in hit.slots] for hit in found]


def test_search_finds_the_nearest_first_with_three_starts_each() -> None:
    near = cast.hiljainen_huone(lat=60.17, lon=24.94)
    far = cast.hiljainen_huone(lat=60.25, lon=24.94)
    cast.hiljainen_huone(lat=61.5, lon=23.8)
    found = search()

    assert salons_of(found) == [near.salon.public_id, far.salon.public_id]
    assert found[0].distance_m == pytest.approx(88, abs=5)
    three = [cast.wall(2, 9) + timedelta(minutes=15 * n) for n in range(3)]
    assert [slot.starts_at for slot in found[0].slots] == three


def test_search_shows_the_cheapest_offer_that_has_a_start() -> None:
    place = cast.hiljainen_huone()
    dear = place.offers["back_massage"]
    cheap = cast.offer(place, price_minor=100, room_feature="double")
    place.open()

    assert [hit.offer.public_id for hit in search()] == [dear.public_id]
    cheap.room_feature = "table"
    cheap.save()
    place.open()
    assert [hit.offer.public_id for hit in search()] == [cheap.public_id]


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

    assert counts == [3, 3]


def test_search_across_the_date_line() -> None:
    fiji = cast.hiljainen_huone(lat=-17.0, lon=179.95, zone="Pacific/Fiji", country="FJ")

    assert salons_of(search(lat=-17.0, lon=-179.95)) == [fiji.salon.public_id]


def test_a_start_may_lie_in_any_of_the_windows() -> None:
    cast.hiljainen_huone()
    evenings = [(cast.wall(day, 15, 30), cast.wall(day, 18)) for day in (2, 3, 4)]

    assert starts_of(search(windows=evenings)) == [
        [cast.wall(2, 15, 30), cast.wall(2, 15, 45), cast.wall(2, 16)]
    ]
    late = [(cast.wall(day, 16), cast.wall(day, 18)) for day in (2, 3, 4, 5)]
    assert starts_of(search(windows=late)) == [[cast.wall(2, 16), cast.wall(3, 16), cast.wall(4, 16)]]
    assert search(windows=[]) == []


@pytest.mark.parametrize("opening", [(2, 0), (2, 8, 55), (5, 16, 5), (6, 12)])
@pytest.mark.parametrize("days", [1, 2, 3, 7, 20])
def test_looking_stage_by_stage_finds_what_one_look_would(opening: tuple[int, ...], days: int) -> None:
    place = cast.hiljainen_huone()
    window = (cast.wall(*opening), cast.wall(*opening) + timedelta(days=days))
    actions.block(
        resource=place.rooms["Room 1"],
        starts_at=cast.wall(1, 0),
        ends_at=cast.wall(9, 0),
        by="desk",
        clock=NOW,
    )
    actions.block(
        resource=place.rooms["Room 2"],
        starts_at=cast.wall(2, 10),
        ends_at=cast.wall(8, 15),
        by="desk",
        clock=NOW,
    )
    all_of_them = reads.slots(
        place.offers["back_massage"], starts_from=window[0], starts_until=window[1], now=cast.NOW
    )

    found = search(windows=[window])
    assert starts_of(found) == ([[slot.starts_at for slot in all_of_them[:3]]] if all_of_them else [])
    assert [slot.practitioner.name for hit in found for slot in hit.slots] == [
        slot.practitioner.name for slot in all_of_them[:3]
    ]


def test_the_first_treatment_asked_for_comes_before_a_cheaper_one() -> None:
    place = cast.hiljainen_huone()
    both = search(treatments=("facial", "back_massage"))

    assert [hit.offer.treatment for hit in both] == ["facial"]
    cast.offer(place, "shiatsu", price_minor=100)
    place.open()
    assert [hit.offer.treatment for hit in search(treatments=("shiatsu", "back_massage"))] == ["back_massage"]


def test_only_practitioners_of_the_gender_asked_for_are_offered() -> None:
    place = cast.hiljainen_huone()
    Resource.objects.filter(name="Mikael").update(gender="male")

    assert {slot.practitioner.name for hit in search() for slot in hit.slots} == {"Aino"}
    assert {slot.practitioner.name for hit in search(gender="male") for slot in hit.slots} == {"Mikael"}
    assert search(gender="female") == []
    actions.block(
        resource=place.people["Mikael"],
        starts_at=cast.wall(2, 0),
        ends_at=cast.wall(6, 0),
        by="desk",
        clock=NOW,
    )
    assert search(gender="male") == []


@pytest.mark.parametrize(("most", "count"), [(71, 0), (72, 1), (None, 1)])
def test_a_price_is_the_most_that_is_shown(most: int | None, count: int) -> None:
    cast.hiljainen_huone()

    assert len(search(most=most)) == count


def test_a_price_says_nothing_about_another_currency() -> None:
    cast.hiljainen_huone(lat=60.17)
    swedish = cast.hiljainen_huone(lat=60.25, currency="SEK")

    assert salons_of(search(most=71)) == [swedish.salon.public_id]


@pytest.mark.parametrize(
    ("wheelchair", "count"), [("yes", 1), ("designated", 1), ("limited", 0), ("no", 0), ("", 0)]
)
def test_step_free_means_that_the_salon_says_so(wheelchair: str, count: int) -> None:
    cast.hiljainen_huone(wheelchair=wheelchair)

    assert len(search(step_free=True)) == count
    assert len(search()) == 1


def test_a_batch_without_time_leads_to_the_next_one() -> None:
    closed = [cast.hiljainen_huone(lat=60.17, horizon_days=0) for _ in range(41)]
    open_ = cast.hiljainen_huone(lat=60.25)

    assert salons_of(search(limit=1)) == [open_.salon.public_id]
    assert len(closed) == 41


def soonest(**more: Any) -> list[str]:
    return salons_of(search(order=Order.SOONEST, **more))


def at_km(km: float) -> cast.Place:
    """The quiet room so far north of the place that is asked about."""
    return cast.hiljainen_huone(lat=60.1699 + km / 111.195, lon=24.9384)


def fill_until(place: cast.Place, hour: int) -> None:
    """Nobody has time before that hour of the first day."""
    for name in ("Aino", "Mikael"):
        actions.block(
            resource=place.people[name],
            starts_at=cast.wall(2, 9),
            ends_at=cast.wall(2, hour),
            by="desk:1",
            clock=NOW,
        )


def test_the_soonest_come_first_and_a_kilometre_counts_as_five_minutes() -> None:
    near, middle, far = at_km(1), at_km(6), at_km(12)
    fill_until(near, 10)
    assert soonest() == [each.salon.public_id for each in (middle, far, near)]
    fill_until(middle, 10)
    assert soonest() == [each.salon.public_id for each in (far, near, middle)]


def test_the_soonest_are_looked_for_behind_salons_without_time() -> None:
    at_km(1).salon.days.all().delete()
    far, further = at_km(2), at_km(3)
    assert soonest() == [far.salon.public_id, further.salon.public_id]


def test_who_is_further_away_is_looked_at_as_long_as_she_may_be_sooner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["unknot.diary.reads.search"], "SALONS_AT_ONCE", 1)
    near, far = at_km(1), at_km(3)
    fill_until(near, 12)
    assert soonest(limit=1) == [far.salon.public_id]
    assert soonest(limit=2) == [far.salon.public_id, near.salon.public_id]


def test_the_soonest_are_those_that_ranking_all_of_them_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["unknot.diary.reads.search"], "SALONS_AT_ONCE", 2)
    dice = random.Random(11)
    places = [at_km(dice.uniform(0.2, 18)) for _ in range(9)]
    for place in places:
        fill_until(place, dice.randrange(10, 16))
    every = search(order=Order.SOONEST, limit=50)
    ranked = sorted(
        every, key=lambda hit: hit.slots[0].starts_at + timedelta(minutes=5) * hit.distance_m / 1000
    )
    assert len(every) == 9
    assert salons_of(every) == salons_of(ranked)
    for limit in (1, 3, 6):
        assert soonest(limit=limit) == salons_of(ranked)[:limit]


def test_a_nearer_salon_with_time_on_later_days_is_not_passed_over() -> None:
    near = at_km(1)
    fill_until(near, 17)
    others = [at_km(2 + number / 10) for number in range(3)]
    windows = [(cast.wall(2, 0), cast.wall(20, 0))]

    for limit in (1, 2, 4):
        assert salons_of(search(windows=windows, limit=limit)) == [
            each.salon.public_id for each in (near, *others)[:limit]
        ]
    assert starts_of(search(windows=windows, limit=1)) == [
        [cast.wall(3, 9), cast.wall(3, 9, 15), cast.wall(3, 9, 30)]
    ]
