"""Which server a read asks, and when a replica is near enough."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from unknot.plumbing import reading, replica
from unknot.salons.models import Salon

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_read_asks_the_replica_only_where_that_was_said_and_never_in_a_transaction() -> None:
    router = reading.Router()
    assert router.db_for_read(Salon) == "default"
    with reading.on(reading.REPLICA):
        assert (router.db_for_read(Salon), router.db_for_write(Salon)) == ("replica", "default")
        with reading.on(reading.PRIMARY):
            assert router.db_for_read(Salon) == "default"
        with transaction.atomic():
            assert router.db_for_read(Salon) == "default"
        assert router.db_for_read(Salon) == "replica"
    assert router.db_for_read(Salon) == "default"


def test_what_is_missing_is_as_old_as_the_last_transaction_that_is_not() -> None:
    before = NOON - timedelta(seconds=3)
    assert replica._behind_s(0, before, NOON) == 0.0
    assert replica._behind_s(1, before, NOON) == 3.0
    assert replica._behind_s(1, None, NOON) == float("inf")


def test_a_look_counts_until_its_age_and_what_it_saw_pass_the_bound(settings: Settings) -> None:
    settings.REPLICA_BEHIND_S = 5
    look = replica.Look("", behind_s=2.0, at_s=100.0)
    assert (look.usable(103.0), look.usable(103.1)) == (True, False)
    assert not replica.Look("no_standby", behind_s=0.0, at_s=100.0).usable(100.0)


def test_without_a_replica_nobody_is_sent_to_one() -> None:
    assert (replica.is_there(), replica.can_serve(0)) == (False, False)
