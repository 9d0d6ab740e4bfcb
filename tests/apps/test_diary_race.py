"""Many at once: one winner, everybody answered, nothing left crooked. Real threads on real connections."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from tests import cast
from unknot.diary import actions, audit
from unknot.diary.models import Appointment, Claim, Hold, SalonDay
from unknot.diary.values import SLOT_TAKEN, Refusal
from unknot.people.models import Client
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Lane

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]

CLIENTS = 50
GATE_OPENS_WITHIN_S = 60


def at_once(work: Callable[[int], object], count: int = CLIENTS) -> list[object]:
    """What each of `count` threads got, all let go at the same moment."""
    gate = threading.Barrier(count)

    def one(number: int) -> object:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            gate.wait(GATE_OPENS_WITHIN_S)
            return work(number)
        except BaseException:
            gate.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as crowd:
        return list(crowd.map(one, range(count)))


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        row = cursor.fetchone()
    count: int = row[0]
    return count


def outcome(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else type(answer).__name__


def test_fifty_clients_on_one_slot_make_one_visit() -> None:
    place = cast.hiljainen_huone()
    facial = place.offers["facial"]

    def book(number: int) -> object:
        return actions.book(
            offer=facial,
            starts_at=cast.wall(2, 9),
            client=cast.client(f"Client {number}"),
            by="client",
            clock=cast.clock_at(),
        )

    answers = at_once(book)

    assert Counter(map(outcome, answers)) == {"Appointment": 1, SLOT_TAKEN: CLIENTS - 1}
    assert {len(answer.alternatives) for answer in answers if isinstance(answer, Refusal)} == {3}
    assert [Appointment.objects.count(), Claim.objects.count(), deadlocks()] == [1, 2, 0]
    assert list(audit.findings()) == []


def test_fifty_holds_on_a_slot_that_two_can_give_make_two() -> None:
    place = cast.hiljainen_huone()

    answers = at_once(
        lambda _: actions.hold(
            offer=place.offers["back_massage"], starts_at=cast.wall(2, 9), clock=cast.clock_at()
        )
    )

    assert Counter(map(outcome, answers)) == {"Hold": 2, SLOT_TAKEN: CLIENTS - 2}
    assert len({answer.practitioner_id for answer in answers if isinstance(answer, Hold)}) == 2
    assert list(audit.findings()) == []


def test_a_hold_confirmed_twice_at_once_is_one_visit() -> None:
    place = cast.hiljainen_huone()
    held = actions.hold(offer=place.offers["facial"], starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)

    answers = at_once(
        lambda _: actions.confirm(held, client=cast.client(), by="client", clock=cast.clock_at()), 8
    )

    assert Counter(map(outcome, answers)) == {"Appointment": 1, "hold_used": 7}
    assert list(audit.findings()) == []


def test_the_last_second_of_a_hold_belongs_to_one() -> None:
    """Its holder confirms while others already see the time as free: one of them has it in the end."""
    place = cast.hiljainen_huone()
    facial = place.offers["facial"]
    held = actions.hold(offer=facial, starts_at=cast.wall(2, 9), clock=cast.clock_at())
    assert isinstance(held, Hold)
    expiry = held.expires_at

    def grab(number: int) -> object:
        if number == 0:
            early = cast.clock_at(expiry - timedelta(microseconds=1))
            return actions.confirm(held, client=cast.client(), by="client", clock=early)
        return actions.hold(offer=facial, starts_at=cast.wall(2, 9), clock=cast.clock_at(expiry))

    answers = Counter(map(outcome, at_once(grab, 16)))

    assert answers["Appointment"] + answers["Hold"] == 1
    assert Claim.objects.values("resource").count() == 2
    assert list(audit.findings()) == []


def test_visits_that_change_places_do_not_deadlock() -> None:
    """Two salons that share a practitioner, everybody moving at once between their days."""
    here, there = cast.hiljainen_huone(), cast.hiljainen_huone()
    aino = here.people["Aino"]
    lane = Lane.objects.create(salon=there.salon, resource=aino, number=10)
    cast.hours(there.salon, lane, range(5), (540, 1020))
    actions.rebuild(there.salon, clock=cast.clock_at())
    places = [here, there]
    visits = []
    for number in range(12):
        answer = actions.book(
            offer=places[number % 2].offers["back_massage"],
            starts_at=cast.wall(2 + number % 4, 9 + number // 4),
            client=cast.client(),
            by="client",
            clock=cast.clock_at(),
        )
        assert isinstance(answer, Appointment)
        visits.append(answer)

    def wander(number: int) -> list[str]:
        seen = []
        for turn in range(6):
            to: datetime = cast.wall(2 + (number + turn) % 4, 9 + (number * 5 + turn) % 8)
            seen.append(
                outcome(actions.move(visits[number], starts_at=to, by="client", clock=cast.clock_at()))
            )
        return seen

    answers = at_once(wander, 12)

    assert {code for seen in answers for code in seen} <= {"Appointment", SLOT_TAKEN}  # type: ignore[attr-defined]
    assert [Appointment.objects.count(), Claim.objects.count(), deadlocks()] == [12, 24, 0]
    assert list(audit.findings()) == []


def test_one_visitor_in_many_tabs_has_one_hold() -> None:
    place = cast.hiljainen_huone()
    maya = fingerprint("maya")

    at_once(
        lambda number: actions.hold(
            offer=place.offers["facial"],
            starts_at=cast.wall(2, 9 + number),
            visitor=maya,
            clock=cast.clock_at(),
        ),
        8,
    )

    assert Hold.objects.filter(expires_at__gt=cast.NOW).count() == 1
    assert list(audit.findings()) == []


def test_what_a_client_says_is_not_lost_to_the_desk_that_marks_her_visit() -> None:
    place = cast.hiljainen_huone()
    visit = actions.book(
        offer=place.offers["facial"],
        starts_at=cast.wall(2, 9),
        client=cast.client(),
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(visit, Appointment)

    def mark() -> object:
        try:
            return actions.mark(visit, Appointment.Status.ARRIVED, by="desk:1", clock=cast.clock_at())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as desk:
        with transaction.atomic():
            actions.excuse(visit, by="client", clock=cast.clock_at())
            marking = desk.submit(mark)
            wait_for_a_lock()
        marking.result()

    visit.refresh_from_db()
    assert (visit.status, visit.excused_at) == ("arrived", cast.NOW)


def wait_for_a_lock() -> None:
    """Until somebody waits for a lock of ours."""
    deadline = time.monotonic() + GATE_OPENS_WITHIN_S
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT FROM pg_locks WHERE NOT granted")
            if cursor.rowcount:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waited")


def test_the_constraint_has_the_last_word_where_row_and_claims_have_come_apart() -> None:
    """Nobody reads that statement's rows before it is committed: its error has to be heard all the same."""
    place = cast.hiljainen_huone()
    sanna = place.people["Sanna"]
    before = list(SalonDay.objects.order_by("on_date").values())
    actions.block(
        resource=sanna,
        starts_at=cast.wall(2, 9),
        ends_at=cast.wall(2, 10),
        by="desk:1",
        clock=cast.clock_at(),
    )
    for row in before:
        SalonDay.objects.filter(on_date=row["on_date"], salon_id=row["salon_id"]).update(lanes=row["lanes"])

    for surrounding in (nullcontext, transaction.atomic):
        with surrounding():
            answer = actions.book(
                offer=place.offers["facial"],
                starts_at=cast.wall(2, 9),
                client=cast.client(),
                by="client",
                clock=cast.clock_at(),
            )
        assert outcome(answer) == SLOT_TAKEN
    assert [Appointment.objects.count(), Claim.objects.count(), Client.objects.count()] == [0, 1, 0]
