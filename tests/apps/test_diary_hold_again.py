"""A visitor who taps twice, changes their mind or is refused: one hold, and never none that was there before."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.apps.test_diary_race import at_once
from unknot.diary import actions, audit
from unknot.diary.models import Claim, Hold
from unknot.diary.values import NOT_BOOKABLE, SLOT_TAKEN, Refusal
from unknot.plumbing.tokens import fingerprint

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
LATER = cast.NOW + timedelta(minutes=5)
MAYA, PETRI = fingerprint("maya"), fingerprint("petri")


def ask(
    place: cast.Place, treatment: str = "back_massage", *, now: datetime = cast.NOW, **more: Any
) -> Hold | Refusal:
    wish = {"offer": place.offers[treatment], "starts_at": NINE, "visitor": MAYA, **more}
    return actions.hold(**wish, clock=cast.clock_at(now))


def held(place: cast.Place, treatment: str = "back_massage", **more: Any) -> Hold:
    answer = ask(place, treatment, **more)
    assert isinstance(answer, Hold)
    return answer


def live() -> list[Hold]:
    return list(Hold.objects.filter(expires_at__gt=cast.NOW))


def test_a_time_tapped_twice_is_the_same_hold_with_the_same_end() -> None:
    place = cast.hiljainen_huone()
    first = held(place)
    again = held(place, now=LATER)

    assert (again.pk, again.public_id, again.expires_at) == (first.pk, first.public_id, first.expires_at)
    assert Claim.objects.count() == 2
    assert list(audit.findings()) == []


def test_a_hold_that_ran_out_is_held_anew() -> None:
    place = cast.hiljainen_huone()
    first = held(place)
    again = held(place, now=first.expires_at)

    assert again.pk != first.pk
    assert again.expires_at == first.expires_at + timedelta(minutes=10)
    assert list(audit.findings()) == []


def test_whoever_holds_with_anybody_and_asks_for_the_same_practitioner_has_her_already() -> None:
    place = cast.hiljainen_huone()
    first = held(place)

    assert held(place, practitioner=first.practitioner).pk == first.pk


def test_whoever_asks_for_another_practitioner_gets_another_hold() -> None:
    place = cast.hiljainen_huone()
    first = held(place, practitioner=place.people["Aino"])
    second = held(place, practitioner=place.people["Mikael"])

    assert (first.practitioner.name, second.practitioner_id) == ("Aino", place.people["Mikael"].pk)
    assert live() == [second]
    assert list(audit.findings()) == []


@pytest.mark.parametrize("name", ["Aino", "Mikael"])
def test_a_longer_visit_at_the_same_start_stays_with_the_same_practitioner(name: str) -> None:
    place = cast.hiljainen_huone()
    longer = cast.offer(place, "back_massage", 90)
    place.offers["longer"] = longer
    place.offers["back_massage"] = place.salon.offers.get(treatment="back_massage", duration_min=60)
    place.open()
    held(place, practitioner=place.people[name])

    assert held(place, "longer").practitioner_id == place.people[name].pk
    assert list(audit.findings()) == []


def test_another_visitor_on_the_same_start_is_another_hold() -> None:
    place = cast.hiljainen_huone()

    assert held(place).practitioner_id != held(place, visitor=PETRI).practitioner_id
    assert len(live()) == 2


def test_a_hold_that_gave_way_has_ended_and_occupies_nothing() -> None:
    place = cast.hiljainen_huone()
    first = held(place, "facial")
    second = held(place, "facial", starts_at=cast.wall(2, 12), now=LATER)
    first.refresh_from_db()

    assert (first.expires_at, first.claims.count()) == (LATER, 0)
    assert held(place, "facial", visitor=PETRI, now=LATER).starts_at == NINE
    assert second.claims.count() == 2
    assert list(audit.findings(LATER)) == []


def test_a_change_that_is_refused_leaves_the_earlier_hold_untouched() -> None:
    place = cast.hiljainen_huone()
    first = held(place, practitioner=place.people["Aino"])
    held(place, practitioner=place.people["Mikael"], visitor=PETRI)
    before = list(Claim.objects.filter(hold=first).order_by("pk").values())

    taken = ask(place, practitioner=place.people["Mikael"], now=LATER)
    never = ask(place, practitioner=place.people["Sanna"], now=LATER)

    assert [each.code for each in (taken, never) if isinstance(each, Refusal)] == [SLOT_TAKEN, NOT_BOOKABLE]
    kept = Hold.objects.get(pk=first.pk)
    assert kept.expires_at == first.expires_at
    assert list(Claim.objects.filter(hold=first).order_by("pk").values()) == before
    assert list(audit.findings(LATER)) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("crowd")
def test_two_taps_at_the_same_moment_are_one_hold() -> None:
    place = cast.hiljainen_huone()

    answers = at_once(lambda _: ask(place), 2)

    assert len({each.public_id for each in answers if isinstance(each, Hold)}) == 1
    assert [Hold.objects.count(), Claim.objects.count()] == [1, 2]
    assert list(audit.findings()) == []
