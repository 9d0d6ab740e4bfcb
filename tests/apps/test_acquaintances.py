"""Whom a salon knows, and finds: by any part of name, phone and mail, and never those of another salon."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests import cast
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.people.models import Client
from unknot.salons.clients import (
    ROWS_FOR_ONE,
    client_at,
    clients_like,
    clients_reached_by,
    folded,
    write_down,
)
from unknot.salons.models import Acquaintance

pytestmark = pytest.mark.django_db

FEW = 8


def written(place: cast.Place, name: str, *, email: str = "", phone: str = "") -> Client:
    client = Client.objects.create(name=name, email=email, phone=phone, written_down_by="desk:1")
    write_down(place.salon, client)
    return client


def booked(place: cast.Place, client: Client, hour: int = 10) -> Appointment:
    made = actions.book(
        offer=place.offers["back_massage"],
        starts_at=cast.wall(2, hour),
        client=client,
        by="client",
        clock=cast.clock_at(),
    )
    assert isinstance(made, Appointment), made
    return made


def names(place: cast.Place, typed: str) -> list[str]:
    return [each.name for each in clients_like(place.salon, typed, most=FEW)]


@pytest.mark.parametrize(
    "typed",
    [
        "outi", "OUTI", "tta-l", "läht", "laht", "lähteenmäki outi", "li lä", "o", "0401234", "040 123 45 67",
        "+358 40 1234567", "00358 40", "(040) 1234", "234567", "otta@exam", "example.org", "outi 040",
    ],
)  # fmt: skip
def test_any_part_of_name_phone_or_mail_finds_a_client(typed: str) -> None:
    place = cast.hiljainen_huone()
    written(place, "Outi Lotta-Liisa Lähteenmäki", email="Lotta@example.org", phone="+358401234567")
    written(place, "Mauri Vesa", phone="+358509999999")
    assert names(place, typed) == ["Outi Lotta-Liisa Lähteenmäki"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "0", "+", "%", "_", "x%y", "outi%", "oti", "laine outi x", "\x00"]
)
def test_what_no_client_has_finds_nobody(typed: str) -> None:
    place = cast.hiljainen_huone()
    written(place, "Outi Laine", email="outi@example.org", phone="+358401234567")
    assert names(place, typed) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Łukasz Møller", "lukasz mol"), ("Jörg Groß", "gross"), ("Иван Петров", "иван"), ("王秀英", "王"),
     ("Þóra Ægis", "thora aeg"), ("O’Brien Seán", "brien"), ("O’Brien Seán", "o'brien sean"), ("100% Oy", "100%")],
)  # fmt: skip
def test_names_of_many_tongues_are_found(name: str, typed: str) -> None:
    place = cast.hiljainen_huone()
    written(place, name)
    assert names(place, typed) == [name]


def test_a_salon_finds_its_own_clients_and_nobody_elses() -> None:
    mine, other = cast.hiljainen_huone(), cast.hiljainen_huone(name="Toinen")
    booked(mine, cast.client("Outi Laine"))
    hers = booked(other, cast.client("Outi Lahti")).client
    written(other, "Outi Lehto")
    stranger = Client.objects.create(name="Outi Luoto", email="luoto@example.org")
    assert (names(mine, "outi"), sorted(names(other, "outi"))) == (
        ["Outi Laine"],
        ["Outi Lahti", "Outi Lehto"],
    )
    assert [client_at(mine.salon, each.public_id) for each in (hers, stranger)] == [None, None]
    assert clients_reached_by(mine.salon, phone="", email=hers.email, most=FEW) != []
    assert [each.name for each in clients_reached_by(mine.salon, phone="", email=hers.email, most=FEW)] == [
        "Outi Laine"
    ]


@pytest.mark.parametrize("status", Appointment.Status.values)
def test_a_visit_of_any_status_makes_acquainted_and_stays_so(status: str) -> None:
    place = cast.hiljainen_huone()
    made = booked(place, cast.client())
    Appointment.objects.filter(pk=made.pk).update(status=status)
    assert names(place, "outi") == ["Outi Laine"]
    assert Acquaintance.objects.get().seen_at == cast.wall(2, 10)


def test_who_begins_so_comes_first_and_of_those_the_latest() -> None:
    place = cast.hiljainen_huone()
    for hour, name in enumerate(("Anna Outinen", "Outi Laine", "Outi Lahti"), 9):
        booked(place, cast.client(name, email=f"{hour}@example.org"), hour)
    assert names(place, "outi") == ["Outi Lahti", "Outi Laine", "Anna Outinen"]


def test_a_client_who_booked_herself_again_and_again_is_shown_once_as_the_latest() -> None:
    place = cast.hiljainen_huone()
    rows = [booked(place, cast.client(), hour).client for hour in (9, 11, 10)]
    (found,) = clients_like(place.salon, "outi", most=FEW)
    assert (found.public_id, found.seen_at) == (rows[1].public_id, cast.wall(2, 11))


def test_a_new_name_is_found_and_the_old_one_is_not() -> None:
    place = cast.hiljainen_huone()
    client = written(place, "Outi Laine")
    client.name = "Outi Virta"
    client.save()
    assert (names(place, "virta"), names(place, "laine")) == (["Outi Virta"], [])


@pytest.mark.parametrize(
    ("phone", "email", "found"),
    [
        ("+358401234567", "", ["Outi Laine"]),
        ("", "OUTI@example.org", ["Outi Laine"]),
        ("+358401234567", "mauri@example.org", ["Outi Laine", "Mauri Vesa"]),
        ("+35840123456", "", []),
        ("", "uti@example.org", []),
        ("", "", []),
    ],
)
def test_the_same_number_or_address_is_found_and_a_part_of_it_is_not(
    phone: str, email: str, found: list[str]
) -> None:
    place = cast.hiljainen_huone()
    written(place, "Outi Laine", phone="+358401234567", email="outi@example.org")
    written(place, "Mauri Vesa", email="mauri@example.org")
    assert [
        each.name for each in clients_reached_by(place.salon, phone=phone, email=email, most=FEW)
    ] == found


@pytest.mark.parametrize("clients", [1, 30])
def test_a_search_takes_three_statements(
    clients: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = cast.hiljainen_huone()
    for number in range(clients):
        written(place, f"Outi Laine {number}")
    with django_assert_num_queries(3):
        assert len(clients_like(place.salon, "outi", most=FEW)) == min(clients, FEW)


def test_a_name_alone_is_enough_where_somebody_wrote_it_down_and_only_there() -> None:
    assert Client.objects.create(name="Outi", written_down_by="desk:7").pk
    with (
        pytest.raises(IntegrityError, match="client_can_be_reached_or_was_written_down"),
        transaction.atomic(),
    ):
        Client.objects.create(name="Outi")
    with pytest.raises(IntegrityError, match="client_has_a_name"), transaction.atomic():
        Client.objects.create(name="", written_down_by="desk:7")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
@example("İı ẞß Ǻ ﬁ ℵ")
def test_folding_what_is_folded_changes_nothing(words: str) -> None:
    plain = folded(words)
    assert folded(plain) == plain


def test_what_many_have_is_found_among_the_latest_and_takes_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = cast.hiljainen_huone()
    for number in range(FEW * ROWS_FOR_ONE):
        written(place, f"Outi Laine {number}")
    with django_assert_num_queries(2):
        found = names(place, "outi")
    assert found == [f"Outi Laine {number}" for number in range(FEW * ROWS_FOR_ONE - 1, -1, -1)][:FEW]


def test_the_index_answers_where_there_are_many() -> None:
    place = cast.hiljainen_huone()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH made AS (INSERT INTO people_client (public_id, name, email, phone, language, written_down_by)"
            " SELECT 'p' || n, 'Client ' || n, 'c' || n || '@example.org', '', 'en', 'desk:1'"
            " FROM generate_series(1, 3000) n RETURNING id)"
            " INSERT INTO salons_acquaintance (salon_id, client_id) SELECT %s, id FROM made",
            [place.salon.pk],
        )
        cursor.execute("ANALYZE salons_acquaintance")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM salons_acquaintance WHERE salon_id = %s::bigint AND sought LIKE '%%2999%%'",
            [place.salon.pk],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "acquaintance_by_words" in plan
    assert names(place, "2999") == ["Client 2999"]
