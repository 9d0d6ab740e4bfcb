"""Why an offer can't start then: as many causes as the slow reading finds, and changing the least of them frees it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_visits import a_day, a_need
from unknot.core.availability.causes import Blocked, Gap, GapKind, Role, why_not
from unknot.core.availability.days import Day, HeldRun, LaneShift
from unknot.core.availability.masks import stretch
from unknot.core.availability.visits import Need, glue, starts

FULL = (1 << 288) - 1


def with_holds(dice: random.Random, day: Day) -> Day:
    """Some of what is taken is only held."""
    holds = []
    for lane, clear in enumerate(day.clear):
        from_ = dice.randrange(day.length - 12)
        taken = range(from_, from_ + 12)
        if dice.random() < 0.5 and not any(clear >> at & 1 for at in taken):
            holds.append(HeldRun(1000, lane, from_, from_ + 12))
    return replace(day, holds=tuple(holds))


def changed(days: list[Day], gap: Gap) -> list[Day]:
    """The days as they would be without this cause."""
    found = []
    for day in days:
        from_, to = max(gap.starts - day.base, 0), min(gap.ends - day.base, day.length)
        if from_ >= to:
            found.append(day)
        elif gap.kind is GapKind.OFF:
            shift = LaneShift(gap.lane, from_, to, gap.starts - day.base)
            found.append(replace(day, shifts=(*day.shifts, shift)))
        else:
            clear = [
                bits | stretch(from_, to) if lane == gap.lane else bits for lane, bits in enumerate(day.clear)
            ]
            holds = tuple(
                each for each in day.holds if each.lane != gap.lane or each.expires_s != gap.expires_s
            )
            found.append(replace(day, clear=tuple(clear), holds=holds))
    return found


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=300, deadline=None)
def test_there_is_a_cause_exactly_where_there_is_no_start_and_the_least_of_it_frees_the_start(
    seed: int,
) -> None:
    dice = random.Random(seed)
    base, days = 1000, []
    for _ in range(2):
        days.append(with_holds(dice, a_day(dice, base, length := dice.choice([276, 288, 300]))))
        base += length
    need = replace(a_need(dice), step=1) if dice.random() < 0.7 else a_need(dice)
    tick = dice.randrange(days[0].base + 24, base - 48)

    blocked = why_not(glue(days, now_s=0), need, tick)
    possible = starts(glue(days, now_s=0), need, first=tick, last=tick + 1).any_of

    assert bool(blocked) is not bool(possible)
    gaps = [gap for each in blocked for gap in each.cheapest]
    if any(gap.kind is GapKind.OFF_GRID for gap in gaps) or not all(each.gaps for each in blocked):
        return
    for gap in gaps:
        days = changed(days, gap)
    assert why_not(glue(days, now_s=0), need, tick) == ()
    assert starts(glue(days, now_s=0), need, first=tick, last=tick + 1).any_of


def one_day(clear: tuple[int, ...] = (FULL,), *shifts: LaneShift, holds: tuple[HeldRun, ...] = ()) -> Day:
    return Day(0, 288, clear, shifts or (LaneShift(0, 108, 132, 108),), holds)


def asked(day: Day, need: Need, tick: int) -> tuple[Blocked, ...]:
    return why_not(glue([day], now_s=0), need, tick)


def test_nobody_works_that_long() -> None:
    (blocked,) = asked(one_day(), Need(12, 6, who=1), 126)

    assert blocked.role is Role.PRACTITIONER
    assert blocked.gaps == {0: [Gap(0, GapKind.OFF, 132, 138)]}


def test_before_and_after_work_are_two_gaps() -> None:
    (blocked,) = asked(one_day(), Need(30, 6, who=1), 106)

    assert [(gap.starts, gap.ends) for gap in blocked.cheapest] == [(106, 108), (132, 136)]


def test_a_start_between_two_of_the_grid_names_the_nearest() -> None:
    (blocked,) = asked(one_day(), Need(12, 6, who=1), 110)

    assert blocked.cheapest == [Gap(0, GapKind.OFF_GRID, 108, 110)]


def test_each_practitioner_has_her_own_causes_and_the_least_is_the_cheapest() -> None:
    busy = FULL & ~stretch(110, 114)
    busier = FULL & ~stretch(109, 119)
    shifts = (LaneShift(0, 108, 132, 108), LaneShift(1, 108, 132, 108))
    (blocked,) = asked(one_day((busier, busy), *shifts), Need(12, 6, who=3), 108)

    assert blocked.gaps == {
        0: [Gap(0, GapKind.TAKEN, 109, 119)],
        1: [Gap(1, GapKind.TAKEN, 110, 114)],
    }
    assert blocked.cheapest == [Gap(1, GapKind.TAKEN, 110, 114)]
    assert blocked.frees_s is None


def test_a_hold_in_the_way_says_when_it_runs_out() -> None:
    held = one_day((FULL & ~stretch(108, 120),), holds=(HeldRun(700, 0, 108, 114), HeldRun(900, 0, 114, 120)))
    (blocked,) = asked(held, Need(12, 6, who=1), 108)

    assert blocked.cheapest == [Gap(0, GapKind.HELD, 108, 114, 700), Gap(0, GapKind.HELD, 114, 120, 900)]
    assert blocked.frees_s == 900


def test_recovery_that_reaches_into_a_claim_is_a_cause() -> None:
    (blocked,) = asked(one_day((FULL & ~stretch(121, 130),)), Need(12, 6, who=1, after=2), 108)

    assert blocked.cheapest == [Gap(0, GapKind.TAKEN, 121, 122)]


def test_room_and_equipment_are_named_for_themselves() -> None:
    taken = FULL & ~stretch(112, 115)
    need = Need(12, 6, who=1, needs_room=True, rooms=2, equipment=(4,))
    blocked = asked(one_day((FULL, taken, taken)), need, 108)

    assert [(each.role, list(each.gaps)) for each in blocked] == [(Role.ROOM, [1]), (Role.EQUIPMENT, [2])]


def test_of_two_pieces_of_one_kind_the_one_that_is_away_is_named() -> None:
    taken = FULL & ~stretch(112, 115)
    need = Need(12, 6, who=1, equipment=(0b110, 0b110))
    (blocked,) = asked(one_day((FULL, FULL, taken)), need, 108)

    assert (blocked.role, blocked.gaps) == (Role.EQUIPMENT, {2: [Gap(2, GapKind.TAKEN, 112, 115)]})


def test_where_both_are_away_each_is_named() -> None:
    short, long = FULL & ~stretch(112, 115), FULL & ~stretch(110, 116)
    need = Need(12, 6, who=1, equipment=(0b110, 0b110))
    blocked = asked(one_day((FULL, long, short)), need, 108)

    assert [list(each.gaps) for each in blocked] == [[1, 2], [1]]
    assert [each.cheapest for each in blocked] == [
        [Gap(2, GapKind.TAKEN, 112, 115)],
        [Gap(1, GapKind.TAKEN, 110, 116)],
    ]


def test_one_piece_where_two_are_asked_for_is_never_enough() -> None:
    need = Need(12, 6, who=1, equipment=(0b010, 0b010))
    (blocked,) = asked(one_day((FULL, FULL)), need, 108)

    assert (blocked.role, blocked.gaps) == (Role.EQUIPMENT, {})


def test_one_free_room_is_enough() -> None:
    need = Need(12, 6, who=1, needs_room=True, rooms=6)

    assert asked(one_day((FULL, 0, FULL)), need, 108) == ()


@pytest.mark.parametrize(
    ("need", "role"),
    [
        (Need(12, 6, who=0), Role.PRACTITIONER),
        (Need(12, 6, who=1, needs_room=True), Role.ROOM),
        (Need(12, 6, who=1, equipment=(0,)), Role.EQUIPMENT),
    ],
)
def test_where_there_is_none_at_all_nothing_can_be_changed(need: Need, role: Role) -> None:
    (blocked,) = asked(one_day(), need, 108)

    assert (blocked.role, blocked.gaps, blocked.cheapest, blocked.frees_s) == (role, {}, (), None)


def test_what_lies_before_the_days_or_in_a_lane_without_a_row_is_not_clear() -> None:
    (blocked,) = asked(one_day((FULL,), LaneShift(0, 0, 24, 0)), Need(12, 6, who=1, before=2), 0)
    assert blocked.cheapest == [Gap(0, GapKind.TAKEN, -2, 0)]

    (blocked,) = asked(one_day(), Need(12, 6, who=1, needs_room=True, rooms=8), 108)
    assert blocked.gaps == {3: [Gap(3, GapKind.TAKEN, 108, 120)]}
