"""What the map asks for: names of places in a rectangle, and pictures from one configured host only."""

import json
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.doors.rates_cast import asked_already
from unknot.web import map

pytestmark = pytest.mark.django_db

HELSINKI = {"south": "60.15", "west": "24.90", "north": "60.20", "east": "25.00"}
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
IMAGES = (
    "import json; from unknot.config import settings; print(json.dumps(settings.CONTENT_SECURITY_POLICY))"
)


def around(client: Client, **changed: str) -> list[list[object]]:
    answer = client.get(reverse("places_around"), {**HELSINKI, **changed})
    assert answer.status_code == 200
    return json.loads(answer.content)  # type: ignore[no-any-return]


def test_the_most_populous_places_come_first_and_lie_within(client: Client) -> None:
    found = around(client)
    assert found[0] == ["Helsinki", 60.17, 24.935]
    assert ["Kallio", 60.184, 24.95] in found
    assert [name for name, lat, lon in found if not (60.15 <= float(str(lat)) <= 60.2)] == []
    assert [name for name, lat, lon in found if not (24.9 <= float(str(lon)) <= 25.0)] == []


def test_an_edge_belongs_to_the_rectangle(client: Client) -> None:
    _, lat, lon = around(client)[0]
    point = {"south": str(lat), "north": str(lat), "west": str(lon), "east": str(lon)}
    assert [name for name, *_ in around(client, **point)] == ["Helsinki"]
    assert around(client, **{**point, "east": "24.9349", "west": "24.9"}) == []


def test_of_the_whole_world_thirty_are_named(client: Client) -> None:
    found = around(client, south="-90", west="-180", north="90", east="180")
    assert (found[0][0], len(found)) == ("Shanghai", 30)


def test_nothing_is_named_in_an_empty_sea(client: Client) -> None:
    assert around(client, south="-60", west="-140", north="-59", east="-139") == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"south": ""}, "south"),
        ({"south": "nan"}, "south"),
        ({"north": "90.01"}, "north"),
        ({"west": "-180.01"}, "west"),
        ({"east": "inf"}, "east"),
        ({"east": "far"}, "east"),
        ({"north": "60.14"}, "north"),
        ({"east": "24.89"}, "east"),
    ],
)
def test_bounds_that_are_none_are_refused_by_their_field(
    client: Client, changed: dict[str, str], field: str
) -> None:
    answer = client.get(reverse("places_around"), {**HELSINKI, **changed})
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_names_may_be_kept_for_a_day_and_refusals_not(client: Client) -> None:
    kept = client.get(reverse("places_around"), HELSINKI)
    refused = client.get(reverse("places_around"), {**HELSINKI, "south": ""})
    assert (kept.headers.get("Cache-Control"), refused.headers.get("Cache-Control")) == (
        "public, max-age=86400",
        None,
    )


def test_names_are_only_read(client: Client) -> None:
    assert client.post(reverse("places_around"), HELSINKI).status_code == 405


def test_one_address_may_look_around_so_often(client: Client, settings: Settings) -> None:
    settings.RATE_LIMIT = True
    asked_already("web.around", 119)
    assert client.get(reverse("places_around"), HELSINKI).status_code == 200
    asked_already("web.around", 120)
    assert client.get(reverse("places_around"), HELSINKI).status_code == 429


def test_a_map_has_tiles_only_when_they_are_configured(settings: Settings) -> None:
    assert map.tiles() is None
    settings.MAP_TILES_URL, settings.MAP_ATTRIBUTION = TILES, "© Somebody"
    assert map.tiles() == map.Tiles(TILES, "© Somebody")


def policy(**environ: str) -> dict[str, list[str]]:
    """The Content-Security-Policy of a process that starts with this environment."""
    said = subprocess.run(
        [sys.executable, "-c", IMAGES],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(said.stdout)["DIRECTIVES"]  # type: ignore[no-any-return]


def test_tiles_open_the_policy_for_images_of_their_origin_and_nothing_else() -> None:
    closed, opened = policy(), policy(UNKNOT_MAP_TILES=TILES, UNKNOT_MAP_ATTRIBUTION="© Somebody")
    assert closed["img-src"] == ["'self'", "data:"]
    assert opened == {**closed, "img-src": ["'self'", "data:", "https://tiles.example.org"]}


def test_a_process_with_half_a_map_does_not_start() -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        policy(UNKNOT_MAP_TILES=TILES, UNKNOT_MAP_ATTRIBUTION="")
    assert "UNKNOT_MAP_ATTRIBUTION: must say whose map it is" in refused.value.stderr
