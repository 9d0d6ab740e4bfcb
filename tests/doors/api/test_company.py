"""A program books for two at once, and two treatments in a row: all or nothing, repeatable, each with its own token."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.doors.api.asking import OUTI, Door, bearer, fields, problem
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Claim, Hold
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db

PETRI = {"name": "Petri Virta", "email": "petri@example.org"}


def two(place: cast.Place) -> dict[str, Any]:
    return {"offer": place.offers["back_massage"].public_id, "two": True}


def row(place: cast.Place) -> dict[str, Any]:
    return {"offer": place.offers["back_massage"].public_id, "then": place.offers["facial"].public_id}


def starts(door: Door, place: cast.Place, company: dict[str, Any]) -> list[dict[str, Any]]:
    asked = {name: str(value).lower() if value is True else value for name, value in company.items()}
    found = door.get(f"/salons/{place.salon.public_id}/slots", asked)
    assert found.status_code == 200, found.content
    return list(found.json()["slots"])


def held(door: Door, place: cast.Place, company: dict[str, Any], at: int = 0) -> dict[str, Any]:
    answer = door.post("/holds", {**company, "starts_at": starts(door, place, company)[at]["starts_at"]})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def confirmed(door: Door, kept: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"hold": kept["id"], "token": kept["token"], "client": OUTI, **more}
    answer = door.post("/appointments", body)
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_two_at_once_are_held_with_who_gives_what(door: Door, place: cast.Place) -> None:
    kept = held(door, place, two(place))
    assert sorted(each["practitioner"]["name"] for each in kept["parts"]) == ["Aino", "Mikael"]
    assert {each["starts_at"] for each in kept["parts"]} == {kept["starts_at"]}
    assert kept["starts_at"] not in [each["starts_at"] for each in starts(door, place, two(place))]
    assert door.delete(f"/holds/{kept['id']}", **bearer(kept["token"])).status_code == 204
    assert Claim.objects.count() == 0


def test_a_hold_of_two_becomes_two_visits_each_with_its_token(door: Door, place: cast.Place) -> None:
    visit = confirmed(door, held(door, place, two(place)), companion={"name": "Petri"})
    (beside,) = visit["together"]
    assert (visit["client"]["name"], beside["client"]["name"]) == ("Outi Laine", "Petri")
    assert beside["manage_url"] == f"http://testserver/v/{beside['id']}.{beside['token']}"
    seen = door.get(f"/appointments/{beside['id']}", **bearer(beside["token"])).json()
    assert ([each["id"] for each in seen["together"]], "token" in seen["together"][0]) == (
        [visit["id"]],
        False,
    )
    assert list(audit.findings()) == []


def test_nobody_has_to_say_who_comes_along(door: Door, place: cast.Place) -> None:
    (beside,) = confirmed(door, held(door, place, two(place)))["together"]
    assert beside["client"]["name"] == "Outi Laine +1"
    assert Appointment.objects.get(public_id=beside["id"]).borrows_address


def test_who_has_an_address_of_her_own_has_her_token_for_herself(door: Door, place: cast.Place) -> None:
    (beside,) = confirmed(door, held(door, place, two(place)), companion=PETRI)["together"]
    assert (beside["client"]["name"], "token" in beside, "manage_url" in beside) == (
        "Petri Virta",
        False,
        False,
    )


def test_two_in_a_row_are_the_same_clients_and_move_and_go_together(door: Door, place: cast.Place) -> None:
    visit = confirmed(door, held(door, place, row(place)))
    (after,) = visit["together"]
    assert (after["client"], after["starts_at"]) == ({"name": "Outi Laine"}, visit["ends_at"])
    later = starts(door, place, row(place))[3]["starts_at"]
    mine = bearer(visit["token"])
    moved = door.put(f"/appointments/{visit['id']}/time", {"starts_at": later}, **mine).json()
    assert (moved["starts_at"], moved["together"][0]["starts_at"]) == (later, moved["ends_at"])
    gone = door.post(f"/appointments/{visit['id']}/cancellation", **mine).json()
    assert (gone["status"], gone["together"]) == ("cancelled", [])
    assert Claim.objects.count() == 0


def test_in_any_order_a_start_says_whether_the_other_comes_first(door: Door, place: cast.Place) -> None:
    for name in ("Aino", "Mikael"):
        day = datetime.fromisoformat(starts(door, place, row(place))[0]["starts_at"])
        actions.block(
            resource=place.people[name],
            starts_at=clock.now(),
            ends_at=day + timedelta(hours=1),
            by="desk",
            clock=clock.now,
        )
    asked = {**row(place), "any_order": True}
    turned = [each["starts_at"] for each in starts(door, place, asked) if each["turned"]]
    assert turned[0] not in [each["starts_at"] for each in starts(door, place, row(place))]
    kept = held(door, place, asked)
    facial, back = place.offers["facial"].public_id, place.offers["back_massage"].public_id
    assert (kept["starts_at"], [each["offer"] for each in kept["parts"]]) == (turned[0], [facial, back])


@pytest.mark.parametrize("company", [two, row])
def test_they_are_booked_at_once_and_a_repeat_gets_the_first_answer(
    door: Door, place: cast.Place, company: Any
) -> None:
    wish = {**company(place), "client": OUTI}
    wish["starts_at"] = starts(door, place, company(place))[0]["starts_at"]
    first, again = (door.post("/appointments", wish, idempotency_key="same") for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["together"][0]["token"]
    assert Appointment.objects.count() == 2
    other = door.post("/appointments", {**wish, "client": PETRI}, idempotency_key="same")
    assert problem(other) == (422, "idempotency_mismatch")
    assert problem(door.post("/appointments", wish)) == (409, "slot_taken")
    assert list(audit.findings()) == []


@pytest.mark.parametrize(("company", "wholly_min"), [(two, 60), (row, 105)])
def test_a_taken_start_comes_with_three_at_which_all_can_be_had(
    door: Door, place: cast.Place, company: Any, wholly_min: int
) -> None:
    wish = {**company(place), "starts_at": starts(door, place, company(place))[2]["starts_at"]}
    assert door.post("/holds", wish).status_code == 201
    free = [each["starts_at"] for each in starts(door, place, company(place))]
    for taken in (door.post("/holds", wish), door.post("/appointments", {**wish, "client": OUTI})):
        assert problem(taken) == (409, "slot_taken")
        near = taken.json()["alternatives"]
        wanted = datetime.fromisoformat(wish["starts_at"])
        by_distance = sorted(free, key=lambda start: abs(datetime.fromisoformat(start) - wanted))
        assert [each["starts_at"] for each in near] == sorted(by_distance[:3])
        for each in near:
            lasts = datetime.fromisoformat(each["ends_at"]) - datetime.fromisoformat(each["starts_at"])
            assert lasts >= timedelta(minutes=wholly_min)
            again = {**company(place), "starts_at": each["starts_at"]}
            kept = door.post("/holds", {**again, "practitioner": each["practitioner"]["id"]})
            assert kept.status_code == 201
            door.delete(f"/holds/{kept.json()['id']}", **bearer(kept.json()["token"]))


def test_a_repeat_does_not_tell_a_token_that_has_become_somebody_elses(door: Door, place: cast.Place) -> None:
    wish = {**two(place), "client": OUTI, "starts_at": starts(door, place, two(place))[0]["starts_at"]}
    (before,) = door.post("/appointments", wish, idempotency_key="same").json()["together"]
    visit = Appointment.objects.get(public_id=before["id"])
    actions.introduce(visit, name="Petri", email="petri@example.org", phone="", clock=clock.now)
    (after,) = door.post("/appointments", wish, idempotency_key="same").json()["together"]
    assert (after["id"], "token" in after, "manage_url" in after) == (before["id"], False, False)


def test_what_does_not_go_together_is_named(door: Door, place: cast.Place) -> None:
    at = {"starts_at": starts(door, place, two(place))[0]["starts_at"]}
    both = {**two(place), **row(place), **at}
    assert fields(door.post("/holds", both)) == ["then"]
    assert fields(door.post("/holds", {**row(place), **at, "then": "0000000000000000"})) == ["then"]
    assert fields(door.post("/holds", {**two(place), **at, "any_order": True})) == ["any_order"]
    assert fields(door.post("/holds", {**two(place), **at, "two": "true"})) == ["two"]
    alone = {"offer": two(place)["offer"], **at, "client": OUTI, "companion": PETRI}
    assert fields(door.post("/appointments", alone)) == ["companion"]
    wrong = {**two(place), **at, "client": OUTI, "companion": {"email": "not one"}}
    assert fields(door.post("/appointments", wrong)) == ["companion.email"]
    path = f"/salons/{place.salon.public_id}/slots"
    assert fields(door.get(path, {"offer": at and two(place)["offer"], "two": "True"})) == ["two"]
    assert Hold.objects.count() == 0
