"""A program lengthens a treatment by add-ons: shown with the offer, asked for with times, kept with what is booked."""

from typing import Any

import pytest

from tests import cast
from tests.doors.api.asking import OUTI, Door, bearer, fields
from unknot.diary import audit
from unknot.diary.models import Hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(place: cast.Place) -> dict[str, Any]:
    made = cast.add_on(place)
    return {"id": made.public_id, "name": made.name, "duration_min": 15, "price_minor": 1200}


def slots(door: Door, place: cast.Place, **more: str) -> list[dict[str, Any]]:
    asked = {"offer": place.offers["back_massage"].public_id, **more}
    found = door.get(f"/salons/{place.salon.public_id}/slots", asked)
    assert found.status_code == 200, found.content
    return list(found.json()["slots"])


def test_an_offer_tells_its_add_ons(door: Door, place: cast.Place, tea: dict[str, Any]) -> None:
    offers = door.get(f"/salons/{place.salon.public_id}/offers").json()["offers"]
    assert [each["add_ons"] for each in offers] == [[tea], []]


def test_times_and_visits_with_them_are_longer_and_dearer(
    door: Door, place: cast.Place, tea: dict[str, Any]
) -> None:
    plain, longer = slots(door, place), slots(door, place, add_ons=tea["id"])
    assert {each["starts_at"] for each in longer} < {each["starts_at"] for each in plain}
    wish = {"offer": place.offers["back_massage"].public_id, "add_ons": [tea["id"]]}
    kept = door.post("/holds", {**wish, "starts_at": longer[0]["starts_at"]}).json()
    assert kept["ends_at"] == longer[0]["ends_at"]
    visit = door.post("/appointments", {"hold": kept["id"], "token": kept["token"], "client": OUTI}).json()
    at_once = door.post(
        "/appointments", {**wish, "starts_at": longer[-1]["starts_at"], "client": OUTI}
    ).json()
    for booked in (visit, at_once):
        sold = booked["offer"]
        assert (sold["duration_min"], sold["price_minor"], sold["added"]) == (75, 8400, [tea])
    seen = door.get(f"/appointments/{visit['id']}", **bearer(visit["token"])).json()
    assert seen["offer"] == visit["offer"]
    assert list(audit.findings()) == []


def test_for_two_both_have_them(door: Door, place: cast.Place, tea: dict[str, Any]) -> None:
    start = slots(door, place, two="true", add_ons=tea["id"])[0]["starts_at"]
    wish = {"offer": place.offers["back_massage"].public_id, "two": True, "add_ons": [tea["id"]]}
    assert door.post("/holds", {**wish, "starts_at": start}).status_code == 201
    assert [len(each.extras) for each in Hold.objects.all()] == [1, 1]


def test_what_an_offer_does_not_have_is_named(door: Door, place: cast.Place, tea: dict[str, Any]) -> None:
    at = {"starts_at": slots(door, place)[0]["starts_at"]}
    facial = {"offer": place.offers["facial"].public_id, **at, "add_ons": [tea["id"]]}
    assert fields(door.post("/holds", facial)) == ["add_ons"]
    back = {"offer": place.offers["back_massage"].public_id, **at}
    assert fields(door.post("/holds", {**back, "add_ons": tea["id"]})) == ["add_ons"]
    assert fields(door.post("/holds", {**back, "add_ons": [str(n) for n in range(11)]})) == ["add_ons"]
    assert fields(door.post("/holds", {**back, "add_ons": [1]})) == ["add_ons"]
    path = f"/salons/{place.salon.public_id}/slots"
    assert fields(door.get(path, {"offer": back["offer"], "add_ons": "nobody,"})) == ["add_ons"]
