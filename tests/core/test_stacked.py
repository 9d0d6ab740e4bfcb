"""Day by day from packed rows equals what the glued days answer: midnight, clock changes, holds, things."""

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.salons import CoreSalon, need_of, random_question, random_salon
from tests.core.slow_salon import Question
from unknot.core.availability.days import LaneShift, pack_holds, pack_lanes, pack_shifts
from unknot.core.availability.limits import NO_LIMITS, Own
from unknot.core.availability.masks import ticks
from unknot.core.availability.stacked import LANE_BITS, Packed, alone, stands_alone, starts_by_day
from unknot.core.availability.visits import Need, glue, starts

SALONS = 2000

Found = dict[int, list[int]]


def glued(rows: list[Packed], need: Need, first: int, last: int, now_s: float) -> Found:
    found = starts(glue([each.day for each in rows], now_s=now_s), need, first=first, last=last)
    return {lane: ticks(mask, found.base) for lane, mask in found.by_lane.items()}


def by_day(rows: list[Packed], need: Need, first: int, last: int, now_s: float) -> Found:
    found: Found = {}
    for each in starts_by_day(rows, need, first=first, last=last, now_s=now_s):
        masks = each.by_lane
        assert each.any_of == sum_of(masks.values())
        for lane, mask in masks.items():
            mine = ticks(mask, each.day.base)
            assert all(lane in each.lanes_at(tick) for tick in mine)
            found.setdefault(lane, []).extend(mine)
    return dict(sorted(found.items()))


def sum_of(masks: object) -> int:
    union = 0
    for mask in masks:  # type: ignore[attr-defined]
        union |= mask
    return union


def compare(core: CoreSalon, question: Question) -> tuple[int, int, int]:
    """How many days stood alone, how many did not, and how many starts there were."""
    rows, need, now_s = core.rows(question), need_of(question), question.now.timestamp()
    first, last = core.bounds(question)
    wide = rows[0].base, rows[-1].base + rows[-1].length
    expected = glued(rows, need, *wide, now_s)
    assert by_day(rows, need, *wide, now_s) == expected
    assert by_day(rows, need, first, last, now_s) == glued(rows, need, first, last, now_s)
    by_itself = [each for each in rows if stands_alone(each, need)]
    for each in by_itself:
        mine = [tick for found in expected.values() for tick in found if 0 <= tick - each.base < each.length]
        assert ticks(alone(each, need, -1, now_s).any_of, each.base) == sorted(set(mine))
    return len(by_itself), len(rows) - len(by_itself), sum(map(len, expected.values()))


def test_two_thousand_salons_are_answered_day_by_day_as_over_the_glued_days() -> None:
    dice = random.Random("day by day")
    alone_, beside, some = 0, 0, 0
    for _ in range(SALONS):
        salon, day = random_salon(dice)
        core = CoreSalon(salon, day - timedelta(days=2), day + timedelta(days=3))
        counted = compare(core, random_question(dice, salon, day))
        alone_, beside, some = alone_ + counted[0], beside + counted[1], some + bool(counted[2])
    assert alone_ > SALONS and beside > SALONS and some > SALONS / 3


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_any_offer_of_any_salon_day_by_day(seed: int, data: st.DataObject) -> None:
    dice = random.Random(seed)
    salon, day = random_salon(dice)
    core = CoreSalon(salon, day - timedelta(days=2), day + timedelta(days=3))
    question = random_question(dice, salon, day)._replace(
        duration_min=data.draw(st.integers(1, 96)) * 5,
        step_min=data.draw(st.integers(1, 96)) * 5,
        before_min=data.draw(st.integers(0, 24)) * 5,
        after_min=data.draw(st.integers(0, 24)) * 5,
    )
    compare(core, question)


def a_row(shift: tuple[int, int], lanes: int = 1, length: int = 288) -> Packed:
    packed = pack_shifts([LaneShift(0, *shift, shift[0])])
    return Packed(2880, length, pack_lanes([(1 << length) - 1] * lanes), packed, pack_holds([]))


@pytest.mark.parametrize(
    ("shift", "before", "after", "is_so"),
    [
        ((108, 216), 0, 0, True),
        ((2, 216), 2, 0, True),
        ((2, 216), 3, 0, False),
        ((0, 216), 0, 0, True),
        ((108, 286), 0, 2, True),
        ((108, 286), 0, 3, False),
        ((108, 287), 0, 0, True),
        ((108, 288), 0, 0, False),
    ],
)
def test_a_day_stands_alone_where_no_visit_could_cross_midnight(
    shift: tuple[int, int], before: int, after: int, *, is_so: bool
) -> None:
    assert stands_alone(a_row(shift), Need(12, 3, who=1, before=before, after=after)) is is_so


def test_only_those_who_can_give_it_keep_a_day_from_standing_alone() -> None:
    late = pack_shifts([LaneShift(0, 108, 216, 108), LaneShift(1, 108, 288, 108)])
    row = Packed(2880, 288, pack_lanes([0, 0]), late)

    assert stands_alone(row, Need(12, 3, who=0b01))
    assert not stands_alone(row, Need(12, 3, who=0b10))
    assert not stands_alone(row, Need(200, 3, who=0b10))
    assert stands_alone(row, Need(200, 3, who=0b100, before=24, after=24))


def test_who_is_bound_by_rules_never_stands_alone() -> None:
    bound = Own(step=3, first=0, last=5760, limits=NO_LIMITS)

    assert not stands_alone(a_row((108, 216)), Need(12, 3, who=1, own={0: bound}))


def test_a_run_never_leaks_into_the_lane_above() -> None:
    full = a_row((0, 312), lanes=3, length=312)
    need = Need(12, 1, who=0b1)

    found = next(starts_by_day([full], need, first=0, last=9999, now_s=0))
    assert found.any_of == (1 << 301) - 1
    assert found.any_of < 1 << LANE_BITS
