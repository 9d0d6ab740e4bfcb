"""What docs/hard/scale.md says of the exclusion constraint and partitions by month, on the PostgreSQL under test."""

import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db

COLUMNS = "resource_id bigint NOT NULL, span tstzrange NOT NULL, on_month date NOT NULL"
NEVER = "EXCLUDE USING gist (resource_id WITH =, span WITH &&)"
INSIDE = """CHECK (span <@ tstzrange(on_month::timestamp AT TIME ZONE 'UTC',
    (on_month + interval '1 month')::timestamp AT TIME ZONE 'UTC'))"""
ACROSS = ("[2026-11-30 23:30+00,2026-12-01 00:30+00)", "2026-11-01")
AFTER = ("[2026-12-01 00:00+00,2026-12-01 01:00+00)", "2026-12-01")


def state(statement: str, *values: str) -> str:
    """The SQLSTATE with which a statement is refused; '' when it is taken."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as refused:
        return str(getattr(refused.__cause__, "sqlstate", "?"))
    return ""


def by_month(*more: str) -> None:
    """A table of claims by month with a constraint on each month alone."""
    state(f"CREATE TABLE months ({', '.join([COLUMNS, *more])}) PARTITION BY RANGE (on_month)")
    for number, (first, until) in enumerate([("2026-11-01", "2026-12-01"), ("2026-12-01", "2027-01-01")]):
        made = f"CREATE TABLE month_{number} PARTITION OF months ({NEVER}) FOR VALUES FROM ('{first}') TO ('{until}')"
        assert state(made) == ""


def claim(span: str, on_month: str) -> str:
    return state("INSERT INTO months VALUES (1, %s, %s)", span, on_month)


def test_no_partitioned_table_takes_the_constraint_of_today() -> None:
    assert state(f"CREATE TABLE whole ({COLUMNS}, {NEVER}) PARTITION BY RANGE (on_month)") == "0A000"


def test_a_constraint_on_each_month_lets_through_what_overlaps_across_the_border() -> None:
    by_month()

    assert (claim(*ACROSS), claim(*AFTER)) == ("", "")


def test_with_claims_cut_at_the_border_each_months_constraint_is_exact() -> None:
    by_month(INSIDE)

    assert claim(*ACROSS) == "23514"
    assert claim("[2026-11-30 23:30+00,2026-12-01 00:00+00)", "2026-11-01") == ""
    assert claim("[2026-12-01 00:00+00,2026-12-01 00:30+00)", "2026-12-01") == ""
    assert claim(*AFTER) == "23P01"
    assert claim("[2026-11-30 23:00+00,2026-11-30 23:45+00)", "2026-11-01") == "23P01"
