"""Two at once in the locked room: one adopts, one key is made, and nothing is sealed under a key that is gone."""

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from tests.apps import health_cast as told
from tests.cast import NOW
from unknot.health import actions, audit
from unknot.health.models import Answers, Consent, Key
from unknot.health.values import OpenedNote
from unknot.plumbing.models import Fact

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("crowd")]

GATE_OPENS_WITHIN_S = 60


def at_once(*work: Callable[[], object]) -> list[object]:
    """What each piece of work gave, all let go at the same moment on connections of their own."""
    gate = threading.Barrier(len(work))

    def one(piece: Callable[[], object]) -> object:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            gate.wait(GATE_OPENS_WITHIN_S)
            return piece()
        except BaseException:
            gate.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as crowd:
        return list(crowd.map(one, work))


def test_a_draft_adopted_many_times_at_once_is_adopted_once() -> None:
    outi = told.client()
    told.drafted()

    def adopt() -> bool:
        return actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW)

    assert at_once(*[adopt] * 12) == [True] * 12
    assert [Key.objects.count(), Consent.objects.count(), Answers.objects.count()] == [1, 1, 1]
    assert Fact.objects.filter(kind="answers.given").count() == 1
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == told.ANSWERS


def test_two_drafts_of_a_client_adopted_at_once_share_one_key() -> None:
    outi = told.client()
    holds = [f"h0ld{number}" for number in range(8)]
    for hold in holds:
        told.drafted(hold)
    given = at_once(
        *[
            lambda hold=hold: actions.adopt(hold=hold, visit=f"visit of {hold}", client=outi, now=NOW)
            for hold in holds
        ]
    )
    assert given == [True] * 8
    assert [Key.objects.count(), Answers.objects.count()] == [1, 8]
    for hold in holds:
        assert told.said(actions.own_answers(client=outi, visit=f"visit of {hold}", now=NOW)) == told.ANSWERS


def test_several_drafts_adopted_at_once_for_one_visit_are_one() -> None:
    outi = told.client()
    told.answered(outi, told.NEXT_VISIT)
    holds = [f"h0ld{number}" for number in range(8)]
    for hold in holds:
        told.drafted(hold)

    def adopt(hold: str) -> bool:
        return actions.adopt(hold=hold, visit=told.VISIT, client=outi, now=NOW)

    assert at_once(*[partial(adopt, hold) for hold in holds]) == [True] * 8
    assert Answers.objects.filter(visit=told.VISIT).count() == 1
    assert told.said(actions.own_answers(client=outi, visit=told.VISIT, now=NOW)) == told.ANSWERS


def test_consent_given_twice_at_once_is_one_draft() -> None:
    at_once(*[lambda: actions.begin(hold=told.HOLD, now=NOW)] * 12)
    assert [Key.objects.count(), Consent.objects.count()] == [1, 1]


def test_nothing_remains_of_who_erases_while_she_answers() -> None:
    outi = told.client()
    for round_ in range(10):
        told.answered(outi, f"v{round_}", hold=f"h{round_}")
        told.drafted(told.HOLD)
        at_once(
            lambda: actions.erase(client=outi, now=NOW),
            lambda: actions.adopt(hold=told.HOLD, visit=told.VISIT, client=outi, now=NOW),
        )
        assert Answers.objects.exclude(visit=told.VISIT).count() == 0
        # What came after the erasing is hers under a new key; what came before it is gone.
        assert Answers.objects.count() == Key.objects.count()
        assert list(audit.findings()) == []
        actions.erase(client=outi, now=NOW)


def test_a_note_decided_twice_at_once_is_decided_once() -> None:
    outi, aino = told.client(), told.practitioner()
    told.answered(outi)
    told.granted(outi, aino)
    note = told.handed_in(outi).pk

    def decide(number: int) -> object:
        act = actions.confirm_note if number % 2 else actions.refuse_note
        return act(by=aino, note=note, now=NOW)

    answers = at_once(*[lambda number=number: decide(number) for number in range(8)])

    assert sorted(type(answer).__name__ for answer in answers) == ["Clearance", *["Refusal"] * 7]
    assert isinstance(actions.own_note(client=outi, note=note, now=NOW), OpenedNote)


def test_reading_and_erasing_at_once_never_lock_each_other_out() -> None:
    aino = told.practitioner()
    for round_ in range(5):
        outi, visit = told.client(), f"v{round_}"
        told.answered(outi, visit, hold=f"h{round_}")
        told.granted(outi, aino, visit)
        note, late = told.handed_in(outi, visit).pk, NOW + told.DAY
        at_once(
            lambda: actions.open_answers(by=aino, visit=visit, now=late),  # noqa: B023
            lambda: actions.open_note(by=aino, note=note, now=late),  # noqa: B023
            lambda: actions.confirm_note(by=aino, note=note, now=late),  # noqa: B023
            lambda: actions.take_back(client=outi, note=note, now=late),  # noqa: B023
            lambda: actions.erase(client=outi, now=late),  # noqa: B023
        )
        assert not Key.objects.exists()


def test_no_key_is_lost_when_the_master_key_changes_under_way(settings: Settings) -> None:
    kept = [("old", secrets.token_bytes(32))]
    settings.HEALTH_KEYS = lambda: tuple(kept)
    for number in range(20):
        actions.begin(hold=f"before{number}", now=NOW)

    def rotate() -> None:
        kept.insert(0, ("new", secrets.token_bytes(32)))
        actions.rewrap(most=3)
        actions.retire(lambda: kept.__delitem__(slice(1, None)))

    def begin_some(number: int) -> None:
        for turn in range(10):
            actions.begin(hold=f"during{number}.{turn}", now=NOW)

    at_once(rotate, *[lambda number=number: begin_some(number) for number in range(5)])
    assert [Key.objects.count(), Key.objects.exclude(master="new").count()] == [70, 0]
    assert list(audit.findings()) == []


def somebody_waits() -> bool:
    """Whether a connection waits for an advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        row = cursor.fetchone()
    return bool(row[0])


def test_an_old_master_key_stays_while_a_key_is_being_made_under_it(settings: Settings) -> None:
    kept = [("old", secrets.token_bytes(32))]
    settings.HEALTH_KEYS = lambda: tuple(kept)
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        actions.begin(hold=told.HOLD, now=NOW)
        kept.insert(0, ("new", secrets.token_bytes(32)))
        retired = other.submit(at_once, lambda: actions.retire(lambda: kept.__delitem__(slice(1, None))))
        while not (somebody_waits() or retired.done()):
            time.sleep(0.01)
        assert [id for id, _ in kept] == ["new", "old"]
        transaction.on_commit(retired.result)
    assert [id for id, _ in kept] == ["new"]
    assert list(audit.findings()) == []
