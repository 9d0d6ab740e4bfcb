"""A program sees what comes with a time that fills a gap, and gets it with the hold and the visit, until it moves."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.doors.api.asking import OUTI, Door, bearer
from tests.doors.gap_room import FIVE_OFF, PILLOW, TEN_PERCENT, GapRoom, choose, close_gap, gap_room
from unknot.core.money.benefit import NOTHING, Benefit
from unknot.plumbing.clock import now

pytestmark = pytest.mark.django_db

WORDS = [
    (FIVE_OFF, {"because": "fills_gap", "off_minor": 500}, 6700),
    (TEN_PERCENT, {"because": "fills_gap", "percent": 10}, 6480),
    (PILLOW, {"because": "fills_gap", "extra": "hot neck pillow"}, 7200),
]


@pytest.fixture
def room() -> GapRoom:
    return gap_room()


def said(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def offer_id(room: GapRoom) -> str:
    return room.place.offers["back_massage"].public_id


def slots(door: Door, room: GapRoom) -> list[dict[str, object]]:
    asked = {"offer": offer_id(room), "from": said(now()), "to": said(now() + timedelta(days=7))}
    found: list[dict[str, object]] = door.get(f"/salons/{room.place.salon.public_id}/slots", asked).json()[
        "slots"
    ]
    return found


@pytest.mark.parametrize(("benefit", "words", "price_minor"), WORDS)
def test_slot_hold_and_appointment_say_the_same(
    door: Door, room: GapRoom, benefit: Benefit, words: dict[str, object], price_minor: int
) -> None:
    choose(room, benefit)
    assert {each["starts_at"]: each["benefit"] for each in slots(door, room) if "benefit" in each} == {
        said(room.gap): words
    }
    held = door.post("/holds", {"offer": offer_id(room), "starts_at": said(room.gap)}).json()
    assert (held["benefit"], held["price_minor"], held["currency"]) == (words, price_minor, "EUR")
    close_gap(room)
    made = door.post("/appointments", {"hold": held["id"], "token": held["token"], "client": OUTI}).json()
    assert (made["benefit"], made["offer"]["price_minor"]) == (words, price_minor)

    path = f"/appointments/{made['id']}/time"
    moved = door.put(path, {"starts_at": said(room.plain)}, **bearer(made["token"])).json()
    assert "benefit" not in moved
    assert moved["offer"]["price_minor"] == 7200


def test_search_says_it_too(door: Door, room: GapRoom) -> None:
    opens, closes = said(room.gap - timedelta(minutes=5)), said(room.gap + timedelta(minutes=5))
    asked = {
        "near": "60.18,24.95",
        "treatment": "back_massage",
        "duration_min": "60",
        "from": opens,
        "to": closes,
    }
    (result,) = door.get("/search", asked).json()["results"]
    assert [each["benefit"] for each in result["slots"]] == [{"because": "fills_gap", "off_minor": 500}]


def test_where_nothing_is_given_nothing_is_said(door: Door, room: GapRoom) -> None:
    choose(room, NOTHING)
    assert [each for each in slots(door, room) if "benefit" in each] == []
    held = door.post("/holds", {"offer": offer_id(room), "starts_at": said(room.gap)}).json()
    assert "benefit" not in held
    assert held["price_minor"] == 7200


def test_nothing_that_is_sent_is_given(door: Door, room: GapRoom) -> None:
    wish = {"offer": offer_id(room), "starts_at": said(room.plain), "benefit": {"off_minor": 7000}}
    assert door.post("/holds", wish).status_code == 422
