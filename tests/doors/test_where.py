"""What the words for a place mean: which of several, how it is called, and how to come back to it."""

import time

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from tests import cast
from unknot.knowledge.places import places_in
from unknot.salons.towns import towns_at
from unknot.web.forms import SearchForm
from unknot.web.where import Spot, home_text, spot, spots

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> None:
    """A salon in Helsinki, so that Helsinki is where people look from."""
    cast.offer(cast.salon(lat=60.1699, lon=24.9384))


def found(text: str) -> Spot:
    """The likeliest spot, which must exist."""
    likeliest = spot(text)
    assert likeliest is not None
    return likeliest


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Helsinki", "Helsinki"),
        ("helsingfors", "Helsingfors"),
        ("Kallio", "Kallio, Helsinki"),
        ("Porvoo", "Porvoo"),
        ("Tapiola", "Tapiola"),
        ("Kallio, Helsinki", "Kallio, Helsinki"),
        ("Kallio , finland", "Kallio, Helsinki"),
        ("Fleminginkatu 7, Helsinki", "Helsinki"),
        ("Kallio, Rauma", "Rauma"),
        ("Kallio, Nowhere at all", "Kallio, Helsinki"),
        ("Tukholma", "Tukholma, Sweden"),
        ("Paris", "Paris, France"),
        ("Paris, United States", "Paris, United States"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_place_is_named_so_that_it_cannot_be_mistaken(text: str, label: str) -> None:
    assert found(text).label == label


@pytest.mark.usefixtures("home")
def test_the_salons_know_the_town_better_than_the_distance_does() -> None:
    cast.salon(lat=60.177, lon=24.807, city="Espoo")
    assert found("Tapiola").label == "Tapiola, Espoo"


def test_each_point_gets_the_town_of_its_own_salons() -> None:
    for city, lat in (("Espoo", 60.2), ("Vantaa", 60.3), ("Vantaa", 60.3), ("Tuusula", 60.3), ("", 60.3)):
        cast.salon(city=city, lat=lat, lon=24.8)
    points = [(60.209, 24.8), (60.291, 24.819), (60.25, 24.8), (60.2, 24.779)]
    assert towns_at(points) == ["Espoo", "Vantaa", "", ""]


@pytest.mark.usefixtures("home")
def test_a_label_leads_back_to_where_it_came_from() -> None:
    for place in places_in("FI")[:120]:
        first = found(place.name)
        assert found(first.text) == first


def test_without_salons_the_country_is_said() -> None:
    assert found("Kallio").label == "Kallio, Helsinki, Finland"
    assert found("Kallio, Helsinki, Finland") == found("Kallio")


def test_what_is_near_home_comes_first() -> None:
    cast.offer(cast.salon(city="Paris", country="US", zone="America/Chicago", lat=33.66, lon=-95.55))
    assert [each.label for each in spots("paris")[:2]] == ["Paris", "Paris, France"]


def test_a_home_that_no_table_knows_is_found_all_the_same() -> None:
    cast.offer(cast.salon(city="Bindlach", country="DE", zone="Europe/Berlin", lat=49.98, lon=11.61))
    home = found("bindlach")
    assert (home.name, home.lat, home.zone) == ("Bindlach", 49.98, "Europe/Berlin")


def test_places_of_one_name_say_near_what_they_lie_and_each_can_be_asked_for() -> None:
    cast.offer(cast.salon(city="Chicago", country="US", zone="America/Chicago", lat=41.88, lon=-87.63))
    several = spots("Springfield")
    assert [each.label for each in several[:3]] == [
        "Springfield",
        "Springfield near Dayton",
        "Springfield near Worcester",
    ]
    assert len({each.label for each in several}) == len(several) == 7
    for each in several:
        again = found(each.text)
        assert (again.lat, again.lon, again.text) == (each.lat, each.lon, each.text)


@pytest.mark.usefixtures("home")
def test_others_of_the_name_are_offered_and_no_other_names() -> None:
    form = SearchForm({"where": "Paris"})
    assert form.is_valid()
    assert [each.label for each in form.elsewhere()] == ["Paris, South Africa", "Paris, United States"]
    assert len(spots("Paris")) == 8


@pytest.mark.parametrize(
    ("text", "name", "zone"),
    [
        ("60.185,24.950", "Kallio", "Europe/Helsinki"),
        ("60.1699, 24.9384", "Helsinki", "Europe/Helsinki"),
        ("61.9,24.1", "61.9000,24.1000", "Europe/Helsinki"),
        ("-45,-120", "-45.0000,-120.0000", "UTC"),
    ],
)
def test_a_point_is_called_after_the_place_around_it(text: str, name: str, zone: str) -> None:
    point = found(text)
    assert (point.name, point.zone) == (name, zone)
    assert found(point.text) == point


def test_far_out_at_sea_the_days_are_those_of_the_nearest_salon() -> None:
    cast.salon(zone="Pacific/Easter", lat=-27.1, lon=-109.4)
    assert found("-45,-120").zone == "Pacific/Easter"


@pytest.mark.parametrize("text", ["", " ", ",", " , , ", "qqqqzzz", "90.1,0", "0,180.1", "\0"])
def test_what_is_no_place_is_nowhere(text: str) -> None:
    assert spots(text) == []


@pytest.mark.parametrize("text", ["90,180", "-90,-180"])
def test_the_poles_are_places(text: str) -> None:
    assert len(spots(text)) == 1


@pytest.mark.usefixtures("home")
def test_a_name_takes_two_statements_and_a_point_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        spots("Kallio")
    with django_assert_num_queries(1):
        spots("60.185,24.950")


@pytest.mark.usefixtures("home")
def test_a_process_keeps_in_mind_which_town_is_home(
    settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "home"}
    }
    assert home_text() == "Helsinki"
    with django_assert_num_queries(0):
        assert home_text() == "Helsinki"


@pytest.mark.usefixtures("home")
def test_many_commas_take_no_longer_than_a_few() -> None:
    spots("a")
    begun = time.perf_counter()
    spots("a," * 50)
    assert time.perf_counter() - begun < 1.0
