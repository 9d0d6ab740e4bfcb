"""A program finds, holds, books, moves and cancels a visit."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tests import cast
from tests.doors.api.asking import OUTI, Door, bearer, problem
from unknot.diary import audit
from unknot.diary.models import Appointment, Claim, Hold
from unknot.people.models import Client
from unknot.plumbing.clock import now

pytestmark = pytest.mark.django_db

HERE = {"near": "60.1699,24.9384", "treatment": "facial", "duration_min": "60"}


def said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def test_a_search_shows_a_salon_with_its_next_three_starts(
    door: Door, place: cast.Place, free: list[datetime]
) -> None:
    found = door.get("/search", HERE)

    assert found.status_code == 200
    (result,) = found.json()["results"]
    assert result["salon"] == {
        "id": place.salon.public_id,
        "name": "Hiljainen Huone",
        "lat": 60.1841,
        "lon": 24.9497,
        "zone": "Europe/Helsinki",
    }
    assert result["distance_m"] == 1698
    offer = {"treatment": "facial", "duration_min": 60, "price_minor": 8000, "currency": "EUR"}
    assert {key: result["offer"][key] for key in offer} == offer
    sanna = {"id": place.people["Sanna"].public_id, "name": "Sanna"}
    assert result["slots"] == [
        {"starts_at": said(at), "ends_at": said(at + timedelta(hours=1)), "practitioner": sanna}
        for at in free[:3]
    ]


def test_a_salon_its_offers_and_its_slots(door: Door, place: cast.Place, free: list[datetime]) -> None:
    path = f"/salons/{place.salon.public_id}"
    facial = place.offers["facial"]
    month = {"offer": facial.public_id, "from": said(now()), "to": said(now() + timedelta(days=31))}

    assert door.get(path).json()["address"] == "Fleminginkatu 7, 00530 Helsinki"
    offers = door.get(f"{path}/offers").json()["offers"]
    assert [offer["treatment"] for offer in offers] == ["back_massage", "facial"]
    slots = door.get(f"{path}/slots", month).json()["slots"]
    assert [slot["starts_at"] for slot in slots[: len(free)]] == [said(at) for at in free]
    aino = {**month, "practitioner": place.people["Aino"].public_id}
    assert door.get(f"{path}/slots", aino).json() == {"slots": []}


def test_a_slot_is_held_confirmed_moved_and_cancelled(
    door: Door, place: cast.Place, free: list[datetime]
) -> None:
    offer = place.offers["facial"].public_id
    held = door.post("/holds", {"offer": offer, "starts_at": said(free[0])})
    assert held.status_code == 201
    kept = held.json()
    assert timedelta(minutes=9) < datetime.fromisoformat(kept["expires_at"]) - now() <= timedelta(minutes=10)

    body = {"hold": kept["id"], "token": kept["token"], "client": OUTI, "focus": ["shoulder_top_left"]}
    booked = door.post("/appointments", body)
    assert booked.status_code == 201
    visit = booked.json()
    assert [visit["starts_at"], visit["status"], visit["focus"]] == [
        said(free[0]),
        "booked",
        ["shoulder_top_left"],
    ]
    assert visit["manage_url"] == f"http://testserver/v/{visit['id']}.{visit['token']}"
    mine = bearer(visit["token"])
    assert door.get(f"/appointments/{visit['id']}", **mine).json()["client"] == {"name": "Outi Laine"}

    moved = door.put(f"/appointments/{visit['id']}/time", {"starts_at": said(free[8])}, **mine)
    assert [moved.status_code, moved.json()["starts_at"], moved.json()["sequence"]] == [200, said(free[8]), 1]
    for _ in range(2):
        cancelled = door.post(f"/appointments/{visit['id']}/cancellation", **mine)
        assert [cancelled.status_code, cancelled.json()["status"]] == [200, "cancelled"]
    assert Claim.objects.count() == 0
    assert problem(door.put(f"/appointments/{visit['id']}/time", {"starts_at": said(free[0])}, **mine)) == (
        409,
        "not_changeable",
    )


def test_a_slot_is_booked_at_once(door: Door, place: cast.Place, free: list[datetime]) -> None:
    body = {"offer": place.offers["facial"].public_id, "starts_at": said(free[0]), "client": OUTI}
    named = {**body, "practitioner": place.people["Sanna"].public_id, "starts_at": said(free[4])}

    assert [door.post("/appointments", wish).status_code for wish in (body, named)] == [201, 201]
    assert list(audit.findings()) == []


def test_a_taken_start_comes_with_three_alternatives(
    door: Door, place: cast.Place, free: list[datetime]
) -> None:
    body = {"offer": place.offers["facial"].public_id, "starts_at": said(free[4])}
    door.post("/holds", body)

    for taken in (door.post("/holds", body), door.post("/appointments", {**body, "client": OUTI})):
        assert problem(taken) == (409, "slot_taken")
        near = [slot["starts_at"] for slot in taken.json()["alternatives"]]
        assert len(near) == 3
        assert said(free[4]) not in near
        assert set(near) <= {said(at) for at in free}
    assert [Hold.objects.count(), Client.objects.count()] == [1, 0]


def test_a_start_that_never_was_says_why(door: Door, place: cast.Place, free: list[datetime]) -> None:
    facial, aino = place.offers["facial"].public_id, place.people["Aino"].public_id
    night = (free[0].astimezone(cast.HELSINKI) + timedelta(days=1)).replace(hour=1, minute=0)
    last = next(start for start, later in pairwise(free) if later - start > timedelta(hours=1))
    inside = next(start for start, later in pairwise(free) if later - start < timedelta(hours=1))
    reasons = [
        ({"starts_at": said(now())}, "too_soon"),
        ({"starts_at": said(now() + timedelta(days=80))}, "too_far"),
        ({"starts_at": said(last + timedelta(minutes=5))}, "closed"),
        ({"starts_at": said(inside + timedelta(minutes=5))}, "off_grid"),
        ({"starts_at": said(inside + timedelta(seconds=1))}, "off_grid"),
        ({"starts_at": said(free[0]), "practitioner": aino}, "no_skill"),
        ({"starts_at": said(night.astimezone(UTC))}, "closed"),
    ]
    for wish, reason in reasons:
        refused = door.post("/holds", {"offer": facial, **wish})
        assert problem(refused) == (409, "not_bookable")
        assert refused.json()["reason"] == reason
    assert Hold.objects.count() == 0


def test_a_hold_is_released_by_its_token_only(door: Door, place: cast.Place, free: list[datetime]) -> None:
    held = door.post("/holds", {"offer": place.offers["facial"].public_id, "starts_at": said(free[0])}).json()
    path = f"/holds/{held['id']}"

    strangers = [{}, bearer("wrong"), {"authorization": held["token"]}, bearer(held["token"] + "x")]
    assert [problem(door.delete(path, **who)) for who in strangers] == [(404, "not_found")] * 4
    assert door.delete(path, **bearer(held["token"])).status_code == 204
    assert problem(door.delete(path, **bearer(held["token"]))) == (404, "not_found")
    assert Claim.objects.count() == 0


def test_an_appointment_opens_to_its_token_only(door: Door, place: cast.Place, free: list[datetime]) -> None:
    wish = {"offer": place.offers["facial"].public_id, "starts_at": said(free[0]), "client": OUTI}
    visit, other = door.post("/appointments", wish).json(), None
    other = door.post("/appointments", {**wish, "starts_at": said(free[4])}).json()
    path, new = f"/appointments/{visit['id']}", {"starts_at": said(free[8])}

    for who in ({}, bearer("wrong"), bearer(other["token"])):
        asked = [door.get(path, **who), door.put(f"{path}/time", new, **who)]
        asked.append(door.post(f"{path}/cancellation", **who))
        unknown = door.get("/appointments/0000000000000000", **who)
        assert [problem(answer) for answer in asked] == [(404, "not_found")] * 3
        assert unknown.content == asked[0].content
    assert Appointment.objects.filter(status="booked").count() == 2


def test_a_confirmed_hold_cannot_be_confirmed_again(
    door: Door, place: cast.Place, free: list[datetime]
) -> None:
    held = door.post("/holds", {"offer": place.offers["facial"].public_id, "starts_at": said(free[0])}).json()
    body = {"hold": held["id"], "token": held["token"], "client": OUTI}

    answers = [door.post("/appointments", body) for _ in range(2)]

    assert answers[0].status_code == 201
    assert problem(answers[1]) == (409, "hold_used")
    assert Appointment.objects.count() == 1


def test_the_clients_language_is_remembered(door: Door, place: cast.Place, free: list[datetime]) -> None:
    wish = {"offer": place.offers["facial"].public_id, "starts_at": said(free[0]), "client": OUTI}

    door.post("/appointments", wish, accept_language="fi-FI,fi;q=0.9")

    assert Client.objects.get().language == "fi"
