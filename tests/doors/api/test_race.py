"""Many at once, through the real server: one winner, everybody answered, no 5xx."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests import cast
from tests.doors.api.asking import OUTI
from tests.doors.api.served import granian
from unknot.diary import audit, reads
from unknot.diary.models import Appointment, Claim
from unknot.plumbing import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]

CLIENTS, ROUNDS = 50, 4


@pytest.fixture
def stage() -> Iterator[tuple[str, cast.Place, list[datetime]]]:
    """The site, the salon, and Sanna's free starts that do not meet."""
    place = cast.hiljainen_huone(clock.now())
    now = clock.now()
    found = reads.slots(
        place.offers["facial"], starts_from=now, starts_until=now + timedelta(days=14), now=now
    )
    with granian() as site:
        yield f"{site}/api/v1", place, [slot.starts_at for slot in found if slot.starts_at.minute == 0][::2]


def at_once(
    url: str, body: Mapping[str, Any], count: int = CLIENTS, headers: Mapping[str, str] | None = None
) -> list[httpx.Response]:
    """What `count` clients are answered who all post at the same moment, each on a connection of its own."""
    gate = threading.Barrier(count)

    def one(_number: int) -> httpx.Response:
        with httpx.Client(timeout=60) as http:
            gate.wait()
            return http.post(url, json=body, headers=headers)

    with ThreadPoolExecutor(count) as crowd:
        return list(crowd.map(one, range(count)))


def test_fifty_clients_on_one_slot(stage: tuple[str, cast.Place, list[datetime]]) -> None:
    api, place, free = stage
    offer = place.offers["facial"].public_id
    for starts_at in free[:ROUNDS]:
        wish: dict[str, Any] = {"offer": offer, "starts_at": starts_at.isoformat(), "client": OUTI}

        answers = at_once(f"{api}/appointments", wish)

        assert Counter(answer.status_code for answer in answers) == {201: 1, 409: CLIENTS - 1}
        lost = [answer.json() for answer in answers if answer.status_code == 409]
        assert {(each["code"], len(each["alternatives"])) for each in lost} == {("slot_taken", 3)}
    assert [Appointment.objects.count(), Claim.objects.count()] == [ROUNDS, 2 * ROUNDS]
    assert list(audit.findings()) == []


def test_one_key_is_one_visit_however_often_it_is_sent(stage: tuple[str, cast.Place, list[datetime]]) -> None:
    api, place, free = stage
    wish = {"offer": place.offers["back_massage"].public_id, "starts_at": free[0].isoformat(), "client": OUTI}
    keyed = {"Idempotency-Key": "the-same-key"}

    answers = at_once(f"{api}/appointments", wish, 12, keyed)
    repeat = httpx.post(f"{api}/appointments", json=wish, headers=keyed)

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {"in_progress"}
    first = next(answer for answer in answers if answer.status_code == 201)
    assert all(answer.json() == first.json() for answer in answers if answer.status_code == 201)
    assert repeat.json() == first.json()
    assert Appointment.objects.count() == 1
