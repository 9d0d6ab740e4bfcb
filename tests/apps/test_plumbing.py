"""Facts, idempotent answers, rate counts, tokens: what every room relies upon."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests import cast
from unknot.plumbing import facts, idempotency, rates, tokens
from unknot.plumbing.idempotency import AnotherBody, Answer, InProgress, answer_once
from unknot.plumbing.ids import ALPHABET, LENGTH, new_id
from unknot.plumbing.models import Fact, IdempotentAnswer, RateCount

pytestmark = pytest.mark.django_db

HEARD: list[str] = []
facts.subscribe("kettle.boiled", "tests.tea", lambda fact: HEARD.append(fact.subject))


def jobs() -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE args ->> 'reader' = 'tests.tea' ORDER BY id"
        )
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_a_fact_defers_one_job_for_each_reader_and_none_for_nobody() -> None:
    boiled = facts.record("kettle.boiled", "kettle1", {"degrees": 100}, at=cast.NOW)
    facts.record("kettle.cooled", "kettle1", {}, at=cast.NOW)

    assert jobs() == [{"reader": "tests.tea", "fact_id": boiled.pk}]
    facts.tell("tests.tea", boiled.pk)
    facts.tell("somebody who has left", boiled.pk)
    assert HEARD == ["kettle1"]


def test_a_fact_of_a_rolled_back_transaction_is_never_heard_of() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        facts.record("kettle.boiled", "kettle2", {}, at=cast.NOW)
        raise RuntimeError

    assert [Fact.objects.count(), jobs()] == [0, []]


def test_the_first_answer_under_a_key_is_repeated() -> None:
    asked = []

    def work() -> Answer:
        asked.append(1)
        return Answer(201, {"id": "a", "turn": len(asked)})

    first = answer_once("/x", "key", b"body", work)
    again = answer_once("/x", "key", b"body", work)

    assert [first.body, again.body, first.fresh, again.fresh] == [{"id": "a", "turn": 1}] * 2 + [True, False]
    assert answer_once("/y", "key", b"body", work).body["turn"] == 2
    with pytest.raises(AnotherBody):
        answer_once("/x", "key", b"another", work)


def test_a_failure_is_not_kept() -> None:
    answer_once("/x", "key", b"", lambda: Answer(503, {}))

    assert IdempotentAnswer.objects.count() == 0
    assert answer_once("/x", "key", b"", lambda: Answer(201, {})).status == 201


@pytest.mark.django_db(transaction=True)
def test_while_the_first_runs_the_second_is_told_so() -> None:
    started, finish = threading.Event(), threading.Event()

    def slow() -> Answer:
        started.set()
        finish.wait(10)
        return Answer(201, {"who": "first"})

    def first() -> None:
        try:
            answer_once("/x", "key", b"", slow)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    started.wait(10)
    try:
        with pytest.raises(InProgress):
            answer_once("/x", "key", b"", lambda: Answer(201, {"who": "second"}))
    finally:
        finish.set()
        thread.join()
    assert answer_once("/x", "key", b"", lambda: Answer(201, {"who": "second"})).body == {"who": "first"}


def test_answers_are_forgotten_after_a_day() -> None:
    answer_once("/x", "key", b"", lambda: Answer(201, {}))
    made = IdempotentAnswer.objects.get().created_at

    idempotency.forget_before(made)
    assert IdempotentAnswer.objects.count() == 1
    idempotency.forget_before(made + timedelta(microseconds=1))
    assert IdempotentAnswer.objects.count() == 0


def test_the_limit_holds_for_a_minute_and_for_each_by_itself() -> None:
    waits = [rates.wait_s("reads", "1.2.3.4", 2, now=cast.NOW + timedelta(seconds=15)) for _ in range(3)]

    assert waits == [0, 0, 45]
    assert rates.wait_s("reads", "1.2.3.5", 2, now=cast.NOW) == 0
    assert rates.wait_s("writes", "1.2.3.4", 2, now=cast.NOW) == 0
    assert rates.wait_s("reads", "1.2.3.4", 2, now=cast.NOW + timedelta(seconds=60)) == 0
    assert not RateCount.objects.filter(key__contains="1.2.3").exists()
    rates.forget_before(cast.NOW + timedelta(seconds=60))
    assert RateCount.objects.count() == 1


def test_rate_counts_cost_no_write_ahead_record() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'plumbing_rate_count'")
        assert cursor.fetchone() == ("u",)


def test_a_token_opens_its_own_row_and_no_other(settings: object) -> None:
    mine = tokens.token("appointment", "abc", 1)

    assert len(mine) == 43
    assert tokens.opens(mine, "appointment", "abc", 1)
    others = [("hold", "abc", 1), ("appointment", "abd", 1), ("appointment", "abc", 2)]
    assert [tokens.opens(mine, *other) for other in others] == [False] * 3
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another secret of the site"  # type: ignore[attr-defined]
    assert tokens.opens(mine, "appointment", "abc", 1)
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    assert not tokens.opens(mine, "appointment", "abc", 1)


def test_public_ids_are_opaque() -> None:
    made = {new_id() for _ in range(100)}

    assert len(made) == 100
    assert {len(each) for each in made} == {LENGTH}
    assert set("".join(made)) <= set(ALPHABET)
