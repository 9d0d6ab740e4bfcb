"""What the worker does for the diary by itself: days stand before they are needed, old holds are forgotten."""

from datetime import datetime, timedelta

import pytest

from tests import cast
from unknot.diary import actions, audit, reads, tasks
from unknot.diary.models import Claim, Hold, SalonDay
from unknot.plumbing import clock

pytestmark = pytest.mark.django_db


def hold_at(place: cast.Place, moment: datetime) -> Hold:
    """A hold taken at `moment`, on the first start that was free then."""
    facial = place.offers["facial"]
    free = reads.slots(facial, starts_from=moment, starts_until=moment + timedelta(days=9), now=moment)
    held = actions.hold(offer=facial, starts_at=free[-1].starts_at, clock=cast.clock_at(moment))
    assert isinstance(held, Hold)
    return held


def test_every_hour_the_days_reach_the_horizon_again() -> None:
    place = cast.hiljainen_huone(clock.now() - timedelta(days=5))
    standing = SalonDay.objects.order_by("on_date").last()
    assert standing is not None

    tasks.open_all_days(0)

    furthest = SalonDay.objects.order_by("on_date").last()
    assert furthest is not None
    assert furthest.on_date == standing.on_date + timedelta(days=5)
    assert SalonDay.objects.count() == place.salon.horizon_days + 5
    assert list(audit.findings()) == []


def test_every_night_days_that_differ_are_built_again() -> None:
    place = cast.hiljainen_huone(clock.now())
    place.salon.zone = "Asia/Kathmandu"
    place.salon.save()

    tasks.rebuild_all_days(0)

    assert list(audit.findings()) == []


def test_every_night_holds_that_ran_out_a_day_ago_are_forgotten() -> None:
    now = clock.now()
    place = cast.hiljainen_huone(now - timedelta(days=2))
    old = hold_at(place, now - timedelta(days=1, minutes=11))
    young = hold_at(place, now - timedelta(days=1, minutes=9))

    tasks.forget_holds(0)

    assert list(Hold.objects.all()) == [young]
    assert set(Claim.objects.values_list("hold", flat=True)) == {young.pk}
    assert old.pk != young.pk
    assert list(audit.findings()) == []
