"""A client whom a salon has twice: joined, nothing is moved; taken apart, all is as it was, with what came since."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.doors.booking import words
from tests.doors.pages import quiet_room
from tests.doors.treating import Role, begins_in_an_hour, member, visit
from unknot.diary import actions
from unknot.diary.models import Appointment
from unknot.health import actions as locked
from unknot.health.values import Written
from unknot.people.models import Client as Person
from unknot.plumbing import clock
from unknot.plumbing.models import Fact
from unknot.salons.models import Acquaintance, Joined, Preferences

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> cast.Place:
    return quiet_room()


@pytest.fixture
def desk(place: cast.Place) -> Client:
    return member(place, Role.RECEPTION)


@pytest.fixture
def two(place: cast.Place) -> tuple[Person, Person]:
    """Outi has booked twice, under two names."""
    first, second = visit(place, None).client, visit(place, None).client
    Person.objects.filter(pk=second.pk).update(name="O. Laine", phone="+358401234567")
    second.refresh_from_db()
    return first, second


def page(place: cast.Place, client: Person, name: str = "desk_client_joined") -> str:
    return reverse(name, args=[place.salon.public_id, client.public_id])


def join(desk: Client, place: cast.Place, other: Person, into: Person) -> Any:
    return desk.post(page(place, into), {"join": other.public_id})


def file_of(desk: Client, place: cast.Place, client: Person) -> str:
    return words(desk.get(page(place, client, "desk_client"), follow=True))


def rows() -> list[Any]:
    """All that belongs to clients, as it stands in the database."""
    tables = (Person, Appointment, Acquaintance, Preferences)
    return [list(each._default_manager.order_by("pk").values()) for each in tables]


def test_who_has_the_same_name_number_or_address_is_asked_about(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    shown = desk.get(page(place, first)).content.decode()
    assert f'name="other" value="{second.public_id}"' in shown
    assert f'value="{first.public_id}"' not in shown
    typed = desk.post(page(place, first), {"name": "358 40 123"}).content.decode()
    assert f'name="other" value="{second.public_id}"' in typed


def test_what_will_be_shown_as_one_is_looked_at_first(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    told = words(desk.post(page(place, first), {"other": second.public_id}))
    assert ("Join two clients?" in told, told.count("1 to come")) == (True, 2)
    assert "Nothing is moved or changed" in told
    assert Joined.objects.count() == 0


def test_joined_one_file_shows_both_and_the_list_has_one(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    assert join(desk, place, second, first).headers["Location"] == page(place, first, "desk_client")
    for client in two:
        told = file_of(desk, place, client)
        assert (told.count("Classic back massage, 60 min, with Aino"), "O. Laine" in told) == (3, True)
    listed = desk.get(reverse("desk_clients", args=[place.salon.public_id])).content.decode()
    assert (listed.count('class="known"'), first.public_id in listed) == (1, True)
    search = reverse("desk_booking_clients", args=[place.salon.public_id])
    found = desk.post(search, {"name": "0401234567"}).content.decode()
    assert (found.count('role="option"'), first.public_id in found) == (1, True)


def test_taken_apart_everything_is_as_it_was(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    before, shown = rows(), [file_of(desk, place, each) for each in two]
    join(desk, place, second, first)
    assert rows() == before
    desk.post(page(place, first), {"part": second.public_id})
    assert rows() == before
    assert Joined.objects.count() == 0
    assert [each.count("with Aino") for each in shown] == [
        file_of(desk, place, each).count("with Aino") for each in two
    ]
    kinds = Fact.objects.filter(subject=second.public_id, kind__startswith="client.")
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == ["client.joined", "client.parted"]


def test_what_was_booked_meanwhile_stays_with_whom_it_was_booked(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    join(desk, place, second, first)
    own, hers = visit(place, None, client=first), visit(place, None, client=second)
    assert file_of(desk, place, first).count("60 min, with Aino") == 5
    desk.post(page(place, first), {"part": second.public_id})
    assert [Appointment.objects.get(pk=each.pk).client for each in (own, hers)] == [first, second]
    assert file_of(desk, place, second).count("60 min, with Aino") == 3


def test_likes_are_filled_from_both_until_somebody_writes_them_anew(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    desk.post(page(place, first, "desk_client_likes"), {"oil": "none", "note": "Comes by bicycle."})
    desk.post(page(place, second, "desk_client_likes"), {"oil": "scented", "talk": "quiet"})
    join(desk, place, second, first)
    told = file_of(desk, place, first)
    assert ("Scented oil · Silence" in told, "Comes by bicycle." in told) == (True, True)
    desk.post(page(place, first, "desk_client_likes"), {"talk": "chat"})
    told = file_of(desk, place, first)
    assert ("A chat is welcome" in told, "Scented oil" in told, "bicycle" in told) == (True, False, False)


def test_who_treats_reads_the_notes_of_both_and_nobody_else_does(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    aino, now = place.people["Aino"], clock.now()
    visits = [Appointment.objects.get(client=each) for each in two]
    for booked in visits:
        begins_in_an_hour(booked)
        actions.let_in(booked)
        locked.agree_to_reports(by=aino, visit=booked.public_id, now=now)
        locked.draft_report(
            by=aino, visit=booked.public_id, salon=place.salon, written=Written(booked.client.name), now=now
        )
        locked.sign_report(by=aino, visit=booked.public_id, now=now)

    def read(booked: Appointment) -> list[str]:
        found = locked.open_reports(by=aino, visit=booked.public_id, salon=place.salon, now=clock.now())
        assert isinstance(found, list)
        return sorted(each.written.subjective for each in found)

    assert [read(each) for each in visits] == [["Outi Laine"], ["O. Laine"]]
    join(desk, place, second, first)
    assert [read(each) for each in visits] == [["O. Laine", "Outi Laine"]] * 2
    own = locked.export(client=first, now=clock.now())["reports"]
    assert [each["subjective"] for each in own] == ["Outi Laine"]
    desk.post(page(place, first), {"part": second.public_id})
    assert [read(each) for each in visits] == [["Outi Laine"], ["O. Laine"]]


def test_no_chains_no_circles_and_nobody_twice(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    third = visit(place, None).client
    join(desk, place, second, first)
    for other, into in ((first, second), (first, third), (second, third), (third, second), (third, third)):
        assert join(desk, place, other, into).status_code == 409
    assert join(desk, place, third, first).status_code == 302
    assert Joined.objects.count() == 2


def test_another_salon_sees_two_and_joins_none_of_ours(
    place: cast.Place, desk: Client, two: tuple[Person, Person]
) -> None:
    first, second = two
    other = quiet_room()
    for each in two:
        visit(other, None, client=each)
    join(desk, place, second, first)
    there = member(other, Role.OWNER, email="there@example.org")
    assert file_of(there, other, second).count("60 min, with Aino") == 2
    assert there.post(page(place, first), {"part": second.public_id}).status_code == 404
    assert there.post(page(other, first), {"part": second.public_id}).status_code == 404
    stranger = visit(quiet_room(), None).client
    assert join(desk, place, stranger, first).status_code == 404
    assert Joined.objects.count() == 1


def test_the_database_joins_nobody_twice_or_with_herself(
    place: cast.Place, two: tuple[Person, Person]
) -> None:
    first, second = two
    values = {"salon": place.salon, "by": "desk:1", "at": clock.now()}
    Joined.objects.create(client=second, into=first, **values)
    third = visit(place, None).client
    for given, name in (((second, third), "joined_once"), ((third, third), "joined_into_another")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Joined.objects.create(client=given[0], into=given[1], **values)
