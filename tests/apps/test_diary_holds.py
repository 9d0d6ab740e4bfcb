"""A hold keeps a slot for ten minutes: for its holder, against everybody else, and not a second longer."""

from datetime import timedelta
from typing import Any

import pytest

from tests import cast
from unknot.diary import actions, audit, reads
from unknot.diary.models import Appointment, Claim, Hold, SalonDay
from unknot.diary.values import SLOT_TAKEN, TOO_MANY_HOLDS, Refusal
from unknot.plumbing.tokens import fingerprint

pytestmark = pytest.mark.django_db

NINE = cast.wall(2, 9)
EXPIRY = cast.NOW + timedelta(minutes=10)
MAYA, PETRI = fingerprint("maya"), fingerprint("petri")


def facial_starts(place: cast.Place, now: object = cast.NOW) -> list[object]:
    found = reads.slots(
        place.offers["facial"],
        starts_from=NINE,
        starts_until=cast.wall(3, 0),
        now=now,  # type: ignore[arg-type]
    )
    return [slot.starts_at for slot in found]


def held(place: cast.Place, starts_at: object = NINE, now: object = cast.NOW, **more: Any) -> Hold:
    answer = actions.hold(
        offer=place.offers["facial"],
        starts_at=starts_at,  # type: ignore[arg-type]
        clock=cast.clock_at(now),  # type: ignore[arg-type]
        **more,
    )
    assert isinstance(answer, Hold)
    return answer


def test_a_held_start_is_gone_for_others_until_it_runs_out() -> None:
    place = cast.hiljainen_huone()
    mine = held(place)

    assert mine.expires_at == EXPIRY
    assert facial_starts(place)[0] == cast.wall(2, 10)
    assert facial_starts(place, EXPIRY - timedelta(milliseconds=1))[0] == cast.wall(2, 10)
    assert facial_starts(place, EXPIRY)[0] == NINE


def test_an_expired_hold_frees_its_time_though_nobody_swept_it() -> None:
    place = cast.hiljainen_huone()
    held(place)

    refusal = actions.hold(
        offer=place.offers["facial"], starts_at=NINE, clock=cast.clock_at(EXPIRY - timedelta(milliseconds=1))
    )
    assert isinstance(refusal, Refusal)
    assert refusal.code == SLOT_TAKEN
    theirs = held(place, now=EXPIRY)

    assert list(Claim.objects.values_list("hold", flat=True).distinct()) == [theirs.pk]
    assert list(audit.findings()) == []


def test_a_taken_slot_comes_with_the_three_nearest_others() -> None:
    place = cast.hiljainen_huone()
    held(place, cast.wall(2, 12))

    refusal = actions.hold(offer=place.offers["facial"], starts_at=cast.wall(2, 12), clock=cast.clock_at())

    assert isinstance(refusal, Refusal)
    near = [cast.wall(2, 10, 45), cast.wall(2, 11), cast.wall(2, 13)]
    assert [slot.starts_at for slot in refusal.alternatives] == near


def test_releasing_a_hold_frees_it_at_once() -> None:
    place = cast.hiljainen_huone()
    mine = held(place)

    actions.release(mine, clock=cast.clock_at())

    assert facial_starts(place)[0] == NINE
    assert [Hold.objects.count(), Claim.objects.count()] == [0, 0]
    assert list(audit.findings()) == []


def test_a_confirmed_hold_does_not_run_out() -> None:
    place = cast.hiljainen_huone()
    actions.confirm(held(place), client=cast.client(), by="client", clock=cast.clock_at())

    assert facial_starts(place, EXPIRY + timedelta(minutes=1))[0] == cast.wall(2, 10)
    assert SalonDay.objects.exclude(next_expiry_s=None).count() == 0


def test_a_hold_that_ran_out_still_becomes_a_visit_while_nobody_took_its_time() -> None:
    place = cast.hiljainen_huone()
    mine = held(place)

    visit = actions.confirm(mine, client=cast.client(), by="client", clock=cast.clock_at(EXPIRY))

    assert isinstance(visit, Appointment)
    assert list(audit.findings()) == []


def test_a_hold_that_ran_out_and_was_taken_is_refused() -> None:
    place = cast.hiljainen_huone()
    mine = held(place)
    held(place, now=EXPIRY)

    refusal = actions.confirm(mine, client=cast.client(), by="client", clock=cast.clock_at(EXPIRY))

    assert isinstance(refusal, Refusal)
    assert [refusal.code, len(refusal.alternatives)] == [SLOT_TAKEN, 3]


def test_a_visitor_has_one_live_hold_and_the_new_one_wins() -> None:
    place = cast.hiljainen_huone()
    held(place, NINE, visitor=MAYA)
    second = held(place, cast.wall(2, 12), visitor=MAYA)

    assert list(Hold.objects.filter(expires_at__gt=cast.NOW)) == [second]
    assert set(Claim.objects.values_list("hold", flat=True)) == {second.pk}
    assert facial_starts(place)[0] == NINE
    assert list(audit.findings()) == []


def test_a_visitor_who_is_refused_keeps_the_earlier_hold() -> None:
    place = cast.hiljainen_huone()
    first = held(place, visitor=MAYA)
    held(place, cast.wall(2, 12), visitor=PETRI)

    refusal = actions.hold(
        offer=place.offers["facial"], starts_at=cast.wall(2, 12), visitor=MAYA, clock=cast.clock_at()
    )

    assert isinstance(refusal, Refusal)
    assert Hold.objects.filter(pk=first.pk).exists()
    assert facial_starts(place)[0] == cast.wall(2, 10)


def test_an_address_has_ten_live_holds_and_not_eleven() -> None:
    place = cast.hiljainen_huone()
    starts = [cast.wall(day, hour) for day in (2, 3) for hour in range(9, 15)]
    for starts_at in starts[:10]:
        held(place, starts_at, address=MAYA)

    eleventh = actions.hold(
        offer=place.offers["facial"], starts_at=starts[10], address=MAYA, clock=cast.clock_at()
    )
    assert eleventh == Refusal(TOO_MANY_HOLDS)
    held(place, starts[10], address=PETRI)
    held(place, starts[11], address=MAYA, now=EXPIRY)
