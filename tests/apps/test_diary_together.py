"""Visits taken together, for two at once or in a row: all are held, booked, moved and cancelled, or none is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from unknot.core.availability.visits import Why
from unknot.diary import actions, audit, reads
from unknot.diary.actions import Coming
from unknot.diary.models import Appointment, Block, Claim, Hold, Part
from unknot.diary.values import HOLD_USED, NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.plumbing.models import Fact
from unknot.plumbing.tokens import fingerprint

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
MAYA = fingerprint("maya")


def ask(place: cast.Place, *also: str, **more: Any) -> Hold | Refusal:
    """A back massage at nine and what is wanted with it; two back massages unless said otherwise."""
    wish = {"offer": place.offers["back_massage"], "starts_at": NINE, "visitor": MAYA, **more}
    now = wish.pop("now", cast.NOW)
    others = [place.offers[treatment] for treatment in also or ("back_massage",)]
    return actions.hold(**wish, also=others, clock=cast.clock_at(now))


def held(place: cast.Place, *also: str, **more: Any) -> Hold:
    answer = ask(place, *also, **more)
    assert isinstance(answer, Hold), answer
    return answer


def refused(answer: Hold | Refusal) -> tuple[str, Why | None]:
    assert isinstance(answer, Refusal), answer
    return answer.code, answer.reason


def booked(kept: Hold, *, now: Any = cast.NOW) -> Appointment:
    petri = Coming(cast.client("Petri", email="petri@example.org"))
    others = [petri] * kept.followers.count()
    answer = actions.confirm(kept, client=cast.client(), others=others, by="client", clock=cast.clock_at(now))
    assert isinstance(answer, Appointment), answer
    return answer


def shown(place: cast.Place, *also: str, **more: Any) -> list[str]:
    """The free starts of 2 March, by the wall."""
    found = reads.times(
        place.offers["back_massage"],
        starts_from=cast.wall(2, 0),
        starts_until=cast.wall(3, 0),
        now=cast.NOW,
        also=[place.offers[treatment] for treatment in also],
        **more,
    )
    return [f"{start.astimezone(cast.HELSINKI):%H:%M}" for start in found.free]


def busy(place: cast.Place, name: str, from_: Any, until: Any, *, now: Any = cast.NOW) -> None:
    made = actions.block(
        resource=place.people[name], starts_at=from_, ends_at=until, by="desk", clock=cast.clock_at(now)
    )
    assert isinstance(made, Block)


def who(holds: list[Hold]) -> list[str]:
    return [Hold.objects.select_related("practitioner").get(pk=each.pk).practitioner.name for each in holds]


def test_two_at_once_have_a_practitioner_and_a_room_each() -> None:
    place = cast.hiljainen_huone()
    lead = held(place)
    (follower,) = lead.followers.all()

    assert (follower.starts_at, follower.ends_at) == (lead.starts_at, lead.ends_at)
    assert sorted(who([lead, follower])) == ["Aino", "Mikael"]
    assert Claim.objects.values("resource").distinct().count() == 4
    assert (follower.visitor, follower.address) == ("", "")
    assert list(audit.findings()) == []


def test_in_a_row_the_second_begins_when_the_first_is_over() -> None:
    place = cast.hiljainen_huone()
    lead = held(place, "facial", in_a_row=True)
    (follower,) = lead.followers.all()

    assert (follower.starts_at, follower.ends_at) == (NINE + HOUR, NINE + 2 * HOUR)
    assert who([follower]) == ["Sanna"]
    assert list(audit.findings()) == []


def test_in_a_row_the_second_waits_a_quarter_of_an_hour_at_most() -> None:
    place = cast.hiljainen_huone()
    busy(place, "Sanna", NINE + HOUR, NINE + HOUR + 10 * MINUTE)
    lead = held(place, "facial", in_a_row=True)
    assert lead.followers.get().starts_at == NINE + HOUR + 10 * MINUTE
    actions.release(lead, clock=cast.clock_at())
    busy(place, "Sanna", NINE + HOUR + 10 * MINUTE, NINE + HOUR + 20 * MINUTE)
    assert refused(ask(place, "facial", in_a_row=True)) == (SLOT_TAKEN, None)


def test_what_is_shown_is_what_can_be_held() -> None:
    place = cast.hiljainen_huone()
    busy(place, "Mikael", NINE + HOUR, NINE + 4 * HOUR)

    afternoon = [f"{hour}:{minute:02}" for hour in range(13, 16) for minute in range(0, 60, 15)]
    assert shown(place, "back_massage") == ["09:00", *afternoon, "16:00"]
    assert shown(place, "facial", in_a_row=True)[-2:] == ["14:45", "15:00"]
    free = shown(place, "back_massage")
    for start in (NINE + number * 15 * MINUTE for number in range(30)):
        said = f"{start.astimezone(cast.HELSINKI):%H:%M}"
        answer = ask(place, starts_at=start)
        assert isinstance(answer, Hold) is (said in free), said
        if isinstance(answer, Hold):
            actions.release(answer, clock=cast.clock_at())


def test_a_start_that_is_only_held_says_when_it_comes_free() -> None:
    place = cast.hiljainen_huone()
    kept = held(place)
    found = reads.times(
        place.offers["back_massage"],
        starts_from=NINE,
        starts_until=NINE + MINUTE,
        now=cast.NOW,
        also=[place.offers["back_massage"]],
    )
    assert (found.free, [each.frees_at for each in found.held]) == ([], [kept.expires_at])


def test_where_there_are_never_two_it_is_refused_as_such() -> None:
    place = cast.hiljainen_huone()

    assert ask(place, "facial", starts_at=cast.wall(2, 16), in_a_row=True) == Refusal(
        NOT_BOOKABLE, Why.NOT_TOGETHER
    )
    assert Hold.objects.count() == Claim.objects.count() == 0


def test_with_one_of_two_taken_nothing_is_held() -> None:
    place = cast.hiljainen_huone()
    held(place, visitor="", now=cast.NOW)
    before = set(Claim.objects.values_list("pk", flat=True))

    assert refused(ask(place)) == (SLOT_TAKEN, None)
    assert set(Claim.objects.values_list("pk", flat=True)) == before


def test_tapped_twice_it_is_the_same_hold_and_asked_otherwise_another() -> None:
    place = cast.hiljainen_huone()
    first = held(place)
    assert held(place).pk == first.pk
    second = held(place, "facial")
    assert second.pk != first.pk
    third = actions.hold(
        offer=place.offers["back_massage"], starts_at=NINE, visitor=MAYA, clock=cast.clock_at()
    )
    assert isinstance(third, Hold)
    assert third.followers.count() == 0
    assert Claim.objects.count() == 2
    assert list(audit.findings()) == []


@pytest.mark.parametrize("let_go", [actions.release, actions.end])
def test_what_is_let_go_is_let_go_together(let_go: Any) -> None:
    place = cast.hiljainen_huone()
    before = shown(place, "back_massage")
    let_go(held(place), clock=cast.clock_at())

    assert shown(place, "back_massage") == before
    assert Claim.objects.count() == 0
    assert not Hold.objects.filter(expires_at__gt=cast.NOW).exists()


def test_all_are_booked_each_with_a_client_and_a_link_of_her_own() -> None:
    place = cast.hiljainen_huone()
    kept = held(place)
    lead = booked(kept)
    (follower,) = lead.followers.all()

    assert (lead.client.name, follower.client.name) == ("Outi Laine", "Petri")
    assert lead.token != follower.token
    assert [each.pk for each in follower.party] == [lead.pk, follower.pk]
    assert Hold.objects.filter(appointment=None).count() == 0
    assert Fact.objects.filter(kind="appointment.booked").count() == 2
    assert actions.confirm(kept, client=cast.client(), by="client", clock=cast.clock_at()) == Refusal(
        HOLD_USED
    )
    assert list(audit.findings()) == []


def test_holds_that_ran_out_are_booked_as_they_were_or_not_at_all() -> None:
    place = cast.hiljainen_huone()
    kept = held(place, "facial", in_a_row=True)
    later = kept.expires_at + MINUTE
    lead = booked(kept, now=later)
    assert lead.followers.get().starts_at == NINE + HOUR

    gone = held(place, "facial", in_a_row=True, starts_at=NINE + 4 * HOUR)
    busy(place, "Sanna", NINE + 5 * HOUR, NINE + 6 * HOUR, now=later)
    refused = actions.confirm(
        gone,
        client=cast.client(),
        others=[Coming(cast.client())],
        by="client",
        clock=cast.clock_at(later),
    )
    assert isinstance(refused, Refusal)
    assert refused.code == SLOT_TAKEN
    assert Appointment.objects.count() == Part.objects.count() == 2
    assert list(audit.findings()) == []


def test_who_leads_cancels_for_all_and_who_follows_for_herself() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place))
    follower = lead.followers.get()
    assert isinstance(actions.cancel(follower, by="client", clock=cast.clock_at()), Appointment)
    lead.refresh_from_db()
    assert lead.status == Appointment.Status.BOOKED

    other = booked(held(place, starts_at=NINE + 2 * HOUR))
    actions.cancel(other, by="client", clock=cast.clock_at())
    assert {each.status for each in other.party} == {Appointment.Status.CANCELLED}
    assert Fact.objects.filter(kind="appointment.cancelled").count() == 3
    assert list(audit.findings()) == []


def test_who_leads_moves_all_and_keeps_the_same_hands() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place, practitioner=place.people["Mikael"]))
    moved = actions.move(lead, starts_at=NINE + 30 * MINUTE, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    parts = Part.objects.order_by("appointment_id").select_related("practitioner")
    assert [each.practitioner.name for each in parts] == ["Mikael", "Aino"]
    assert [each.starts_at for each in moved.party] == [NINE + 30 * MINUTE] * 2
    assert Fact.objects.filter(kind="appointment.moved").count() == 2
    assert list(audit.findings()) == []


def test_a_party_moves_whole_or_stays() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place, "facial", in_a_row=True))
    busy(place, "Sanna", NINE + 4 * HOUR, NINE + 6 * HOUR)
    refused = actions.move(lead, starts_at=NINE + 3 * HOUR, by="client", clock=cast.clock_at())
    assert isinstance(refused, Refusal)
    assert refused.code == SLOT_TAKEN
    assert [each.starts_at for each in lead.party] == [NINE, NINE + HOUR]
    assert isinstance(
        actions.move(lead, starts_at=NINE + HOUR, by="client", clock=cast.clock_at()), Appointment
    )
    assert [each.starts_at for each in lead.party] == [NINE + HOUR, NINE + 2 * HOUR]
    assert list(audit.findings()) == []


def test_the_salon_moves_one_alone() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place, "facial", in_a_row=True))
    follower = lead.followers.get()
    moved = actions.move(lead, starts_at=NINE + 3 * HOUR, by="desk:7", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    follower.refresh_from_db()
    assert (follower.starts_at, follower.lead) == (NINE + HOUR, None)


def test_the_salon_cancels_one_by_one() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place))
    actions.cancel(lead, by="desk:7", clock=cast.clock_at())
    assert lead.followers.get().status == Appointment.Status.BOOKED


def test_what_is_moved_alone_leaves_the_others() -> None:
    place = cast.hiljainen_huone()
    lead = booked(held(place))
    follower = lead.followers.get()
    moved = actions.move(follower, starts_at=NINE + 3 * HOUR, by="client", clock=cast.clock_at())
    assert isinstance(moved, Appointment)
    assert (moved.lead, lead.followers.count()) == (None, 0)
    assert list(audit.findings()) == []


def test_one_treatment_takes_no_statement_more_than_before() -> None:
    place = cast.hiljainen_huone()
    with CaptureQueriesContext(
        connection,
    ) as taken:
        kept = actions.hold(offer=place.offers["back_massage"], starts_at=NINE, clock=cast.clock_at())
    assert isinstance(kept, Hold)
    with CaptureQueriesContext(connection) as together:
        held(place, starts_at=NINE + 2 * HOUR, visitor="")
    assert len(together) == len(taken) + 1
