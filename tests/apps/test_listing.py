"""Places of a map become listings that wait to be claimed; the same file twice changes nothing."""

import json
from pathlib import Path

import osmium  # type: ignore[import-not-found,unused-ignore]
import pytest
from django.test import Client as Browser
from django.urls import reverse

from unknot.gateways.osm import UnreadableMap, places
from unknot.salons.listing import list_places
from unknot.salons.models import Salon, WeeklyHours

pytestmark = pytest.mark.django_db

EXTRACT = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="hand">
  <node id="1" lat="60.1841" lon="24.9497" version="1"><tag k="shop" v="massage"/><tag k="name" v="Hieronta Aalto"/>
    <tag k="opening_hours" v="Mo-Fr 09:00-17:00; PH off"/><tag k="addr:street" v="Fleminginkatu"/>
    <tag k="addr:housenumber" v="7"/><tag k="addr:postcode" v="00530"/><tag k="phone" v="+358401234567"/></node>
  <node id="2" lat="60.1850" lon="24.9500" version="1"><tag k="shop" v="bakery"/><tag k="name" v="Leipä"/></node>
  <node id="3" lat="60.1860" lon="24.9510" version="1"><tag k="shop" v="beauty"/></node>
  <node id="4" lat="60.1870" lon="24.9520" version="1"/><node id="5" lat="60.1880" lon="24.9540" version="1"/>
  <node id="6" lat="60.1890" lon="24.9550" version="1"><tag k="leisure" v="spa"/><tag k="name" v="Kylpylä"/>
    <tag k="opening_hours" v="sunrise-sunset"/></node>
  <way id="9" version="1"><nd ref="4"/><nd ref="5"/><tag k="healthcare" v="alternative"/>
    <tag k="healthcare:speciality" v="massage;reiki"/><tag k="name" v="Talo"/></way>
</osm>
"""


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "helsinki.osm"
    path.write_text(EXTRACT, encoding="utf-8")
    return path


def test_places_become_listings_with_their_hours(extract: Path) -> None:
    made = list_places(places(extract), take=True)
    assert (made.new, made.hours_known, made.left) == (3, 1, [("node/3", "no_name")])
    aalto = Salon.objects.get(osm="node/1")
    assert (aalto.name, aalto.address, aalto.zone, aalto.currency, aalto.country, aalto.phone) == (
        "Hieronta Aalto",
        "Fleminginkatu 7, 00530 Helsinki",
        "Europe/Helsinki",
        "EUR",
        "FI",
        "",
    )
    assert (WeeklyHours.objects.filter(salon=aalto).count(), aalto.closed_on_public_holidays) == (5, True)
    assert Salon.objects.get(osm="node/6").hours_source == "unknown"
    talo = Salon.objects.get(osm="way/9")
    assert (round(talo.lat, 4), round(talo.lon, 4)) == (60.1875, 24.953)
    assert not (talo.offers.exists() or talo.memberships.exists())
    page = Browser().get(reverse("salon", args=[talo.public_id])).content.decode()
    assert "It is listed from OpenStreetMap, and waits for its owner." in page


def test_the_same_file_twice_changes_nothing(extract: Path) -> None:
    list_places(places(extract), take=True)
    Salon.objects.filter(osm="node/1").update(name="Renamed by its owner")
    again = list_places(places(extract), take=True)
    assert (again.new, again.before, Salon.objects.count()) == (0, 3, 3)
    assert Salon.objects.get(osm="node/1").name == "Renamed by its owner"


def test_a_look_lists_nothing(extract: Path) -> None:
    assert (list_places(places(extract), take=False).new, Salon.objects.count()) == (3, 0)


def test_pbf_and_geojson_say_the_same_as_xml(extract: Path) -> None:
    pbf = extract.with_suffix(".osm.pbf")
    with osmium.SimpleWriter(str(pbf)) as writer:
        for each in osmium.FileProcessor(str(extract)):
            writer.add(each)
    told = list(places(extract))
    features = [
        {
            "type": "Feature",
            "id": each.osm,
            "geometry": {"type": "Point", "coordinates": [each.lon, each.lat]},
            "properties": {
                "shop": "massage",
                "name": each.name,
                "opening_hours": each.opening_hours,
                "addr:street": each.street,
                "addr:postcode": each.postcode,
            },
        }
        for each in told
    ]
    geojson = extract.with_suffix(".geojson")
    geojson.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert list(places(pbf)) == told
    assert list(places(geojson)) == told


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.osm", "no xml"), ("a.osm.pbf", "no pbf"), ("a.geojson", "{"), ("a.geojson", "[]"), ("a.txt", "x")],
)
def test_a_broken_file_is_refused_and_nothing_is_listed(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableMap):
        list_places(places(path), take=True)
    assert Salon.objects.count() == 0


def test_an_extract_that_breaks_off_lists_nothing(extract: Path) -> None:
    extract.write_text(EXTRACT[: EXTRACT.index("<way")], encoding="utf-8")
    with pytest.raises(UnreadableMap):
        list_places(places(extract), take=True)
    assert Salon.objects.count() == 0
