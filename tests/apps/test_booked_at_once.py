"""A booking's one statement writes the rows that the other ways write step by step."""

from typing import Any

import pytest
from django.db import connection, models, transaction
from pytest_django import DjangoAssertNumQueries

from tests import cast
from tests.apps.rules_cast import ruled
from unknot.core.suitability import Marks
from unknot.diary import actions, audit
from unknot.diary.actions.taking import choose
from unknot.diary.actions.writing import take
from unknot.diary.choice import Wish
from unknot.diary.models import Appointment, Claim, Part, SalonDay
from unknot.diary.pages import Pages
from unknot.people.models import Client
from unknot.plumbing import facts
from unknot.plumbing.models import Fact
from unknot.salons.models import Salon

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
KEYS = {"id", "public_id", "subject", "appointment_id", "client_id", "part_id", "created_at"}
MARKS = Marks({"shoulder_top_left": 3, "lower_back_left": None}, ("neck_left",))


class Undo(Exception):
    """Ends a transaction that is only looked at."""


def rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """A table's rows without the keys that no two bookings share. A client's `created_at` is the database's."""
    kept = KEYS - {"created_at"} if model is Appointment else KEYS
    return [
        {name: value for name, value in row.items() if name not in kept}
        for row in model._default_manager.order_by("pk").values()
    ]


def jobs() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queue_name, task_name, priority, lock, queueing_lock, args - 'fact_id', scheduled_at, status,"
            " (SELECT kind FROM plumbing_fact f WHERE f.id = (args ->> 'fact_id')::bigint)"
            " FROM procrastinate_jobs ORDER BY id"
        )
        return list(cursor.fetchall())


def everything() -> dict[str, Any]:
    tables = (Client, Appointment, Part, Claim, Fact, SalonDay)
    return {model.__name__: rows(model) for model in tables} | {"jobs": jobs()}


def step_by_step(wish: Wish) -> dict[str, Any]:
    """What stands in the tables after the same booking by the other way, which is undone."""
    try:
        with transaction.atomic():
            pages = Pages.lock({wish.offer.salon_id}, lambda: [wish.reach], clock=cast.clock_at())
            (chosen,) = choose(wish, pages)
            take(chosen, pages, cast.client(), MARKS, "client")
            pages.save()
            found = everything()
            raise Undo
    except Undo:
        return found


def plain() -> cast.Place:
    return cast.hiljainen_huone()


def with_rules() -> cast.Place:
    place = cast.hiljainen_huone()
    place.rooms["Room 1"].recover_min = 10
    place.rooms["Room 1"].save()
    ruled(place, place.salon, hands_on_max_min=240, deep_max_min=120)
    assert Salon.objects.get().has_rules
    return place


@pytest.mark.parametrize("made", [plain, with_rules])
@pytest.mark.parametrize("readers", [(), ("one",), ("one", "other")])
def test_one_statement_writes_what_many_would(
    made: Any, readers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = made()
    monkeypatch.setitem(facts._readers, "appointment.booked", dict.fromkeys(readers, print))
    offer = place.offers["back_massage"]
    expected = step_by_step(Wish(offer, NINE))
    assert Appointment.objects.count() == 0

    booked = actions.book(
        offer=offer, starts_at=NINE, client=cast.client(), marks=MARKS, by="client", clock=cast.clock_at()
    )

    assert isinstance(booked, Appointment)
    assert everything() == expected
    assert len(jobs()) == len(readers)
    assert list(audit.findings()) == []


def test_what_is_answered_is_what_was_written() -> None:
    place = cast.hiljainen_huone()
    client = cast.client()
    booked = actions.book(
        offer=place.offers["facial"], starts_at=NINE, client=client, by="client", clock=cast.clock_at()
    )

    assert isinstance(booked, Appointment)
    written = Appointment.objects.get()
    for field in Appointment._meta.concrete_fields:
        assert getattr(booked, field.attname) == getattr(written, field.attname), field.name
    assert [booked.part, booked.client] == [written.parts.get(), Client.objects.get()]
    assert client.public_id == written.client.public_id
    assert not booked._state.adding


def test_booking_takes_few_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The days, the lock, the rows, and one for all that is written; and a savepoint, which here is no transaction."""
    place = cast.hiljainen_huone()
    lanes = dict(place.salon.lanes.values_list("number", "resource_id"))
    seen = actions.JustRead(cast.NOW, {place.salon.pk: lanes})

    with django_assert_num_queries(6):
        booked = actions.book(
            offer=place.offers["facial"],
            starts_at=NINE,
            client=cast.client(),
            by="client",
            clock=cast.clock_at(),
            read=seen,
        )
    assert isinstance(booked, Appointment)
