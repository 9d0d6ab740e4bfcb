"""The offline table of places."""

import gzip
import math

import pytest

from unknot.knowledge.places import (
    TABLE,
    Place,
    country_names,
    distance_km,
    find_places,
    larger_near,
    nearest,
    places_in,
    town_of,
)


def first(text: str) -> Place:
    return find_places(text, limit=1)[0]


@pytest.mark.parametrize(
    "typed", ["Helsinki", "helsinki", "  HELSINKI ", "helsingfors", "Хельсинки", "stadi"]
)
def test_helsinki_is_found_by_every_name_people_give_it(typed: str) -> None:
    place = first(typed)
    assert (place.name, place.country, place.zone) == ("Helsinki", "FI", "Europe/Helsinki")
    assert math.dist((place.lat, place.lon), (60.17, 24.935)) < 0.001


@pytest.mark.parametrize("typed", ["Kööpenhamina", "kööpen", "KOOPENHAMINA"])
def test_accents_may_be_left_out_and_the_matching_name_comes_back(typed: str) -> None:
    assert (first(typed).name, first(typed).matched) == ("Copenhagen", "Kööpenhamina")


@pytest.mark.parametrize(
    ("typed", "name"), [("kobenhavn", "Copenhagen"), ("odense", "Odense"), ("lodz", "Łódź")]
)
def test_letters_that_unicode_keeps_whole_are_taken_apart(typed: str, name: str) -> None:
    assert first(typed).name == name


def test_the_districts_of_helsinki_are_places_of_their_own() -> None:
    for name in ("Kallio", "Kamppi", "Eira", "Herttoniemi", "Katajanokka"):
        place = first(name)
        assert (place.name, place.country) == (name, "FI")
        assert math.dist((place.lat, place.lon), (60.17, 24.94)) < 0.2


def test_a_word_inside_a_name_is_found_after_everything_else() -> None:
    assert {place.name for place in find_places("töölö")} == {"Taka-Töölö", "Etu-Töölö"}


def test_whole_names_come_before_beginnings_and_populous_places_before_small_ones() -> None:
    found = find_places("hel", limit=3)
    assert [place.name for place in found] == ["Helsinki", "Helsingborg", "Helong"]
    assert first("paris").country == "FR"


def test_what_is_near_comes_first_when_asked_for() -> None:
    assert first("kal").country != "FI"
    assert find_places("kal", limit=1, near=(60.17, 24.94))[0].name == "Kallio"
    assert [place.country for place in find_places("paris", limit=2, near=(33.6, -95.5))] == ["US", "FR"]


@pytest.mark.parametrize("typed", ["", "   ", "|", "-", "xyzzyx", "\0", "\t", "\n|", "%", "a" * 100_000])
def test_nothing_is_found_for_what_is_no_name(typed: str) -> None:
    assert find_places(typed) == []


@pytest.mark.parametrize("limit", [0, 1, 8, 9])
def test_no_more_places_come_back_than_were_asked_for(limit: int) -> None:
    assert len(find_places("a", limit=limit)) == limit


def test_a_country_lists_its_places_by_population() -> None:
    finland = places_in("FI")
    assert len(finland) == 930
    assert [place.name for place in finland[:3]] == ["Helsinki", "Espoo", "Tampere"]
    assert {place.country for place in finland} == {"FI"}
    assert places_in("XX") == []


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Kallio", "Helsinki"),
        ("Lauttasaari", "Helsinki"),
        ("Tapiola", None),
        ("Porvoo", None),
        ("Helsinki", None),
        ("Pohjois-Hervanta", None),
        ("Brazzaville", None),
    ],
)
def test_a_part_in_the_middle_of_a_much_larger_town_knows_it(name: str, town: str | None) -> None:
    found = town_of(first(name))
    assert (found.name if found else None) == town


def test_a_place_is_told_from_its_namesakes_by_the_next_larger_one() -> None:
    springfield = find_places("springfield", near=(39.8, -89.6))[0]
    larger = larger_near(springfield, within_km=150)
    assert larger is not None
    assert (larger.name, larger.population > springfield.population) == ("Peoria", True)
    assert larger_near(springfield, within_km=50) is None
    assert larger_near(first("Shanghai"), within_km=150) is None


def test_the_nearest_place_is_found_within_a_distance() -> None:
    kallio = nearest(60.1841, 24.9497, within_km=5)
    assert kallio is not None
    assert kallio.name == "Kallio"
    away = distance_km((0.0, -30.0), (0.0, -29.0))
    assert away == pytest.approx(111.19, abs=0.01)
    assert nearest(0.0, -30.0, within_km=5) is None


def test_every_country_of_the_table_has_a_name() -> None:
    rows = gzip.decompress(TABLE.read_bytes()).decode().splitlines()[1:]
    assert {row.split("\t")[1] for row in rows} - set(country_names()) == {"XK"}
    assert country_names()["FI"] == "Finland"


def test_the_table_stays_small_and_carries_no_time_stamp() -> None:
    packed = TABLE.read_bytes()
    assert len(packed) < 1_500_000
    assert packed[4:8] == bytes(4)
    rows = gzip.decompress(packed).decode().splitlines()
    assert len(rows) == 35_371
    populations = [int(row.split("\t")[4]) for row in rows[1:]]
    assert populations == sorted(populations, reverse=True)
