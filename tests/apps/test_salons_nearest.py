"""The nearest offers come as a look at every one would have them, whatever the portions; their places follow salons."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

from tests import cast
from unknot.salons.models import Offer, Salon
from unknot.salons.nearest import Nearby, Nearest
from unknot.salons.reads import distance_m

pytestmark = pytest.mark.django_db

HERE = (60.1699, 24.9384)
POLE = (89.9999, 10.0)
DATE_LINE = (-17.0, 179.999)


def all_in_portions(portion: int, centre: tuple[float, float], radius_m: float, **more: Any) -> list[Nearby]:
    asked = {"treatments": ("back_massage",), "duration_min": 60, **more}
    nearest = Nearest(*centre, radius_m, **asked)
    found: list[Nearby] = []
    while salons := nearest.take(portion):
        for choices in salons:
            assert len({each.salon_id for each in choices}) == 1
            assert nearest.is_over or choices[0].distance_m < nearest.reach_m
            found += choices
    assert nearest.is_over and nearest.take(portion) == []
    return found


def one_by_one(
    centre: tuple[float, float], radius_m: float, treatments: Sequence[str] = ("back_massage",)
) -> list[tuple[int, int, int]]:
    rank = {each: place for place, each in enumerate(treatments)}
    rows = Offer.objects.filter(treatment__in=treatments, duration_min=60, is_active=True)
    known = rows.exclude(salon__hours_source=Salon.HoursSource.UNKNOWN).select_related("salon")
    every = sorted(
        (
            round(distance_m(*centre, each.salon.lat, each.salon.lon)),
            each.salon_id,
            rank[each.treatment],
            each.price_minor,
            each.pk,
        )
        for each in known
    )
    return [(away, salon, offer) for away, salon, _, _, offer in every if away <= radius_m]


def brief(found: Sequence[Nearby]) -> list[tuple[int, int, int]]:
    return [(each.distance_m, each.salon_id, each.offer_id) for each in found]


def a_salon(lat: float, lon: float, *treatments: str, **more: Any) -> Salon:
    turned = (lon + 180) % 360 - 180
    salon = Salon.objects.create(
        name="Somewhere", zone="UTC", country="FI", currency="EUR", lat=lat, lon=turned, **more
    )
    for treatment in treatments or ("back_massage",):
        Offer.objects.create(salon=salon, treatment=treatment, duration_min=60, price_minor=5000)
    return salon


@pytest.mark.parametrize("centre", [HERE, POLE, DATE_LINE, (0.0, 0.0)])
@pytest.mark.parametrize("spread_deg", [0.00002, 0.01, 3])
def test_they_come_as_a_look_at_every_one_would_have_them(
    centre: tuple[float, float], spread_deg: float
) -> None:
    dice = random.Random(f"{centre} {spread_deg}")
    for _ in range(60):
        lat = max(-90.0, min(90.0, centre[0] + dice.uniform(-spread_deg, spread_deg)))
        twice = dice.choice((("back_massage",), ("back_massage", "back_massage"), ("facial",)))
        a_salon(lat, centre[1] + dice.uniform(-spread_deg, spread_deg), *twice)
    Offer.objects.filter(pk__in=dice.sample(list(Offer.objects.values_list("pk", flat=True)), 12)).update(
        price_minor=4000
    )
    for radius_m in (1.0, 800.0, 120_000.0, 30_000_000.0):
        expected = one_by_one(centre, radius_m)
        for portion in (1, 2, 7, 60, 500):
            assert brief(all_in_portions(portion, centre, radius_m)) == expected, (radius_m, portion)


def test_many_at_one_place_come_together_whatever_the_portion() -> None:
    for _ in range(9):
        a_salon(*HERE)
    a_salon(HERE[0] + 0.01, HERE[1])

    expected = one_by_one(HERE, 5000)
    assert len(expected) == 10
    for portion in (1, 2, 9, 10, 11):
        assert brief(all_in_portions(portion, HERE, 5000)) == expected


def test_of_a_salon_the_first_treatment_asked_for_comes_first() -> None:
    dice = random.Random(5)
    wanted = ("facial", "back_massage", "shiatsu")
    for _ in range(40):
        treatments = dice.sample((*wanted, "swedish"), dice.randint(1, 4))
        a_salon(HERE[0] + dice.uniform(-0.05, 0.05), HERE[1] + dice.uniform(-0.05, 0.05), *treatments)

    expected = one_by_one(HERE, 50_000, wanted)
    for portion in (1, 3, 25, 100):
        assert brief(all_in_portions(portion, HERE, 50_000, treatments=wanted)) == expected
    assert all_in_portions(5, HERE, 50_000, treatments=()) == []


@pytest.mark.parametrize(
    ("offer", "salon"),
    [
        ({"is_active": False}, {}),
        ({"duration_min": 65}, {}),
        ({"treatment": "facial"}, {}),
        ({}, {"hours_source": Salon.HoursSource.UNKNOWN}),
    ],
)
def test_what_is_not_to_be_had_does_not_come(offer: dict[str, Any], salon: dict[str, Any]) -> None:
    made = a_salon(*HERE)
    assert len(all_in_portions(1, HERE, 100)) == 1

    Offer.objects.filter(salon=made).update(**offer or {"is_active": True})
    Salon.objects.filter(pk=made.pk).update(**salon or {"hours_source": Salon.HoursSource.STATED})
    assert all_in_portions(1, HERE, 100) == []


def test_the_radius_itself_is_within() -> None:
    a_salon(HERE[0] + 0.01, HERE[1])
    (near,) = all_in_portions(1, HERE, 5000)

    assert len(all_in_portions(1, HERE, near.distance_m)) == 1
    assert all_in_portions(1, HERE, near.distance_m - 1) == []


def test_the_currency_of_the_nearest_salon_decides_for_all_portions() -> None:
    a_salon(HERE[0], HERE[1])
    dear = a_salon(HERE[0] + 0.01, HERE[1])
    other = a_salon(HERE[0] + 0.02, HERE[1])
    Offer.objects.filter(salon=dear).update(price_minor=5001)
    Salon.objects.filter(pk=other.pk).update(currency="SEK")
    Offer.objects.filter(salon=other).update(price_minor=900_000)

    for portion in (1, 2, 3):
        found = all_in_portions(portion, HERE, 5000, most=50)
        assert [each.salon_id for each in found] == [dear.pk - 1, other.pk]


def test_who_promises_no_way_in_without_a_step_is_passed_over_in_every_portion() -> None:
    for step in range(12):
        a_salon(HERE[0] + step * 0.001, HERE[1], wheelchair="yes" if step == 11 else "")

    for portion in (1, 4, 20):
        (only,) = all_in_portions(portion, HERE, 5000, step_free=True)
        assert only.distance_m == round(distance_m(*HERE, HERE[0] + 0.011, HERE[1]))


def places() -> set[bool]:
    """Whether the place that the database keeps for each offer is the one of its salon."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.place = salons_place(s.lat, s.lon) FROM salons_offer o JOIN salons_salon s ON s.id = o.salon_id"
        )
        return {row[0] for row in cursor.fetchall()}


def test_offers_are_where_their_salon_is_whoever_writes() -> None:
    place = cast.hiljainen_huone(lat=60.17, lon=24.94)
    other = cast.hiljainen_huone(lat=61.5, lon=23.8)
    assert places() == {True}

    Salon.objects.filter(pk=place.salon.pk).update(lat=60.2)
    assert places() == {True}
    place.salon.lon = 25.1
    place.salon.save()
    assert places() == {True}
    Offer.objects.filter(salon=other.salon).update(salon=place.salon)
    assert places() == {True}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE salons_offer SET place = '(0, 0, 1)'")
    assert places() == {True}
    assert brief(all_in_portions(1, (60.17, 25.1), 1000)) == one_by_one((60.17, 25.1), 1000) != []
