"""A room for two: two who come together share it, one alone takes all of it, and nobody else comes in."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.actions import Coming
from unknot.diary.models import Appointment, Claim, Hold
from unknot.diary.values import SLOT_TAKEN, Refusal
from unknot.plumbing.tokens import fingerprint
from unknot.salons.models import Resource

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
DAY: Any = {"starts_from": cast.wall(2, 0), "starts_until": cast.wall(3, 0), "now": cast.NOW}


def salon(*singles: str) -> cast.Place:
    """Aino, Mikael and Sanna give back massage, in a room for two and in these others."""
    place = cast.salon()
    for name in ("Aino", "Mikael", "Sanna"):
        cast.practitioner(place, name, "back_massage")
    cast.room(place, "Room for two", serves=2)
    for name in singles:
        cast.room(place, name)
    cast.offer(place, buffer_after_min=10)
    return place.open()


def ask(place: cast.Place, *, two: bool, at: Any = NINE, visitor: str = "") -> Hold | Refusal:
    offer = place.offers["back_massage"]
    return actions.hold(
        offer=offer,
        starts_at=at,
        also=[offer] if two else [],
        visitor=fingerprint(visitor) if visitor else "",
        clock=cast.clock_at(),
    )


def held(place: cast.Place, *, two: bool, at: Any = NINE) -> Hold:
    answer = ask(place, two=two, at=at)
    assert isinstance(answer, Hold), answer
    return answer


def couple(place: cast.Place, at: Any = NINE) -> Appointment:
    kept = held(place, two=True, at=at)
    petri = Coming(cast.client("Petri"))
    booked = actions.confirm(kept, client=cast.client(), others=[petri], by="client", clock=cast.clock_at())
    assert isinstance(booked, Appointment), booked
    return booked


def rooms(*owners: Hold | Appointment) -> list[str]:
    """The rooms that these claim, in order of their owners."""
    claims = Claim.objects.filter(resource__kind=Resource.Kind.ROOM)
    return [
        claims.get(
            **({"hold": each} if isinstance(each, Hold) else {"part__appointment": each})
        ).resource.name
        for each in owners
    ]


def free(place: cast.Place, *, two: bool) -> list[Any]:
    offer = place.offers["back_massage"]
    return list(reads.times(offer, **DAY, also=[offer] if two else []).free)


def is_clean() -> bool:
    return list(audit.findings(cast.NOW)) == []


def test_a_couple_shares_the_room_for_two_even_where_others_are_free() -> None:
    place = salon("Room 1", "Room 2")
    lead = held(place, two=True)
    assert rooms(lead, lead.followers.get()) == ["Room for two"] * 2
    assert Claim.objects.values("resource").distinct().count() == 3
    assert is_clean()


def test_where_the_room_for_two_is_taken_they_have_two_rooms() -> None:
    place = salon("Room 1", "Room 2")
    busy = actions.block(
        resource=place.rooms["Room for two"],
        starts_at=NINE,
        ends_at=NINE + HOUR,
        by="desk",
        clock=cast.clock_at(),
    )
    assert not isinstance(busy, Refusal)
    lead = held(place, two=True)
    assert rooms(lead, lead.followers.get()) == ["Room 1", "Room 2"]


def test_one_alone_takes_it_last_and_whole() -> None:
    place = salon("Room 1")
    assert rooms(held(place, two=False)) == ["Room 1"]
    assert rooms(held(place, two=False)) == ["Room for two"]
    assert [
        answer.code for answer in (ask(place, two=False), ask(place, two=True)) if isinstance(answer, Refusal)
    ] == [SLOT_TAKEN] * 2
    assert is_clean()


def test_what_is_shown_for_two_is_what_can_be_held() -> None:
    place = salon()
    held(place, two=False, at=NINE + 2 * HOUR)
    shown = free(place, two=True)
    assert shown == free(place, two=False)
    for start in (NINE + number * QUARTER for number in range(28)):
        answer = ask(place, two=True, at=start)
        assert isinstance(answer, Hold) is (start in shown), start
        if isinstance(answer, Hold):
            actions.release(answer, clock=cast.clock_at())
    assert is_clean()


def test_it_comes_free_when_the_hold_of_both_runs_out() -> None:
    place = salon()
    kept = held(place, two=True)
    offer = place.offers["back_massage"]
    found = reads.times(offer, starts_from=NINE, starts_until=NINE + QUARTER, now=cast.NOW, also=[offer])
    assert (found.free, [each.frees_at for each in found.held]) == ([], [kept.expires_at])
    later = kept.expires_at
    again = actions.hold(offer=offer, starts_at=NINE, also=[offer], clock=cast.clock_at(later))
    assert isinstance(again, Hold)
    assert list(audit.findings(later)) == []


def test_when_one_does_not_come_the_room_stays_the_others() -> None:
    place = salon()
    lead = couple(place)
    follower = lead.followers.get()
    actions.cancel(follower, by="client", clock=cast.clock_at())
    assert rooms(lead) == ["Room for two"]
    assert isinstance(ask(place, two=False), Refusal)
    assert is_clean()


def test_when_the_salon_cancels_who_leads_the_other_keeps_the_room() -> None:
    place = salon()
    lead = couple(place)
    actions.cancel(lead, by="desk:7", clock=cast.clock_at())
    assert rooms(lead.followers.get()) == ["Room for two"]
    assert isinstance(ask(place, two=False), Refusal)
    assert is_clean()


def test_moved_together_they_share_it_again() -> None:
    place = salon("Room 1", "Room 2")
    lead = couple(place)
    moved = actions.move(lead, starts_at=NINE + QUARTER, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    assert rooms(lead, lead.followers.get()) == ["Room for two"] * 2
    assert is_clean()


def test_moved_alone_one_has_a_room_alone() -> None:
    place = salon("Room 1")
    lead = couple(place)
    follower = lead.followers.get()
    moved = actions.move(follower, starts_at=NINE + QUARTER, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    assert rooms(lead, follower) == ["Room for two", "Room 1"]
    assert is_clean()


def test_who_moves_alone_is_not_shown_the_room_that_the_other_keeps() -> None:
    place = salon()
    lead = couple(place)
    follower = lead.followers.get()
    back = reads.own_time(place.salon.pk, appointment_id=follower.pk)
    offer = place.offers["back_massage"]
    shown = reads.times(offer, **DAY, given_back=back).free
    assert shown[0] == NINE + HOUR + QUARTER
    early = actions.move(follower, starts_at=NINE + HOUR, by="client", clock=cast.clock_at())
    assert isinstance(early, Refusal)
    together = reads.own_time(place.salon.pk, appointment_id=lead.pk, with_party=True)
    assert sorted(lane for lane, _, _ in together)[-2:] == [3, 3]


def test_what_shares_otherwise_is_found() -> None:
    place = salon("Room 1")
    lead = couple(place)
    room = Claim.objects.get(part__appointment=lead, resource__kind=Resource.Kind.ROOM)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE diary_claim SET resource_id = %s WHERE id = %s", [place.rooms["Room 1"].pk, room.pk]
        )
    assert {each.kind for each in audit.findings(cast.NOW)} >= {"claim_shared_otherwise"}
