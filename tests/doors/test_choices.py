"""What can be chosen instead of a held offer."""

import pytest
from django.test import Client

from tests import cast
from tests.doors.pages import free, quiet_room, tap
from unknot.diary.models import Hold
from unknot.salons.models import Offer, Skill
from unknot.web.choices import choices

pytestmark = pytest.mark.django_db


def sells(place: cast.Place, treatment: str, duration_min: int, extent: str = "full", **more: int) -> Offer:
    """One more offer, which Aino gives."""
    Skill.objects.get_or_create(practitioner=place.people["Aino"], treatment=treatment)
    return cast.offer(place, treatment, duration_min, extent=extent, **more)


def held(place: cast.Place) -> Hold:
    tap(Client(), place, free(place)[0])
    return Hold.objects.select_related("offer").get()


def test_the_whole_body_is_offered_by_everyday_massages_alone() -> None:
    place = quiet_room()
    hour, longer = sells(place, "swedish", 60), sells(place, "swedish", 90)
    sells(place, "prenatal", 60)
    sells(place, "facial", 60)
    sells(place, "swedish", 60, "partial")

    assert longer.pk != hour.pk
    assert choices(held(place)).extents == [hour]


def test_of_each_duration_the_cheapest_offer_is_shown_and_the_held_one_for_its_own() -> None:
    place = quiet_room()
    own = place.offers["back_massage"]
    sells(place, "back_massage", 90, "partial", price_minor=9900)
    cheap = sells(place, "back_massage", 90, "partial", price_minor=9000)
    sells(place, "back_massage", 60, "partial", price_minor=100)
    place.offers["back_massage"] = own

    assert choices(held(place)).lengths == [own, cheap]
