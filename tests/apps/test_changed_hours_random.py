"""Random changes of hours on a salon with visits: each visit lies within, or is on the list."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from tests import cast
from tests.apps.hours_cast import DAY, TUESDAY, change, free, outside
from unknot.core.hours import WallSpan, instant
from unknot.diary import actions, audit, reads
from unknot.diary.models import Part
from unknot.salons import bridge
from unknot.salons.models import HoursException, Lane
from unknot.salons.rota import Change, OtherDays, OtherWeek

pytestmark = pytest.mark.django_db


def random_change(dice: random.Random, place: cast.Place) -> Change:
    lanes = [None, *(each.number for each in Lane.objects.filter(salon=place.salon).order_by("number"))]
    who = dice.choice(lanes)
    first = date(2027, 3, 26) + timedelta(days=dice.randrange(4))
    is_thing = who is not None and who >= len(place.people)
    opens = dice.randrange(0, 1200, 5)
    spans: Any = (WallSpan(opens, opens + dice.randrange(60, 500, 5)),)
    if is_thing or dice.random() < 0.6:
        chosen = dice.choice([(), (), None] if is_thing else [(), spans, None])
        return OtherDays(who, first, first + timedelta(days=dice.randrange(3)), chosen)
    week = tuple(dice.choice([(), spans]) for _ in range(7))
    return OtherWeek(who, first, dice.choice([week, week, None]))


def lies_within(part: Part) -> bool:
    """Minute by minute, from the rows that stand and the hours as they are written down."""
    salon = part.appointment.salon
    on = part.starts_at.astimezone(cast.HELSINKI).date()
    lanes = {each.resource_id: each for each in Lane.objects.filter(salon=salon)}
    shifts = bridge.lane_shifts(salon, on - DAY, on + DAY).get(lanes[part.practitioner_id].number, ())
    tick = part.starts_at
    while tick < part.ends_at:
        if not any(instant(each.starts) <= tick < instant(each.ends) for each in shifts):
            return False
        tick += timedelta(minutes=5)
    for claim in part.claims.exclude(resource__kind="practitioner"):
        touched = {each.astimezone(cast.HELSINKI).date() for each in (claim.span.lower, claim.span.upper)}
        if HoursException.objects.filter(lane=lanes[claim.resource_id], on_date__in=touched).exists():
            return False
    return True


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_every_visit_lies_within_or_is_listed(seed: int) -> None:
    dice = random.Random(seed)
    place = cast.hiljainen_huone()
    cast.hours(place.salon, None, [5, 6], (540, 1020))
    for each in Lane.objects.filter(resource__kind="practitioner"):
        cast.hours(place.salon, each, [5, 6], (540, 1020))
    actions.rebuild(place.salon, clock=cast.clock_at())
    for _ in range(12):
        day = date(2027, 3, 26) + timedelta(days=dice.randrange(4))
        if starts := free(place, day):
            actions.book(
                offer=place.offers["back_massage"],
                starts_at=dice.choice(starts),
                client=cast.client(),
                by="client",
                clock=cast.clock_at(),
            )
        asked = random_change(dice, place)
        expected = bridge.rota(place.salon).changed(asked)
        before, touch = set(outside(place)), reads.touched(place.salon, asked, now=cast.NOW)
        change(place, asked)
        assert bridge.rota(place.salon).shifts(TUESDAY, day) == expected.shifts(TUESDAY, day)
        left_out = {part.appointment.public_id for part in Part.objects.all() if not lies_within(part)}
        assert set(outside(place)) == left_out
        assert left_out - before <= touch.ids <= left_out
    assert list(audit.findings(cast.NOW)) == []
