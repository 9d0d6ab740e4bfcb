"""Keys, limits, statements and failures: what is the same for every operation."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from psycopg import errors

from tests import cast
from tests.doors.api.asking import OUTI, Door, fields, problem
from tests.doors.rates_cast import asked_already
from unknot.api import door as frame
from unknot.api import failures
from unknot.diary.models import Appointment, Hold
from unknot.plumbing.clock import now
from unknot.plumbing.models import IdempotentAnswer
from unknot.salons.models import Offer, Salon

pytestmark = pytest.mark.django_db

KEY = "5f1c3a52-64f9-4a5b-9d7c-1f0d0b7d3f10"


@pytest.fixture
def wish(place: cast.Place, free: list[datetime]) -> dict[str, Any]:
    return {"offer": place.offers["facial"].public_id, "starts_at": free[0].isoformat(), "client": OUTI}


def test_a_repeat_returns_the_first_answer_with_its_secrets(door: Door, wish: dict[str, Any]) -> None:
    first = door.post("/appointments", wish, idempotency_key=KEY)
    Offer.objects.update(is_active=False)
    again = door.post("/appointments", wish, idempotency_key=KEY)

    assert [first.status_code, again.status_code] == [201, 201]
    assert again.json() == first.json()
    assert Appointment.objects.count() == 1
    kept = IdempotentAnswer.objects.get().answer
    assert kept.keys() & {"token", "manage_url"} == set()


def test_a_refusal_is_repeated_too(door: Door, wish: dict[str, Any]) -> None:
    slot = {"offer": wish["offer"], "starts_at": wish["starts_at"]}
    held = door.post("/holds", slot).json()
    refused = door.post("/appointments", wish, idempotency_key=KEY)
    door.delete(f"/holds/{held['id']}", authorization=f"Bearer {held['token']}")

    again = door.post("/appointments", wish, idempotency_key=KEY)

    assert problem(refused) == problem(again) == (409, "slot_taken")
    assert again.json() == refused.json()


def test_another_body_under_the_key_is_refused(door: Door, wish: dict[str, Any]) -> None:
    door.post("/appointments", wish, idempotency_key=KEY)

    other = door.post("/appointments", {**wish, "client": {**OUTI, "name": "Eve"}}, idempotency_key=KEY)

    assert problem(other) == (422, "idempotency_mismatch")
    assert Appointment.objects.count() == 1


def test_bad_input_does_not_use_the_key_up(door: Door, wish: dict[str, Any]) -> None:
    assert fields(door.post("/appointments", {**wish, "offer": "x"}, idempotency_key=KEY)) == ["offer"]

    assert door.post("/appointments", wish, idempotency_key=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "sp ace", "ä"])
def test_a_key_is_visible_ascii(door: Door, wish: dict[str, Any], key: str) -> None:
    assert fields(door.post("/appointments", wish, idempotency_key=key)) == ["Idempotency-Key"]
    assert Appointment.objects.count() == 0


def test_holds_take_keys_and_the_longest_key_will_do(door: Door, wish: dict[str, Any]) -> None:
    slot = {"offer": wish["offer"], "starts_at": wish["starts_at"]}

    answers = [door.post("/holds", slot, idempotency_key="x" * 255) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Hold.objects.count() == 1


@pytest.mark.parametrize("name", ["reads", "writes"])
def test_requests_are_counted_for_each_address(
    door: Door, place: cast.Place, settings: LazySettings, name: str
) -> None:
    settings.RATE_LIMIT = True
    limit = {"reads": frame.READS_A_MIN, "writes": frame.WRITES_A_MIN}[name]
    path = f"/salons/{place.salon.public_id}" if name == "reads" else "/holds"
    ask = door.get if name == "reads" else door.post

    asked_already(f"api {name}", limit - 1)
    assert ask(path).status_code == (200 if name == "reads" else 422)
    asked_already(f"api {name}", limit)
    refused = ask(path)
    assert problem(refused) == (429, "rate_limited")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert door.http.get("/api/v1/openapi.json", REMOTE_ADDR="203.0.113.9").status_code == 200


def test_an_address_keeps_ten_slots_and_not_eleven(
    door: Door, place: cast.Place, free: list[datetime], settings: LazySettings
) -> None:
    settings.RATE_LIMIT = True
    starts = free[::4]
    offer = place.offers["facial"].public_id

    answers = [door.post("/holds", {"offer": offer, "starts_at": at.isoformat()}) for at in starts[:11]]

    assert [answer.status_code for answer in answers[:10]] == [201] * 10
    assert problem(answers[10]) == (429, "too_many_holds")


def test_statements_do_not_grow_with_what_is_shown(door: Door) -> None:
    """A search makes three, and one more where fewer than three starts are left in the first two days."""
    query = {"near": "60.1699,24.9384", "treatment": "facial", "duration_min": "60", "limit": "100"}
    counts = []
    for wanted in (1, 30):
        while Salon.objects.count() < wanted:
            place = cast.hiljainen_huone(now())
        with CaptureQueriesContext(connection) as asked:
            assert len(door.get("/search", query).json()["results"]) == wanted
        counts.append(len(asked))
    month = {
        "offer": place.offers["facial"].public_id,
        "from": now().isoformat(),
        "to": (now() + timedelta(days=31)).isoformat(),
    }
    with CaptureQueriesContext(connection) as asked:
        assert len(door.get(f"/salons/{place.salon.public_id}/slots", month).json()["slots"]) > 500

    assert counts[0] == counts[1] <= 4
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("cause", "error", "expected"),
    [
        (errors.LockNotAvailable(), OperationalError(), (503, "busy")),
        (errors.DeadlockDetected(), OperationalError(), (503, "busy")),
        (errors.AdminShutdown(), OperationalError(), (503, "unavailable")),
        (None, InterfaceError(), (503, "unavailable")),
        (None, DatabaseError(), (503, "unavailable")),
        (None, IntegrityError(), (500, "internal")),
        (None, RuntimeError("Outi Laine"), (500, "internal")),
    ],
)
def test_failures_become_problems_without_data(
    cause: Exception | None,
    error: Exception,
    expected: tuple[int, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    error.__cause__ = cause
    answer = failures.answer(RequestFactory().get("/api/v1/search"), error)

    assert problem(answer) == expected
    assert answer.get("Retry-After") == ("2" if expected[0] == 503 else None)
    told = capsys.readouterr()
    assert "Outi" not in answer.content.decode() + told.out + told.err


def test_a_broken_deadlock_is_tried_once_more() -> None:
    tries = []

    def unlucky(_request: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            error = OperationalError()
            error.__cause__ = errors.DeadlockDetected()
            raise error
        return frame.answer({"tries": len(tries)})

    view = frame.answers(GET=unlucky)  # type: ignore[arg-type]

    assert view(RequestFactory().get("/")).content == b'{"tries": 2}'
